//! A failing service. The number of an order determines the reply to it, and all orders that reach the
//! service are counted.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use test_servers::{Act, Peer, header, http, moved, parameter, path};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Accepted; its report arrives.
    Accepted,
    /// Accepted, after the user clicked twice.
    DoubleClick,
    /// Accepted, after it was ordered at two desks at once, as by two processes on a file system without
    /// locks.
    TwoDesks,
    /// Accepted, but its report cannot be generated.
    ReportFails,
    /// Accepted, but the host of its file fails for a while.
    FileTrouble,
    /// Accepted, but all later requests of the account are refused.
    AskRefused(u16),
    /// Received, and the connection is closed without a reply.
    ReplyLost,
    /// Received, and the connection is reset.
    Reset,
    HeadersBreakOff,
    BodyBreaksOff,
    /// Held for a while, and then the connection is closed.
    Held,
    /// An HTTP status other than success.
    Http(u16),
    /// A redirect to a reachable target.
    Redirect,
    WebPage,
    CutJson,
    NoNumber,
    HostileNumber,
    /// Refused with a code that means that no order was placed.
    Refused(u16),
    /// A code that leaves open whether an order was placed.
    Undecided(u16),
}

const HTTP: [u16; 5] = [408, 429, 500, 502, 503];
const REFUSED: [u16; 14] = [101, 102, 104, 107, 109, 111, 112, 114, 115, 121, 201, 202, 208, 213];
const ASK_REFUSED: [u16; 7] = [101, 102, 107, 111, 114, 115, 121];
const UNDECIDED: [u16; 6] = [199, 203, 205, 500, 666, 999];

impl Kind {
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

    pub fn name(self) -> String {
        let name = format!("{self:?}");
        name.split('(').next().unwrap_or_default().to_owned()
    }

    /// The true final state, once its reply, or the lack of one, is recorded.
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

#[derive(Debug, Clone, Copy)]
pub struct Scheduled {
    pub kind: Kind,
    /// The session of the app that places it.
    pub life: usize,
}

/// The requests of one order that reached the service.
#[derive(Debug, Clone, Copy, Default)]
pub struct Received {
    /// Number of requests to place it.
    pub placed: usize,
    /// How many of those came from a later session than the one in which the user placed the order.
    pub late: usize,
    asked: usize,
    fetched: usize,
}

/// The service. It knows orders by number, at whichever address they arrive.
#[derive(Debug)]
pub struct Faulty {
    scheduled: HashMap<u32, Scheduled>,
    received: Mutex<HashMap<u32, Received>>,
}

pub fn subject(number: u32) -> String {
    format!("示例第{number:06}号有限公司")
}

fn number_in(text: &str) -> Option<u32> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

impl Faulty {
    pub fn new(scheduled: HashMap<u32, Scheduled>) -> Arc<Self> {
        Arc::new(Self { scheduled, received: Mutex::default() })
    }

    pub fn received(&self, number: u32) -> Received {
        self.all_received().get(&number).copied().unwrap_or_default()
    }

    /// Serves one session of the app at a separate address, which identifies the session's requests.
    pub async fn serve(self: &Arc<Self>, life: usize) -> Peer {
        let faulty = self.clone();
        Peer::answering(move |request| faulty.answer(request, life)).await
    }

