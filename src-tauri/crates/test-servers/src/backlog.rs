use tokio::net::{TcpListener, TcpSocket, TcpStream};

/// An address that neither accepts nor refuses connections, as behind a firewall that drops packets. Linux
/// drops the first packet of a connection if the listener's queue is full.
#[derive(Debug)]
pub struct FullBacklog {
    listener: TcpListener,
    _queued: TcpStream,
}

impl FullBacklog {
    /// Fills the queue of a listener that never accepts.
    pub async fn start() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        // A queue of length 0 still holds one connection.
        let listener = socket.listen(0).unwrap();
        let queued = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        Self { listener, _queued: queued }
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.listener.local_addr().unwrap())
    }
}
