//! A peer that misbehaves byte by byte, as no HTTP server library would.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the peer does with one request, once it has read it.
pub enum Act {
    /// Sends this and keeps the connection.
    Reply(Vec<u8>),
    /// Sends this and closes the connection.
    ReplyAndClose(Vec<u8>),
    /// Sends this and resets the connection.
    ReplyAndReset(Vec<u8>),
    /// Sends the first bytes once, the others until nobody reads them any more.
    Endless(Vec<u8>, Vec<u8>),
    /// Says nothing and keeps the connection.
    Silence,
}

/// Plays its acts in order, one per request, over as many connections as are opened. After the last it hangs up.
pub struct Peer {
    address: SocketAddr,
    log: Arc<Log>,
}

#[derive(Default)]
struct Log {
    connections: AtomicUsize,
    requests: Mutex<Vec<String>>,
    abandoned: AtomicUsize,
}

impl Peer {
    pub async fn start(acts: impl IntoIterator<Item = Act>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let log = Arc::new(Log::default());
        let acts = Arc::new(Mutex::new(acts.into_iter().collect::<VecDeque<_>>()));
        let shared = Arc::clone(&log);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                shared.connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(converse(stream, Arc::clone(&acts), Arc::clone(&shared)));
            }
        });
        Self { address, log }
    }

    /// An address at which nobody listens any more.
    pub async fn gone() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    pub fn connections(&self) -> usize {
        self.log.connections.load(Ordering::SeqCst)
    }

    /// Every request: its line, headers and body, or whatever came instead.
    pub fn requests(&self) -> Vec<String> {
        self.log.requests.lock().unwrap().clone()
    }

    /// How many endless replies the other side has stopped reading.
    pub fn abandoned(&self) -> usize {
        self.log.abandoned.load(Ordering::SeqCst)
    }
}

async fn converse(mut stream: TcpStream, acts: Arc<Mutex<VecDeque<Act>>>, log: Arc<Log>) {
    while let Some(request) = read_request(&mut stream).await {
        log.requests.lock().unwrap().push(request);
        let act = acts.lock().unwrap().pop_front();
        // The other side may be gone before everything is written; that is its right.
        match act {
            None => return,
            Some(Act::Reply(bytes)) => {
                let _ = stream.write_all(&bytes).await;
            }
            Some(Act::ReplyAndClose(bytes)) => {
                let _ = stream.write_all(&bytes).await;
                return;
            }
            Some(Act::ReplyAndReset(bytes)) => {
                let _ = stream.write_all(&bytes).await;
                stream.set_zero_linger().unwrap();
                return;
            }
            Some(Act::Endless(first, others)) => {
                let _ = stream.write_all(&first).await;
                while stream.write_all(&others).await.is_ok() {}
                log.abandoned.fetch_add(1, Ordering::SeqCst);
                return;
            }
            Some(Act::Silence) => std::future::pending().await,
        }
    }
}

/// Reads up to the empty line that ends the headers, or one record of TLS.
async fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        let whole = match bytes[..] {
            // A TLS record says how long it is.
            [0x16, _, _, high, low, ref rest @ ..] => rest.len() >= usize::from(high) << 8 | usize::from(low),
            _ => bytes.ends_with(b"\r\n\r\n"),
        };
        if whole {
            // One character per byte, so that nothing is lost.
            return Some(bytes.iter().map(|&byte| char::from(byte)).collect());
        }
    }
}

/// A reply with a head of these lines.
pub fn http(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let lines: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
    [format!("HTTP/1.1 {status}\r\n{lines}\r\n").as_bytes(), body.as_ref()].concat()
}

/// A reply with that body, its length declared.
pub fn ok(body: impl AsRef<[u8]>) -> Vec<u8> {
    let length = format!("Content-Length: {}", body.as_ref().len());
    http("200 OK", &["Content-Type: application/json", &length], body)
}
