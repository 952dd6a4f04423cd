use crate::certificate::Identity;
use crate::http2::{self, Refusal};
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_util::io::InspectReader;

#[derive(Debug, Clone)]
pub enum Act {
    /// Sends this and keeps the connection open.
    Reply(Vec<u8>),
    ReplyAndClose(Vec<u8>),
    /// Sends this and closes the connection without TLS `close_notify`.
    ReplyAndCut(Vec<u8>),
    /// Sends this and keeps the connection open, but answers no further request on it.
    ReplyAndDie(Vec<u8>),
    ReplyAndReset(Vec<u8>),
    /// Sends the first bytes at once, then each piece after a pause, and keeps the connection open.
    Drip(Vec<u8>, Vec<Vec<u8>>, Duration),
    /// Sends the first bytes once, and the others until the client stops reading.
    Endless(Vec<u8>, Vec<u8>),
    /// Relays the request to this address and the reply from there, and closes the connection.
    PassOn(SocketAddr),
    /// Reports that the tunnel is open, and relays all bytes to and from this address.
    Tunnel(SocketAddr),
    /// Sends nothing and keeps the connection open.
    Silence,
    SilenceAndClose(Duration),
}

/// Performs one act per request, on any number of connections, until the runtime ends.
pub struct Peer {
    scheme: &'static str,
    address: SocketAddr,
    answer: Arc<Mutex<Answer>>,
    log: Arc<Mutex<Log>>,
}

#[derive(Debug, Default)]
pub(crate) struct Log {
    connections: usize,
    abandoned: usize,
    pub(crate) requests: Vec<String>,
    received: Vec<u8>,
}

/// Chooses the act for a request; `None` closes the connection.
type Answer = Box<dyn FnMut(&str) -> Option<Act> + Send>;

fn in_order(acts: impl IntoIterator<Item = Act>) -> Answer {
    let mut acts = acts.into_iter().collect::<VecDeque<_>>();
    Box::new(move |_| acts.pop_front())
}

impl Peer {
    /// A peer over plain TCP that performs these acts in order and then closes connections.
    pub async fn start(acts: impl IntoIterator<Item = Act>) -> Self {
        Self::listen("http", Speaks::Plain, in_order(acts)).await
    }

    /// A peer over plain TCP that performs these acts in order and then repeats the last.
    pub async fn repeating(acts: impl IntoIterator<Item = Act>) -> Self {
        let mut acts = acts.into_iter().collect::<VecDeque<_>>();
        Self::answering(move |_| if acts.len() > 1 { acts.pop_front().unwrap() } else { acts[0].clone() })
            .await
    }

    /// A peer over plain TCP that chooses an act for each request.
    pub async fn answering(answer: impl FnMut(&str) -> Act + Send + 'static) -> Self {
        let peer = Self::start([]).await;
        peer.change(answer);
        peer
    }

    /// A peer over plain TCP that closes every connection unread.
    pub async fn deaf() -> Self {
        Self::listen("http", Speaks::Nothing, in_order([])).await
    }

    /// A peer with HTTP/1.1 over TLS that performs these acts in order.
    pub async fn start_tls(identity: &Identity, acts: impl IntoIterator<Item = Act>) -> Self {
        Self::listen("https", Speaks::Tls(identity.acceptor(b"http/1.1")), in_order(acts)).await
    }

    /// A peer with HTTP/2 over TLS that refuses every request.
    pub async fn start_http2(identity: &Identity, refusal: Refusal) -> Self {
        Self::listen("https", Speaks::Http2(identity.acceptor(b"h2"), refusal), in_order([])).await
    }

    async fn listen(scheme: &'static str, speaks: Speaks, answer: Answer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let log = Arc::<Mutex<Log>>::default();
        let answer = Arc::new(Mutex::new(answer));
        let shared = (Arc::clone(&answer), Arc::clone(&log));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (answer, log) = shared.clone();
                log.lock().unwrap().connections += 1;
                tokio::spawn(serve(stream, speaks.clone(), answer, log));
            }
        });
        Self { scheme, address, answer, log }
    }

    /// Chooses acts like this from now on, and forgets the requests so far.
    pub fn change(&self, mut answer: impl FnMut(&str) -> Act + Send + 'static) {
        *self.answer.lock().unwrap() = Box::new(move |request: &str| Some(answer(request)));
        self.log.lock().unwrap().requests.clear();
    }

    /// An address with no listener.
    pub async fn gone() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    }

    /// Its origin, such as `http://127.0.0.1:1234`.
    pub fn origin(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    /// Its port, on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Its address, for a [tunnel](Act::Tunnel).
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn connections(&self) -> usize {
        self.log.lock().unwrap().connections
    }

    /// All requests with their headers, or whatever else was received. One character per byte.
    pub fn requests(&self) -> Vec<String> {
        self.log.lock().unwrap().requests.clone()
    }

    /// All bytes received: as on the wire, followed by what TLS decrypted.
    pub fn received(&self) -> Vec<u8> {
        self.log.lock().unwrap().received.clone()
    }

    /// How many endless replies the client has stopped reading.
    pub fn abandoned(&self) -> usize {
        self.log.lock().unwrap().abandoned
    }
}

