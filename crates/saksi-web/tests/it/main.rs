//! The pages and the API without a socket: who may ask, what comes back, what bad input does.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // Tests have files.

mod add;
mod answers;
mod api;
mod bad_input;
mod guard;
mod guards;
mod pages;
mod serve;
mod served;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use saksi::{Media, Options as Said};
use saksi_store::{AddressKind, Given, Ledger, Prepared};
use saksi_web::{Options, Site, router};
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

/// An answer.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// A problem document of this status.
    fn is_problem(&self, status: u16) {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(self.json()["status"], status);
        assert!(self.json()["detail"].as_str().is_some_and(|words| !words.is_empty()));
    }
}

/// A served ledger of two articles that disagree.
struct Served {
    folder: TempDir,
    router: Router,
}

/// Whose words could harm a page that does not escape them.
const HOSTILE: &str = "<script>alert(1)</script>";

impl Served {
    fn with(options: Options) -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("l.saksi");
        let mut ledger = Ledger::open(&path).unwrap();
        let pages = [
            (
                "https://a.example/1",
                "2025-03-04",
                "Bupati Rano Sakti menuduh PT Arung merusak 40 dermaga di Teluk Lasa.",
            ),
            (
                "https://b.example/2",
                "2025-03-05",
                "PT Arung membantah perusahaan itu merusak 40 dermaga di Teluk Lasa.",
            ),
            (
                "https://c.example/3",
                "2025-03-06",
                "“Jangan percaya <script>alert(1)</script> <img src=x onerror=alert(1)>,” kata Sumi Hartati, pedagang.",
            ),
        ];
        let prepared: Vec<Prepared> = pages
            .iter()
            .map(|(address, day, words)| {
                let given = Given {
                    address: (*address).to_owned(),
                    kind: AddressKind::Url,
                    media: Media::Text,
                    charset: None,
                    options: Said {
                        published: saksi::date::parse_stamp(day),
                        title: Some(format!("Judul {HOSTILE}")),
                        outlet: Some(format!("Warta {HOSTILE}")),
                        url: Some((*address).to_owned()),
                        ..Said::default()
                    },
                    notes: Vec::new(),
                };
                Prepared::read(&given, words.as_bytes())
            })
            .collect();
        ledger.keep(&prepared, "2025-03-07T00:00:00Z").unwrap();
        ledger.join(&mut |_| {}).unwrap();
        drop(ledger);
        let router = router(Site::new(path, options).unwrap());
        Self { folder, router }
    }

    fn reading() -> Self {
        Self::with(Options::default())
    }

    fn writing() -> Self {
        Self::with(Options { write: true, ..Options::default() })
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask(get(path).body(Body::empty()).unwrap()).await
    }

    async fn page(&self, path: &str) -> Answer {
        self.ask(get(path).header("accept", "text/html").body(Body::empty()).unwrap()).await
    }

    async fn post(&self, path: &str, kind: &str, body: impl Into<Body>) -> Answer {
        let request = Request::post(path).header("host", "localhost").header("content-type", kind);
        self.ask(request.body(body.into()).unwrap()).await
    }

    /// How much is in the ledger: nothing may have been written.
    fn articles(&self) -> i64 {
        let ledger = Ledger::open_existing(&self.folder.path().join("l.saksi")).unwrap();
        let counts = ledger.counts().unwrap();
        counts.articles + counts.corrections
    }
}

fn get(path: &str) -> axum::http::request::Builder {
    Request::get(path).header("host", "localhost:7373")
}
