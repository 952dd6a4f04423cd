//! Just enough of HTTP/2 (RFC 9113) to refuse a request.

use crate::peer::{Log, as_text};
use std::io;
use std::sync::Mutex;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// How a request over HTTP/2 is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// GOAWAY without an error. The number is the last request that may have been processed; 1 is the first.
    GoAway(u8),
    /// RST_STREAM: the request was not processed and may be repeated.
    RefusedStream,
}

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const GOAWAY: u8 = 7;
const ACK: u8 = 1;

/// Reads requests and refuses them until the client disconnects.
pub(crate) async fn refuse(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    refusal: Refusal,
    log: &Mutex<Log>,
) -> io::Result<()> {
    stream.read_exact(&mut [0; PREFACE.len()]).await?;
    send(&mut stream, SETTINGS, 0, 0, &[]).await?;
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await?;
        let [high, middle, low, kind, flags, _, _, _, stream_id] = head;
        let mut payload = vec![0; u32::from_be_bytes([0, high, middle, low]) as usize];
        stream.read_exact(&mut payload).await?;
        match kind {
            SETTINGS if flags & ACK == 0 => send(&mut stream, SETTINGS, ACK, 0, &[]).await?,
            HEADERS => {
                log.lock().unwrap().requests.push(as_text(&payload));
                match refusal {
                    Refusal::GoAway(last) => {
                        let no_error = [0; 4];
                        let payload = [[0, 0, 0, last], no_error].concat();
                        send(&mut stream, GOAWAY, 0, 0, &payload).await?;
                        stream.shutdown().await?;
                    }
                    Refusal::RefusedStream => {
                        send(&mut stream, RST_STREAM, 0, stream_id, &[0, 0, 0, 7]).await?;
                    }
                }
            }
            _ => {}
        }
    }
}

async fn send(
    stream: &mut (impl AsyncWrite + Unpin),
    kind: u8,
    flags: u8,
    stream_id: u8,
    payload: &[u8],
) -> io::Result<()> {
    let head = [0, 0, payload.len() as u8, kind, flags, 0, 0, 0, stream_id];
    stream.write_all(&[&head[..], payload].concat()).await?;
    stream.flush().await
}