#[derive(Clone)]
enum Speaks {
    Nothing,
    Plain,
    Tls(TlsAcceptor),
    Http2(TlsAcceptor, Refusal),
}

async fn serve(stream: TcpStream, speaks: Speaks, answer: Arc<Mutex<Answer>>, log: Arc<Mutex<Log>>) {
    let stream = logged(stream, &log);
    // A client that rejects the certificate disconnects.
    match speaks {
        Speaks::Nothing => {}
        Speaks::Plain => converse(stream, InspectReader::get_ref, &answer, &log).await,
        Speaks::Tls(acceptor) => {
            if let Ok(stream) = acceptor.accept(stream).await {
                let stream = logged(stream, &log);
                converse(stream, |stream| stream.get_ref().get_ref().0.get_ref(), &answer, &log).await;
            }
        }
        Speaks::Http2(acceptor, refusal) => {
            if let Ok(stream) = acceptor.accept(stream).await {
                // Ends when the client disconnects.
                let _ = http2::refuse(logged(stream, &log), refusal, &log).await;
            }
        }
    }
}

/// One character per byte, so that no information is lost.
pub(crate) fn as_text(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

fn logged<S: AsyncRead>(
    stream: S,
    log: &Arc<Mutex<Log>>,
) -> InspectReader<S, impl FnMut(&[u8]) + Unpin + use<S>> {
    let log = Arc::clone(log);
    InspectReader::new(stream, move |bytes| log.lock().unwrap().received.extend_from_slice(bytes))
}

async fn converse<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    tcp: impl Fn(&S) -> &TcpStream,
    answer: &Mutex<Answer>,
    log: &Mutex<Log>,
) {
    while let Some(request) = read_request(&mut stream).await {
        log.lock().unwrap().requests.push(request.clone());
        let act = (*answer.lock().unwrap())(&request);
        // Write errors are ignored: the client may disconnect at any time.
        match act {
            None => return,
            Some(Act::Reply(bytes)) => {
                let _ = send(&mut stream, &bytes).await;
            }
            Some(Act::ReplyAndClose(bytes)) => {
                let _ = send(&mut stream, &bytes).await;
                let _ = stream.shutdown().await;
                return;
            }
            Some(Act::ReplyAndCut(bytes)) => {
                let _ = send(&mut stream, &bytes).await;
                return;
            }
            Some(Act::ReplyAndDie(bytes)) => {
                let _ = send(&mut stream, &bytes).await;
                if let Some(request) = read_request(&mut stream).await {
                    log.lock().unwrap().requests.push(request);
                    std::future::pending::<()>().await;
                }
                return;
            }
            Some(Act::ReplyAndReset(bytes)) => {
                let _ = send(&mut stream, &bytes).await;
                tcp(&stream).set_zero_linger().unwrap();
                return;
            }
            Some(Act::Drip(first, pieces, pause)) => {
                let _ = send(&mut stream, &first).await;
                for piece in pieces {
                    tokio::time::sleep(pause).await;
                    let _ = send(&mut stream, &piece).await;
                }
            }
            Some(Act::Endless(first, others)) => {
                let _ = send(&mut stream, &first).await;
                while stream.write_all(&others).await.is_ok() {}
                log.lock().unwrap().abandoned += 1;
                return;
            }
            Some(Act::PassOn(target)) => {
                let mut target = TcpStream::connect(target).await.unwrap();
                let request = request.trim_end().to_owned() + "\r\nConnection: close\r\n\r\n";
                let _ = send(&mut target, request.as_bytes()).await;
                let _ = tokio::io::copy(&mut target, &mut stream).await;
                let _ = stream.shutdown().await;
                return;
            }
            Some(Act::Tunnel(target)) => {
                let mut target = TcpStream::connect(target).await.unwrap();
                let _ = send(&mut stream, b"HTTP/1.1 200 Connection established\r\n\r\n").await;
                let _ = tokio::io::copy_bidirectional(&mut stream, &mut target).await;
                return;
            }
            Some(Act::Silence) => std::future::pending().await,
            Some(Act::SilenceAndClose(pause)) => {
                tokio::time::sleep(pause).await;
                return;
            }
        }
    }
}

async fn send(stream: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> std::io::Result<()> {
    stream.write_all(bytes).await?;
    // TLS may still buffer some data.
    stream.flush().await
}

/// Reads up to the empty line after the headers, or one TLS record.
async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        let whole = match bytes[..] {
            // A TLS record starts with its length.
            [0x16, _, _, high, low, ref rest @ ..] => rest.len() >= usize::from(high) << 8 | usize::from(low),
            _ => bytes.ends_with(b"\r\n\r\n"),
        };
        if whole {
            return Some(as_text(&bytes));
        }
    }
}
