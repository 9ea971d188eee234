//! Fetching from a local server that misbehaves in every way that was thought of.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // A server has threads and sockets.

mod server;

use std::io::Write;
use std::time::{Duration, Instant};

use saksi_fetch::{Error, Fetched, Fetcher, Policy};
use server::{Answer, Server};

/// Patience enough for a busy machine, too little for a server that never ends.
const PATIENCE: Duration = Duration::from_secs(3);

fn policy(server: &Server) -> Policy {
    Policy {
        timeout: PATIENCE,
        largest: 200_000,
        pause: Duration::ZERO,
        exceptions: vec![server.address],
        ..Policy::default()
    }
}

fn fetch(server: &Server, path: &str) -> Result<Fetched, Error> {
    Fetcher::new(policy(server)).unwrap().fetch(&server.url(path))
}

fn page(body: &str) -> Answer {
    Answer::page("text/html; charset=utf-8", body.as_bytes())
}

#[test]
fn a_page() {
    let server =
        Server::start(|path| if path == "/robots.txt" { Answer::status("404 Not Found") } else { page("<p>Ya</p>") });
    let fetched = fetch(&server, "/a?b=c#d").unwrap();
    assert_eq!(fetched.bytes, b"<p>Ya</p>");
    assert_eq!(fetched.address, server.url("/a?b=c"));
    assert_eq!(fetched.media_type.as_deref(), Some("text/html"));
    assert_eq!(fetched.charset.as_deref(), Some("utf-8"));
    let requests = server.requests();
    assert!(requests[0].starts_with("GET /robots.txt"));
    assert!(requests[1].starts_with("GET /a?b=c HTTP/1.1"));
    assert!(requests[1].to_lowercase().contains("\r\nuser-agent: saksi/"), "{}", requests[1]);
}

#[test]
fn the_name_carries_a_contact() {
    let server = Server::start(|_| page("x"));
    let policy = Policy { contact: Some("desk@kabarhulu.example\r\nx: y".to_owned()), ..policy(&server) };
    Fetcher::new(policy).unwrap().fetch(&server.url("/")).unwrap();
    let request = server.requests()[1].to_lowercase();
    assert!(request.contains("(+desk@kabarhulu.examplex:y)"), "{request}");
}

#[test]
fn robots_are_kept() {
    let server = Server::start(|path| match path {
        "/robots.txt" => {
            Answer::page("text/plain", b"User-agent: saksi\nDisallow: /closed\n\nUser-agent: *\nDisallow: /")
        }
        _ => page("x"),
    });
    let fetcher = Fetcher::new(policy(&server)).unwrap();
    assert!(fetcher.fetch(&server.url("/open")).is_ok());
    assert!(matches!(fetcher.fetch(&server.url("/closed/1")), Err(Error::Robots { .. })));
    assert!(fetcher.fetch(&server.url("/open/2")).is_ok());
    let asked = server.requests().iter().filter(|request| request.contains("/robots.txt")).count();
    assert_eq!(asked, 1, "they are asked for once");
    assert!(!server.requests().iter().any(|request| request.contains("/closed")));
}

#[test]
fn a_site_in_trouble_is_left_alone() {
    let server = Server::start(|path| if path == "/robots.txt" { Answer::status("503 Busy") } else { page("x") });
    assert!(matches!(fetch(&server, "/"), Err(Error::RobotsUnknown { .. })));
}

#[test]
fn hosts_are_asked_at_their_pace() {
    let server = Server::start(|path| match path {
        "/robots.txt" => Answer::page("text/plain", b"User-agent: *\nCrawl-delay: 0.4\n"),
        _ => page("x"),
    });
    let fetcher = Fetcher::new(policy(&server)).unwrap();
    let started = Instant::now();
    for path in ["/1", "/2", "/3"] {
        fetcher.fetch(&server.url(path)).unwrap();
    }
    assert!(started.elapsed() >= Duration::from_millis(800), "{:?}", started.elapsed());
}

#[test]
fn what_the_server_refuses() {
    let server = Server::start(|_| Answer::status("404 Not Found"));
    assert!(matches!(fetch(&server, "/"), Err(Error::Status { status }) if status == "404 Not Found"));
}

#[test]
fn a_slow_server() {
    for answer in [Answer::silence as fn() -> Answer, Answer::drip] {
        let server =
            Server::start(move |path| if path == "/robots.txt" { Answer::status("404 None") } else { answer() });
        let started = Instant::now();
        assert!(matches!(fetch(&server, "/"), Err(Error::Timeout(_))));
        assert!(started.elapsed() < PATIENCE * 3, "{:?}", started.elapsed());
    }
}

#[test]
fn an_endless_page() {
    let server =
        Server::start(|path| if path == "/robots.txt" { Answer::status("404 None") } else { Answer::endless() });
    assert!(matches!(fetch(&server, "/"), Err(Error::TooLarge(200_000))));
}

