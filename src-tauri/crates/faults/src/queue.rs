use tokio::net::{TcpListener, TcpSocket, TcpStream};

/// An address at which connections are neither accepted nor refused: as behind a firewall that drops what it does not let
/// through. Linux drops the first packet of a connection for which the listener's queue has no room.
#[derive(Debug)]
pub struct FullQueue {
    listener: TcpListener,
    _queued: TcpStream,
}

impl FullQueue {
    /// Fills the queue of a listener that never accepts.
    pub async fn start() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        // A queue of length 0 still holds one.
        let listener = socket.listen(0).unwrap();
        let queued = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        Self { listener, _queued: queued }
    }

    /// Where it is, as an http address.
    pub fn origin(&self) -> String {
        format!("http://{}", self.listener.local_addr().unwrap())
    }
}
