//! Connections over a real socket: silent ones, too many, and the end.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use saksi_store::Ledger;
use saksi_web::{Options, Site, serve_until};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

struct Serving {
    _folder: TempDir,
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    server: JoinHandle<()>,
}

async fn serving(options: Options) -> Serving {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("l.saksi");
    drop(Ledger::open(&path).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let site = Site::new(path, options).unwrap();
    let server = tokio::spawn(serve_until(site, listener, async {
        let _ = stopped.await;
    }));
    Serving { _folder: folder, address, stop, server }
}

fn hasty() -> Options {
    Options { patience: Duration::from_millis(300), ..Options::default() }
}

/// Everything that comes back until the connection is closed.
async fn answer(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut bytes)).await;
    // A connection may be reset instead of closed.
    let _ = read.expect("the connection is closed in the end");
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn ask(address: SocketAddr) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(b"GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await.unwrap();
    answer(&mut stream).await
}

#[tokio::test]
async fn who_does_not_ask_in_time_is_shown_out() {
    let serving = serving(hasty()).await;
    let start = Instant::now();
    let mut silent = TcpStream::connect(serving.address).await.unwrap();
    let mut halting = TcpStream::connect(serving.address).await.unwrap();
    halting.write_all(b"GET / HTTP/1.1\r\nHost: loc").await.unwrap();
    // Others are answered meanwhile.
    assert!(ask(serving.address).await.starts_with("HTTP/1.1 200"));
    assert!(!answer(&mut silent).await.contains("200 OK"));
    assert!(!answer(&mut halting).await.contains("200 OK"));
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn a_letter_at_a_time_gains_no_time() {
    let serving = serving(hasty()).await;
    let mut slow = TcpStream::connect(serving.address).await.unwrap();
    let start = Instant::now();
    for letter in b"GET / HTTP/1.1\r\nX-Slow: ".iter().chain(std::iter::repeat_n(&b'a', 300)) {
        if slow.write_all(&[*letter]).await.is_err() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(start.elapsed() < Duration::from_secs(10), "the connection was kept open");
}

#[tokio::test]
async fn more_than_the_limit_wait_for_a_place() {
    let serving = serving(Options { connections: 2, ..hasty() }).await;
    let silent =
        [TcpStream::connect(serving.address).await.unwrap(), TcpStream::connect(serving.address).await.unwrap()];
    tokio::time::sleep(Duration::from_millis(50)).await;
    let start = Instant::now();
    assert!(ask(serving.address).await.starts_with("HTTP/1.1 200"));
    assert!(start.elapsed() > Duration::from_millis(100), "the third waited until a silent one was shown out");
    drop(silent);
}

#[tokio::test]
async fn the_end_lets_nobody_in_and_waits_for_nobody_silent() {
    let serving = serving(Options { patience: Duration::from_mins(1), ..Options::default() }).await;
    let mut kept = TcpStream::connect(serving.address).await.unwrap();
    kept.write_all(b"GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    let mut first = [0; 12];
    kept.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    serving.stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(10), serving.server).await.expect("it ends").unwrap();
    assert!(TcpStream::connect(serving.address).await.is_err());
}