    fn all_received(&self) -> MutexGuard<'_, HashMap<u32, Received>> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, request: &str, life: usize) -> Act {
        let path = path(request);
        let asked = parameter(request, "searchKey") + &parameter(request, "orderNo");
        let number = number_in(&asked).or_else(|| number_in(path));
        let Some((number, scheduled)) =
            number.and_then(|number| Some((number, self.scheduled.get(&number)?)))
        else {
            return page(404);
        };
        let mut all = self.all_received();
        let received = all.entry(number).or_default();
        if path.ends_with("/CreateReport") || path == "/elsewhere" {
            received.placed += 1;
            received.late += usize::from(scheduled.life != life);
            return place(number, scheduled.kind);
        }
        if path.ends_with("/GetReportInfo") {
            received.asked += 1;
            return match (scheduled.kind, received.asked) {
                (Kind::AskRefused(code), _) => json(&envelope(code, "null")),
                (_, 1) if number.is_multiple_of(7) => page(502),
                (_, 1) => json(&envelope(200, r#"{"ReportStatus":"P","ReportUrl":""}"#)),
                (Kind::ReportFails, _) => json(&envelope(200, r#"{"ReportStatus":"F","ReportUrl":""}"#)),
                _ => {
                    let host = header(request, "host").unwrap_or_default();
                    let url = format!("http://{host}/{number:06}");
                    json(&envelope(200, &format!(r#"{{"ReportStatus":"S","ReportUrl":"{url}"}}"#)))
                }
            };
        }
        received.fetched += 1;
        let fetched = received.fetched;
        // More failures than an order may have before it is put on hold.
        if scheduled.kind == Kind::FileTrouble && fetched <= 5 {
            return page([500, 502, 503, 504, 429][fetched - 1]);
        }
        let report = format!("%PDF-1.7\n{}\n%%EOF\n", subject(number).repeat(number as usize % 50));
        let breaks_off = fetched == 1 && number.is_multiple_of(5);
        if breaks_off { broken_off(&report) } else { reply(200, "application/pdf", &report) }
    }
}

fn place(number: u32, kind: Kind) -> Act {
    let accepted = envelope(200, &format!(r#"{{"OrderNo":"T{number:06}"}}"#));
    match kind {
        Kind::Accepted
        | Kind::DoubleClick
        | Kind::TwoDesks
        | Kind::ReportFails
        | Kind::FileTrouble
        | Kind::AskRefused(_) => json(&accepted),
        Kind::ReplyLost => Act::ReplyAndClose(vec![]),
        Kind::Reset => Act::ReplyAndReset(vec![]),
        Kind::HeadersBreakOff => Act::ReplyAndClose(b"HTTP/1.1 200 OK\r\nContent-Ty".to_vec()),
        Kind::BodyBreaksOff => broken_off(&accepted),
        Kind::Held => Act::SilenceAndClose(Duration::from_millis(u64::from(number) % 300)),
        Kind::Http(status) => reply(status, "application/json", &accepted),
        Kind::Redirect => Act::ReplyAndClose(moved(307, &format!("/elsewhere?searchKey={number:06}"))),
        Kind::WebPage => page(200),
        Kind::CutJson => json(&accepted[..accepted.len() / 2]),
        Kind::NoNumber => json(&envelope(200, "{}")),
        Kind::HostileNumber => json(&envelope(200, r#"{"OrderNo":"../../x"}"#)),
        Kind::Refused(code) | Kind::Undecided(code) => json(&envelope(code, "null")),
    }
}

fn envelope(status: u16, result: &str) -> String {
    format!(r#"{{"Status":"{status}","Message":"","OrderNumber":"","Result":{result}}}"#)
}

fn json(body: &str) -> Act {
    reply(200, "application/json", body)
}

fn page(status: u16) -> Act {
    reply(status, "text/html", "<html>sign in</html>")
}

fn reply(status: u16, content_type: &str, body: &str) -> Act {
    Act::ReplyAndClose(with_length(body.len(), status, content_type, body.as_bytes()))
}

/// A success that ends in the middle of its body.
fn broken_off(body: &str) -> Act {
    let half = &body.as_bytes()[..body.len() / 2];
    Act::ReplyAndClose(with_length(body.len(), 200, "application/json", half))
}

fn with_length(length: usize, status: u16, content_type: &str, body: &[u8]) -> Vec<u8> {
    let headers = [format!("Content-Type: {content_type}"), format!("Content-Length: {length}")];
    http(&format!("{status} Any"), &[&headers[0], &headers[1], "Connection: close"], body)
}
