//! A service in its worst hours: what it answers to an order is decided by the order's number, and every order that reaches
//! it is counted.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What happens to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It is accepted, and its report arrives.
    Accepted,
    /// The same; the person clicks twice.
    DoubleClick,
    /// The same; it is ordered at two desks at once, as by two processes where a file system has no locks.
    TwoDesks,
    /// It is accepted, and its report cannot be generated.
    ReportFails,
    /// It is accepted, and the host of its file is in trouble for a while.
    FileTrouble,
    /// It is accepted, and then the account is refused whatever it asks.
    AskRefused(u16),
    /// It is read, and the connection is closed without a word.
    ReplyLost,
    /// It is read, and the connection is reset.
    Reset,
    /// The reply's headers break off.
    HeadersBreakOff,
    /// The reply's body breaks off.
    BodyBreaksOff,
    /// It is held for a while, and then the connection is closed.
    Held,
    /// It is never answered: the client's own deadline ends it.
    Silent,
    /// An HTTP status that is no success.
    Http(u16),
    /// A redirect, with its target in reach.
    Redirect,
    /// A success whose body is a web page.
    WebPage,
    /// A success whose body is cut-off JSON.
    CutJson,
    /// Accepted, without a number.
    NoNumber,
    /// Accepted, with a number that is none.
    HostileNumber,
    /// Refused with a code that says that nothing was placed.
    Refused(u16),
    /// A code after which nobody knows.
    Undecided(u16),
}

const HTTP: [u16; 5] = [408, 429, 500, 502, 503];
const REFUSED: [u16; 14] = [101, 102, 104, 107, 109, 111, 112, 114, 115, 121, 201, 202, 208, 213];
const ASK_REFUSED: [u16; 7] = [101, 102, 107, 111, 114, 115, 121];
const UNDECIDED: [u16; 6] = [199, 203, 205, 500, 666, 999];

impl Kind {
    /// One at random; never [`Kind::Silent`], which takes half a minute.
    pub fn any(random: &mut fastrand::Rng) -> Self {
        let one_of = |random: &mut fastrand::Rng, codes: &[u16]| codes[random.usize(..codes.len())];
        match random.u8(..22) {
            0..4 => Self::Accepted,
            4 => Self::DoubleClick,
            5 => Self::TwoDesks,
            6 => Self::ReportFails,
            7 => Self::ReplyLost,
            8 => Self::Reset,
            9 => Self::HeadersBreakOff,
            10 => Self::BodyBreaksOff,
            11 => Self::Held,
            12 => Self::Http(one_of(random, &HTTP)),
            13 => Self::Redirect,
            14 => Self::WebPage,
            15 => Self::CutJson,
            16 => Self::NoNumber,
            17 => Self::HostileNumber,
            18 => Self::Refused(one_of(random, &REFUSED)),
            19 => Self::FileTrouble,
            20 => Self::AskRefused(one_of(random, &ASK_REFUSED)),
            _ => Self::Undecided(one_of(random, &UNDECIDED)),
        }
    }

    /// Its name without details.
    pub fn name(self) -> String {
        let name = format!("{self:?}");
        name.split('(').next().unwrap_or_default().to_owned()
    }

    /// The state that tells the truth about it, once its reply, or the lack of one, is recorded.
    pub fn truth(self) -> &'static str {
        match self {
            Self::Accepted | Self::DoubleClick | Self::TwoDesks | Self::FileTrouble => "saved",
            Self::AskRefused(_) => "onHold",
            Self::ReportFails => "failed",
            Self::Refused(_) => "refused",
            Self::ReplyLost
            | Self::Reset
            | Self::HeadersBreakOff
            | Self::BodyBreaksOff
            | Self::Held
            | Self::Silent
            | Self::Http(_)
            | Self::Redirect
            | Self::WebPage
            | Self::CutJson
            | Self::NoNumber
            | Self::HostileNumber
            | Self::Undecided(_) => "unknown",
        }
    }
}

/// An order to come: what happens to it, and within which life of the app it is placed.
#[derive(Debug, Clone, Copy)]
pub struct Scheduled {
    /// What happens to it.
    pub kind: Kind,
    /// Which life.
    pub life: usize,
}

/// What reached the service of one order.
#[derive(Debug, Clone, Copy, Default)]
pub struct Received {
    /// Requests to place it.
    pub placed: usize,
    /// Those of them that came from a later life of the app than the one in which a person ordered it.
    pub late: usize,
    asked: usize,
    fetched: usize,
}

/// The service: its orders by number, whichever address they reach it at.
#[derive(Debug)]
pub struct Faulty {
    scheduled: HashMap<u32, Scheduled>,
    received: Mutex<HashMap<u32, Received>>,
}

/// Whom an order is for; holds its number.
pub fn subject(number: u32) -> String {
    format!("示例第{number:06}号有限公司")
}

fn number_in(text: &str) -> Option<u32> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

impl Faulty {
    /// A service that will receive these orders.
    pub fn new(scheduled: HashMap<u32, Scheduled>) -> Arc<Self> {
        Arc::new(Self { scheduled, received: Mutex::default() })
    }

    /// What reached it of an order.
    pub fn received(&self, number: u32) -> Received {
        self.count(number, |received| *received)
    }