#[test]
fn a_bomb() {
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    bomb.write_all(&vec![b' '; 64 << 20]).unwrap();
    let bomb = bomb.finish().unwrap();
    assert!(bomb.len() < 200_000, "it is small until it is opened");
    let server = Server::start(move |path| match path {
        "/robots.txt" => Answer::status("404 None"),
        _ => Answer::page("text/html\r\ncontent-encoding: gzip", &bomb),
    });
    assert!(matches!(fetch(&server, "/"), Err(Error::TooLarge(_))));
}

#[test]
fn a_compressed_page() {
    let mut small = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    small.write_all("“Ya,” kata Sumi.".as_bytes()).unwrap();
    let small = small.finish().unwrap();
    let server = Server::start(move |path| match path {
        "/robots.txt" => Answer::status("404 None"),
        _ => Answer::page("text/html\r\ncontent-encoding: gzip", &small),
    });
    assert_eq!(fetch(&server, "/").unwrap().bytes, "“Ya,” kata Sumi.".as_bytes());
}

#[test]
fn a_wrong_length() {
    let server = Server::start(|path| match path {
        "/robots.txt" => Answer::status("404 None"),
        _ => Answer::raw(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 5000\r\n\r\n<p>Ya"),
    });
    assert!(matches!(fetch(&server, "/"), Err(Error::Connection(_))), "half a page is no page");
}

#[test]
fn noise_instead_of_an_answer() {
    for noise in [&b"\0\0\0\0"[..], b"", b"HTTP/9.9 hello\r\n\r\n", b"SSH-2.0-x\r\n"] {
        let server = Server::start(
            move |path| if path == "/robots.txt" { Answer::status("404 None") } else { Answer::raw(noise) },
        );
        assert!(matches!(fetch(&server, "/"), Err(Error::Connection(_))), "{noise:?}");
    }
}

#[test]
fn a_charset_that_is_none() {
    let server = Server::start(|path| match path {
        "/robots.txt" => Answer::status("404 None"),
        _ => Answer::page("TEXT/HTML ; x=y; Charset=\"no-such-thing\"", b"x"),
    });
    let fetched = fetch(&server, "/").unwrap();
    assert_eq!(fetched.media_type.as_deref(), Some("text/html"));
    assert_eq!(fetched.charset.as_deref(), Some("no-such-thing"));
}

#[test]
fn redirects_are_followed_and_counted() {
    let server = Server::start(|path| match path {
        "/robots.txt" => Answer::status("404 None"),
        "/a" => Answer::to("/b"),
        "/b" => Answer::to("c#part"),
        "/c" => page("c"),
        "/x" => Answer::to("/y"),
        "/y" => Answer::to("/x"),
        path => Answer::to(&format!("{path}1")),
    });
    assert_eq!(fetch(&server, "/a").unwrap().address, server.url("/c"));
    assert!(matches!(fetch(&server, "/x"), Err(Error::Circle)));
    assert!(matches!(fetch(&server, "/n"), Err(Error::Redirects(5))));
}

#[test]
fn a_redirect_into_the_own_network_is_refused() {
    let inside = Server::start(|_| page("secret"));
    let targets = [
        inside.url("/"),
        format!("http://localhost:{}/", inside.address.port()),
        format!("http://[::ffff:127.0.0.1]:{}/", inside.address.port()),
        format!("http://2130706433:{}/", inside.address.port()),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "http://[fd00:ec2::254]/".to_owned(),
        "http://0.0.0.0/".to_owned(),
    ];
    for target in targets {
        let to = target.clone();
        let outside =
            Server::start(move |path| if path == "/robots.txt" { Answer::status("404 None") } else { Answer::to(&to) });
        let refused = fetch(&outside, "/");
        assert!(matches!(refused, Err(Error::Private { .. })), "{target}: {refused:?}");
    }
    assert!(inside.requests().is_empty(), "nothing was asked, not even its robots.txt");
}

#[test]
fn a_redirect_to_another_kind_of_address_is_refused() {
    for target in ["file:///etc/passwd", "ftp://a.example/", "data:text/html,x", "http://user:word@a.example/"] {
        let server = Server::start(
            move |path| if path == "/robots.txt" { Answer::status("404 None") } else { Answer::to(target) },
        );
        assert!(matches!(fetch(&server, "/"), Err(Error::NotAnAddress { .. })), "{target}");
    }
}

#[test]
fn the_own_network_is_refused_unless_allowed() {
    let server = Server::start(|_| page("x"));
    let strict = Policy { exceptions: Vec::new(), ..policy(&server) };
    let refused = Fetcher::new(strict.clone()).unwrap().fetch(&server.url("/"));
    assert!(matches!(refused, Err(Error::Private { .. })));
    assert!(server.requests().is_empty());
    let open = Policy { allow_private: true, ..strict };
    let fetcher = Fetcher::new(open).unwrap();
    assert!(fetcher.fetch(&server.url("/")).is_ok());
    assert!(fetcher.fetch(&format!("http://localhost:{}/", server.address.port())).is_ok());
}

#[test]
fn what_is_no_address() {
    let fetcher = Fetcher::new(Policy::default()).unwrap();
    for address in ["", "page.html", "file:///etc/passwd", "https://", "ftp://a.example/", "http://a b.example/"] {
        assert!(matches!(fetcher.fetch(address), Err(Error::NotAnAddress { .. })), "{address}");
    }
}
