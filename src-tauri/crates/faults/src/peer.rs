use crate::certificate::Identity;
use crate::http2::{self, Refusal};
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_util::io::InspectReader;

/// What the peer does with one request, once it has read it.
#[derive(Debug, Clone)]
pub enum Act {
    /// Sends this and keeps the connection.
    Reply(Vec<u8>),
    /// Sends this and closes the connection.
    ReplyAndClose(Vec<u8>),
    /// Sends this and closes the connection without the farewell by which TLS tells an end from a cut.
    ReplyAndCut(Vec<u8>),
    /// Sends this and keeps the connection, which is dead from then on: whatever comes over it is not answered.
    ReplyAndDie(Vec<u8>),
    /// Sends this and resets the connection.
    ReplyAndReset(Vec<u8>),
    /// Sends the first bytes at once and then each of these pieces after a pause; then keeps the connection.
    Drip(Vec<u8>, Vec<Vec<u8>>, Duration),
    /// Sends the first bytes once, the others until nobody reads them any more.
    Endless(Vec<u8>, Vec<u8>),
    /// Says that the tunnel is open, and carries every byte to this address and back.
    Tunnel(SocketAddr),
    /// Says nothing and keeps the connection.
    Silence,
    /// Says nothing and closes the connection after a pause.
    SilenceAndClose(Duration),
}

/// Plays one act per request, over as many connections as are opened.
#[derive(Debug)]
pub struct Peer {
    scheme: &'static str,
    address: SocketAddr,
    heard: Arc<Mutex<Heard>>,
}

/// What reached a peer.
#[derive(Debug, Default)]
pub(crate) struct Heard {
    connections: usize,
    abandoned: usize,
    pub(crate) requests: Vec<String>,
    received: Vec<u8>,
}

/// What to do with a request; where it is nothing, the peer hangs up.
type Answer = Arc<dyn Fn(&str) -> Option<Act> + Send + Sync>;

/// These acts, one after the other.
fn in_order(acts: impl IntoIterator<Item = Act>) -> Answer {
    let acts = Mutex::new(acts.into_iter().collect::<VecDeque<_>>());
    Arc::new(move |_| acts.lock().unwrap().pop_front())
}

impl Peer {
    /// A peer that speaks plain TCP and plays these acts in order. After the last it hangs up.
    pub async fn start(acts: impl IntoIterator<Item = Act>) -> Self {
        Self::listen("http", Speaks::Plain, in_order(acts)).await
    }

    /// A peer that speaks plain TCP and plays what is the answer to the request.
    pub async fn answering(answer: impl Fn(&str) -> Act + Send + Sync + 'static) -> Self {
        Self::listen("http", Speaks::Plain, Arc::new(move |request| Some(answer(request)))).await
    }

    /// A peer that speaks HTTP/1.1 over TLS and plays these acts in order.
    pub async fn start_tls(identity: &Identity, acts: impl IntoIterator<Item = Act>) -> Self {
        Self::listen("https", Speaks::Tls(identity.acceptor(b"http/1.1")), in_order(acts)).await
    }

    /// A peer that speaks HTTP/2 over TLS and refuses every request so.
    pub async fn start_http2(identity: &Identity, refusal: Refusal) -> Self {
        Self::listen("https", Speaks::Http2(identity.acceptor(b"h2"), refusal), in_order([])).await
    }

    async fn listen(scheme: &'static str, speaks: Speaks, answer: Answer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let heard = Arc::<Mutex<Heard>>::default();
        let shared = Arc::clone(&heard);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                shared.lock().unwrap().connections += 1;
                tokio::spawn(serve(stream, speaks.clone(), Arc::clone(&answer), Arc::clone(&shared)));
            }
        });
        Self { scheme, address, heard }
    }

    /// An address at which nobody listens any more.
    pub async fn gone() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    }

    /// Where it is.
    pub fn origin(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    /// Its port, on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Where it is, for a [tunnel](Act::Tunnel).
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many connections were opened.
    pub fn connections(&self) -> usize {
        self.heard.lock().unwrap().connections
    }

    /// Every request: its line, headers and body, or whatever came instead. One character per byte.
    pub fn requests(&self) -> Vec<String> {
        self.heard.lock().unwrap().requests.clone()
    }

    /// Every byte that was received, as it travelled and, behind that, as TLS held it.
    pub fn received(&self) -> Vec<u8> {
        self.heard.lock().unwrap().received.clone()
    }

    /// How many endless replies the other side has stopped reading.
    pub fn abandoned(&self) -> usize {
        self.heard.lock().unwrap().abandoned
    }
}

/// How a peer speaks with whoever connects.
#[derive(Clone)]
enum Speaks {
    Plain,
    Tls(TlsAcceptor),
    Http2(TlsAcceptor, Refusal),
}

async fn serve(stream: TcpStream, speaks: Speaks, answer: Answer, heard: Arc<Mutex<Heard>>) {
    let stream = logged(stream, &heard);
    // Who does not trust a certificate goes away.
    match speaks {
        Speaks::Plain => converse(stream, &answer, &heard).await,
        Speaks::Tls(acceptor) => {
            if let Ok(stream) = acceptor.accept(stream).await {
                converse(logged(stream, &heard), &answer, &heard).await;
            }
        }
        Speaks::Http2(acceptor, refusal) => {
            if let Ok(stream) = acceptor.accept(stream).await {
                // It ends when the other side has gone.
                let _ = http2::refuse(logged(stream, &heard), refusal, &heard).await;
            }
        }
    }
}

/// One character per byte, so that nothing is lost.
pub(crate) fn as_text(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

/// A stream whose reader's bytes are logged.
fn logged<S: AsyncRead>(
    stream: S,
    heard: &Arc<Mutex<Heard>>,
) -> InspectReader<S, impl FnMut(&[u8]) + Unpin + use<S>> {
    let heard = Arc::clone(heard);
    InspectReader::new(stream, move |bytes| heard.lock().unwrap().received.extend_from_slice(bytes))
}

/// A stream over TCP.
trait OverTcp {
    fn tcp(&self) -> &TcpStream;
}

impl OverTcp for TcpStream {
    fn tcp(&self) -> &TcpStream {
        self
    }
}

impl<S: OverTcp, F> OverTcp for InspectReader<S, F> {
    fn tcp(&self) -> &TcpStream {
        self.get_ref().tcp()
    }
}

impl<S: OverTcp> OverTcp for TlsStream<S> {
    fn tcp(&self) -> &TcpStream {
        self.get_ref().0.tcp()
    }
}

async fn converse<S: AsyncRead + AsyncWrite + OverTcp + Unpin>(
    mut stream: S,
    answer: &Answer,
    heard: &Mutex<Heard>,
) {
    while let Some(request) = read_request(&mut stream).await {
        heard.lock().unwrap().requests.push(request.clone());
        // The other side may be gone before everything is written; that is its right.
        match answer(&request) {
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
                    heard.lock().unwrap().requests.push(request);
                    std::future::pending::<()>().await;
                }
                return;
            }
            Some(Act::ReplyAndReset(bytes)) => {
                let _ = send(&mut stream, &bytes).await;
                stream.tcp().set_zero_linger().unwrap();
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
                heard.lock().unwrap().abandoned += 1;
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
    // TLS may keep the last of it.
    stream.flush().await
}

/// Reads up to the empty line that ends the headers, or one record of TLS.
async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> Option<String> {
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
            return Some(as_text(&bytes));
        }
    }
}