    /// Serves one life of the app, at an address of its own: what reaches it there is known to be of that life.
    pub async fn serve(self: &Arc<Self>, life: usize) -> io::Result<SocketAddr> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let faulty = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let faulty = faulty.clone();
                // A peer that breaks off ends its own connection only.
                tokio::spawn(async move { faulty.converse(stream, address, life).await });
            }
        });
        Ok(address)
    }

    fn count<T>(&self, number: u32, count: impl FnOnce(&mut Received) -> T) -> T {
        count(self.received.lock().unwrap_or_else(PoisonError::into_inner).entry(number).or_default())
    }

    async fn converse(&self, mut stream: TcpStream, address: SocketAddr, life: usize) -> io::Result<()> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            if stream.read_buf(&mut head).await? == 0 {
                return Ok(());
            }
        }
        let head = String::from_utf8_lossy(&head);
        let target = head.split(' ').nth(1).unwrap_or_default();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let asked = form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| name == "searchKey" || name == "orderNo")
            .map_or_else(|| path.to_owned(), |(_, value)| value.into_owned());
        let Some((number, scheduled)) =
            number_in(&asked).and_then(|number| Some((number, self.scheduled.get(&number)?)))
        else {
            return reply(&mut stream, 404, "text/html", b"<html></html>").await;
        };
        if path.ends_with("/CreateReport") || path == "/elsewhere" {
            let late = scheduled.life != life;
            self.count(number, |received| {
                received.placed += 1;
                received.late += usize::from(late);
            });
            return place(stream, number, scheduled.kind).await;
        }
        if path.ends_with("/GetReportInfo") {
            if let Kind::AskRefused(code) = scheduled.kind {
                return envelope(&mut stream, code, "null").await;
            }
            let asked = self.count(number, |received| {
                received.asked += 1;
                received.asked
            });
            return match asked {
                1 if number.is_multiple_of(7) => reply(&mut stream, 502, "text/html", b"<html></html>").await,
                1 => envelope(&mut stream, 200, r#"{"ReportStatus":"P","ReportUrl":""}"#).await,
                _ if scheduled.kind == Kind::ReportFails => {
                    envelope(&mut stream, 200, r#"{"ReportStatus":"F","ReportUrl":""}"#).await
                }
                _ => {
                    let result =
                        format!(r#"{{"ReportStatus":"S","ReportUrl":"http://{address}/{number:06}"}}"#);
                    envelope(&mut stream, 200, &result).await
                }
            };
        }
        let fetched = self.count(number, |received| {
            received.fetched += 1;
            received.fetched
        });
        let report = format!("%PDF-1.7\n{}\n%%EOF\n", subject(number).repeat(number as usize % 50));
        // More often than a file may be missing before a person is asked.
        if scheduled.kind == Kind::FileTrouble && fetched <= 5 {
            let status = [500, 502, 503, 504, 429][fetched - 1];
            return reply(&mut stream, status, "text/html", b"<html></html>").await;
        }
        if fetched == 1 && number.is_multiple_of(5) {
            return cut(&mut stream, report.as_bytes()).await;
        }
        reply(&mut stream, 200, "application/pdf", report.as_bytes()).await
    }
}

/// Answers an order.
async fn place(mut stream: TcpStream, number: u32, kind: Kind) -> io::Result<()> {
    let accepted = format!(r#"{{"OrderNo":"T{number:06}"}}"#);
    let whole = envelope_of(200, &accepted);
    match kind {
        Kind::Accepted
        | Kind::DoubleClick
        | Kind::TwoDesks
        | Kind::ReportFails
        | Kind::FileTrouble
        | Kind::AskRefused(_) => envelope(&mut stream, 200, &accepted).await,
        Kind::ReplyLost => Ok(()),
        Kind::Reset => stream.set_zero_linger(),
        Kind::HeadersBreakOff => stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Ty").await,
        Kind::BodyBreaksOff => cut(&mut stream, whole.as_bytes()).await,
        Kind::Held => {
            tokio::time::sleep(Duration::from_millis(u64::from(number) % 300)).await;
            Ok(())
        }
        Kind::Silent => {
            // Until the client has had enough of it.
            while stream.read(&mut [0; 64]).await? > 0 {}
            Ok(())
        }
        Kind::Http(status) => reply(&mut stream, status, "application/json", whole.as_bytes()).await,
        Kind::Redirect => {
            let reply = format!(
                "HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere?searchKey={number:06}\r\n\
                 Content-Length: 0\r\nConnection: close\r\n\r\n"
            );
            stream.write_all(reply.as_bytes()).await
        }
        Kind::WebPage => reply(&mut stream, 200, "text/html", b"<html>sign in</html>").await,
        Kind::CutJson => {
            reply(&mut stream, 200, "application/json", &whole.as_bytes()[..whole.len() / 2]).await
        }
        Kind::NoNumber => envelope(&mut stream, 200, "{}").await,
        Kind::HostileNumber => envelope(&mut stream, 200, r#"{"OrderNo":"../../x"}"#).await,
        Kind::Refused(code) | Kind::Undecided(code) => envelope(&mut stream, code, "null").await,
    }
}

fn envelope_of(status: u16, result: &str) -> String {
    format!(r#"{{"Status":"{status}","Message":"","OrderNumber":"","Result":{result}}}"#)
}

async fn envelope(stream: &mut TcpStream, status: u16, result: &str) -> io::Result<()> {
    reply(stream, 200, "application/json", envelope_of(status, result).as_bytes()).await
}

async fn reply(stream: &mut TcpStream, status: u16, content_type: &str, body: &[u8]) -> io::Result<()> {
    stream.write_all(head(status, content_type, body.len()).as_bytes()).await?;
    stream.write_all(body).await?;
    stream.shutdown().await
}

/// A success that ends in the middle of its body.
async fn cut(stream: &mut TcpStream, body: &[u8]) -> io::Result<()> {
    stream.write_all(head(200, "application/json", body.len()).as_bytes()).await?;
    stream.write_all(&body[..body.len() / 2]).await?;
    stream.shutdown().await
}

fn head(status: u16, content_type: &str, length: usize) -> String {
    format!(
        "HTTP/1.1 {status} Any\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    )
}
