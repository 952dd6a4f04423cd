use crate::certificate::Identity;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, sleep, sleep_until};

/// Relays bytes to and from `service`, each delayed by half a round trip. Opening a connection takes one more
/// round trip, like TCP.
pub async fn far_away(service: SocketAddr, round_trip: Duration) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            tokio::spawn(async move {
                sleep(round_trip).await;
                let (from_client, to_client) = near.into_split();
                let (from_service, to_service) = TcpStream::connect(service).await.unwrap().into_split();
                let delay = round_trip / 2;
                tokio::join!(carry(from_client, to_service, delay), carry(from_service, to_client, delay));
            });
        }
    });
    address
}

async fn carry(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, delay: Duration) {
    let mut bytes = vec![0; 64 * 1024];
    while let Ok(length @ 1..) = from.read(&mut bytes).await {
        sleep_until(Instant::now() + delay).await;
        if to.write_all(&bytes[..length]).await.is_err() {
            break;
        }
    }
    let _ = to.shutdown().await;
}

/// Serves `service` over TLS.
pub async fn over_tls(identity: &Identity, service: SocketAddr) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let acceptor = identity.acceptor(b"http/1.1");
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let mut near = acceptor.accept(near).await?;
                copy_bidirectional(&mut near, &mut TcpStream::connect(service).await?).await
            });
        }
    });
    address
}
