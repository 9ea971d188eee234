//! A server of a few lines: it answers each path as the test says, however wrongly.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What is sent back, byte by byte.
pub(crate) struct Answer {
    bytes: Vec<u8>,
    then: Then,
}

/// What follows the bytes.
enum Then {
    Close,
    Silence,
    Drip,
    Endless,
}

impl Answer {
    pub(crate) fn raw(bytes: &[u8]) -> Self {
        Self { bytes: bytes.to_vec(), then: Then::Close }
    }

    pub(crate) fn page(content_type: &str, body: &[u8]) -> Self {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\ncontent-length: {}\r\n", body.len());
        Self::raw(&[head.as_bytes(), b"connection: close\r\n\r\n", body].concat())
    }

    pub(crate) fn status(status: &str) -> Self {
        Self::raw(format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").as_bytes())
    }

    pub(crate) fn to(location: &str) -> Self {
        let head =
            format!("HTTP/1.1 302 Found\r\nlocation: {location}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        Self::raw(head.as_bytes())
    }

    /// A connection that is taken and never answered.
    pub(crate) fn silence() -> Self {
        Self { bytes: Vec::new(), then: Then::Silence }
    }

    /// A byte now and then.
    pub(crate) fn drip() -> Self {
        Self { then: Then::Drip, ..Self::raw(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n") }
    }

    /// A body that never ends.
    pub(crate) fn endless() -> Self {
        Self { then: Then::Endless, ..Self::drip() }
    }

    fn send(self, stream: &mut TcpStream) -> std::io::Result<()> {
        stream.write_all(&self.bytes)?;
        match self.then {
            Then::Close => {}
            Then::Silence => std::thread::sleep(Duration::from_secs(30)),
            Then::Drip => {
                for _ in 0..300 {
                    stream.write_all(b" ")?;
                    std::thread::sleep(Duration::from_millis(100));
                }
            }
            Then::Endless => loop {
                stream.write_all(&[b' '; 1 << 14])?;
            },
        }
        Ok(())
    }
}

/// A server on this machine; it lives as long as the test process.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(crate) fn start(answer: impl Fn(&str) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        let answer = Arc::new(answer);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let (seen, answer) = (Arc::clone(&seen), Arc::clone(&answer));
                std::thread::spawn(move || {
                    let Some(request) = head(&mut stream) else { return };
                    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
                    seen.lock().unwrap().push(request);
                    let _ = answer(&path).send(&mut stream);
                });
            }
        });
        Self { address, requests }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What was asked so far.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

fn head(stream: &mut TcpStream) -> Option<String> {
    let mut request = Vec::new();
    let mut buffer = [0; 1024];
    while !request.windows(4).any(|window| window == b"\r\n\r\n") {
        let length = stream.read(&mut buffer).ok().filter(|&length| length > 0)?;
        request.extend_from_slice(&buffer[..length]);
    }
    String::from_utf8(request).ok()
}
