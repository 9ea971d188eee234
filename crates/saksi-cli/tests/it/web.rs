//! Pages by their web address. How fetching keeps to its limits is tested where it is done.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};

use crate::saksi::Folder;

/// A server of one page, one PDF and one image of Indonesian words in another charset.
fn server() -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut request = [0; 4096];
            let length = stream.read(&mut request).unwrap_or(0);
            let path = String::from_utf8_lossy(&request[..length]).split(' ').nth(1).unwrap_or_default().to_owned();
            let (status, media, body): (&str, &str, &[u8]) = match path.as_str() {
                "/page" => (
                    "200 OK",
                    "text/html; charset=windows-1252",
                    b"<html lang=en><body><p>\x93Yes,\x94 said Ida Brink.</p>",
                ),
                "/words" => ("200 OK", "text/plain; charset=utf-8", "“Ya,” kata Sumi.".as_bytes()),
                "/file" => ("200 OK", "application/pdf", b"%PDF-1.7"),
                "/data" => ("200 OK", "application/json", b"[]"),
                "/closed" => ("403 Forbidden", "text/html", b"<p>no</p>"),
                _ => ("404 Not Found", "text/plain", b""),
            };
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-type: {media}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all(&[head.as_bytes(), body].concat());
        }
    });
    address
}

#[test]
fn a_page_by_its_address() {
    let url = format!("http://{}", server());
    let (page, words) = (format!("{url}/page"), format!("{url}/words"));
    let folder = Folder::with(&[("1.txt", b"a")]);
    let articles = folder.run(&["read", "--allow-private", &page, "1.txt", &words]).ends_with(0).articles();
    assert_eq!(articles[0]["input"]["url"], page.as_str());
    assert_eq!(articles[0]["input"]["media_type"], "text/html");
    assert_eq!(articles[0]["url"], page.as_str());
    assert!(articles[0]["text"].as_str().unwrap().contains("“Yes,” said Ida Brink."));
    assert_eq!(articles[1]["input"]["path"], "1.txt");
    assert_eq!(articles[2]["text"], "“Ya,” kata Sumi.");
}

#[test]
fn what_cannot_be_fetched_is_one_line_and_the_others_are_read() {
    let address = server();
    let folder = Folder::with(&[("1.txt", b"a")]);
    for (path, said) in [
        ("/file", "it looks like a PDF"),
        ("/data", "the server calls it `application/json`"),
        ("/closed", "the server answered 403 Forbidden"),
        ("/gone", "the server answered 404 Not Found"),
    ] {
        let run = folder.run(&["read", "--allow-private", &format!("http://{address}{path}"), "1.txt"]).ends_with(3);
        assert!(run.err.contains(said), "{}", run.err);
        assert_eq!(run.articles().len(), 1);
    }
}

#[test]
fn the_own_network_is_not_asked_and_offline_asks_nothing() {
    let page = format!("http://{}/page", server());
    let folder = Folder::new();
    let run = folder.run(&["read", &page]).ends_with(3);
    assert!(run.err.contains("127.0.0.1 is not on the public web"), "{}", run.err);
    assert!(run.err.contains("hint: `--allow-private`"), "{}", run.err);
    let run = folder.run(&["read", "--offline", "--allow-private", &page]).ends_with(3);
    assert!(run.err.contains("nothing is fetched with --offline"), "{}", run.err);
}
