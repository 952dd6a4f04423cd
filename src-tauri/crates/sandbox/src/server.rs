use std::{
    io,
    sync::{Arc, Mutex, atomic::AtomicU32},
    time::Duration,
};

use axum::{
    Router, body,
    extract::{Request, State},
    response::Response,
};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};

use crate::{
    LoggedRequest, Options, admission::Visitor, call, files, options::random_hex, request_log, shared::Shared,
};

/// Stop counting here; no request needs a body.
const MAX_BODY: usize = 64 * 1024;

/// A running sandbox. Dropping it closes its port and all connections.
pub struct Sandbox {
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

impl Sandbox {
    /// Listens on a free port of 127.0.0.1 until dropped. Needs a tokio runtime with IO and time enabled.
    ///
    /// # Errors If no port can be bound.
    pub async fn start(options: Options) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let shared = Arc::new(Shared {
            options,
            base_url,
            salt: random_hex(),
            log: Mutex::default(),
            serial: AtomicU32::new(0),
        });
        let router = Router::new().fallback(handle).with_state(Arc::clone(&shared));
        Ok(Self { shared, server: tokio::spawn(serve(listener, router)) })
    }

    /// `http://address:port`, without a trailing slash.
    #[must_use]
    pub fn base_url(&self) -> String {
        self.shared.base_url.clone()
    }

    #[must_use]
    pub fn key(&self) -> &str {
        &self.shared.options.key
    }

    #[must_use]
    pub fn secret(&self) -> &str {
        &self.shared.options.secret
    }

    /// The latest 10,000 requests, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<LoggedRequest> {
        self.shared.log().requests.iter().cloned().collect()
    }

    /// The number of requests that may have been billed.
    #[must_use]
    pub fn billed_calls(&self) -> u64 {
        self.shared.log().billed
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// Owns all connections, so that aborting this task closes them.
async fn serve(listener: TcpListener, router: Router) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(converse(stream, router.clone()));
                }
                // Out of file descriptors: wait for some connections to end.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn converse(stream: TcpStream, router: Router) {
    let _ = stream.set_nodelay(true);
    // An error of a peer affects only its own connection.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
        .await;
}

async fn handle(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let visitor = receive(request).await;
    let answer = match visitor.path.strip_prefix("/files/") {
        Some(name) => files::answer(&shared, &visitor, name).await,
        None => call::answer(&shared, &visitor),
    };
    // Log before any delay: a client that times out has still been served, and may be billed.
    shared.log().add(request_log::entry(&visitor, &answer, &shared.options.secret));
    let wait = shared.options.latency + answer.delay;
    if !wait.is_zero() {
        tokio::time::sleep(wait).await;
    }
    answer.into_response(shared.options.clock.system_time())
}

async fn receive(request: Request) -> Visitor {
    let (parts, body) = request.into_parts();
    let query =
        form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
    Visitor {
        method: parts.method,
        path: parts.uri.path().to_owned(),
        query,
        headers: parts.headers,
        body_len: body::to_bytes(body, MAX_BODY).await.map_or(MAX_BODY + 1, |body| body.len()),
    }
}
