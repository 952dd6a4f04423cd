//! A service with replies from the test, and a listener that must not be contacted.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use test_servers::{Act, Peer, ok, path};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UdpSocket};

use crate::engine::Engine;
use crate::own_service::{fill_in, save};
use crate::waiting::eventually;
use crate::window::Window;

/// A service whose replies are all written by the test.
pub struct Scripted(Peer);

impl Scripted {
    /// Starts it.
    pub async fn start(mut answer: impl FnMut(&str) -> Vec<u8> + Send + 'static) -> Self {
        Self(Peer::answering(move |request| Act::Reply(answer(request))).await)
    }

    /// Its address.
    pub fn address(&self) -> String {
        self.0.origin()
    }

    /// Connects the app to it, through the settings.
    pub async fn connect(&self, window: &Window) {
        fill_in(window, &self.address(), "scripted-service-secret").await;
        save(window).await;
    }
}

/// Whether a call's path ends like this.
pub fn is(request: &str, call: &str) -> bool {
    path(request).ends_with(call)
}

/// A reply with this status code, message and order number, and no result.
pub fn refused(status: &str, message: &str, order_number: &str) -> Vec<u8> {
    reply(json!({ "Status": status, "Message": message, "OrderNumber": order_number, "Result": null }))
}

/// A reply with this result.
pub fn answered(result: Value) -> Vec<u8> {
    reply(json!({ "Status": "200", "Message": "查询成功", "OrderNumber": "SCRIPTED1", "Result": result }))
}

/// A reply with all rows of a list on one page.
pub fn listed(rows: Vec<Value>) -> Vec<u8> {
    let paging = json!({ "PageSize": 20, "PageIndex": 1, "TotalRecords": rows.len() });
    let result = json!({ "VerifyResult": 1, "Data": rows });
    reply(
        json!({ "Status": "200", "Message": "查询成功", "OrderNumber": "SCRIPTED1", "Paging": paging, "Result": result }),
    )
}

/// A reply with this JSON.
pub fn reply(body: Value) -> Vec<u8> {
    ok(body.to_string())
}

/// Prefix of recorded UDP packets.
pub const PACKET: &str = "packet: ";

/// A server that must not be contacted, over TCP or UDP. It records all visits.
pub struct Listener {
    address: SocketAddr,
    visits: Arc<Mutex<Vec<String>>>,
}

impl Listener {
    /// Starts it.
    pub async fn start() -> Self {
        let socket = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = socket.local_addr().expect("its address");
        let packets = UdpSocket::bind(address).await.expect("the same port");
        let visits = Arc::new(Mutex::new(Vec::new()));
        let seen = visits.clone();
        tokio::spawn(async move {
            let mut packet = [0; 200];
            while let Ok((length, _)) = packets.recv_from(&mut packet).await {
                let text = String::from_utf8_lossy(&packet[..length]).into_owned();
                note(&seen, |all| all.push(format!("{PACKET}{text}")));
            }
        });
        let seen = visits.clone();
        tokio::spawn(async move {
            while let Ok((mut visitor, _)) = socket.accept().await {
                let seen = seen.clone();
                // A connection counts as a visit even if nothing is sent.
                let number = note(&seen, |all| {
                    all.push(String::new());
                    all.len() - 1
                });
                tokio::spawn(async move {
                    let mut start = [0; 200];
                    let length = visitor.read(&mut start).await.unwrap_or_default();
                    let text = String::from_utf8_lossy(&start[..length]).into_owned();
                    note(&seen, |all| all[number] = text);
                });
            }
        });
        Self { address, visits }
    }

    /// Its address.
    pub fn address(&self) -> String {
        self.address_in(Engine::of_the_run())
    }

    /// Its address for an engine.
    pub fn address_in(&self, engine: Engine) -> String {
        format!("http://{}:{}", engine.elsewhere(), self.address.port())
    }

    /// What each visitor sent; empty for a mere connection.
    pub async fn visits(&self) -> Vec<String> {
        // Earlier visitors have arrived before this one.
        let own = "the test itself";
        let mut visitor = TcpStream::connect(self.address).await.expect("the listener listens");
        visitor.write_all(own.as_bytes()).await.expect("the listener reads");
        let packets = UdpSocket::bind(("127.0.0.1", 0)).await.expect("a free port");
        packets.send_to(own.as_bytes(), self.address).await.expect("the listener reads");
        let is_own = |visit: &String| visit.strip_prefix(PACKET).unwrap_or(visit) == own;
        eventually("the listener has heard the test itself", async || {
            let heard = note(&self.visits, |all| all.iter().filter(|visit| is_own(visit)).count());
            if heard >= 2 { Ok(()) } else { Err("not yet") }
        })
        .await;
        note(&self.visits, |all| {
            all.retain(|visit| !is_own(visit));
            all.clone()
        })
    }
}

fn note<T>(visits: &Mutex<Vec<String>>, read: impl FnOnce(&mut Vec<String>) -> T) -> T {
    read(&mut visits.lock().unwrap_or_else(PoisonError::into_inner))
}
