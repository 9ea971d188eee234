//! A small ledger that is served.

use std::path::PathBuf;
use std::sync::LazyLock;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::request::Builder;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use saksi::{Media, Options as Beside};
use saksi_store::{AddressKind, Counts, Given, Ledger, Prepared};
use saksi_web::{Options, Site, router};
use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// When everything of the sample came in.
pub(crate) const NOW: &str = "2026-03-01T00:00:00Z";

/// Threads with room for deeply nested pages, as the server has them.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(64 << 20).build().unwrap()
});

/// A ledger of five articles behind the router.
pub(crate) struct Served {
    folder: TempDir,
    router: Router,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Served {
    /// Everything as it is unless said otherwise: read only, this machine alone.
    pub(crate) fn new() -> Self {
        Self::with(Options::default())
    }

    pub(crate) fn writable() -> Self {
        Self::with(Options { write: true, offline: true, ..Options::default() })
    }

    pub(crate) fn with(options: Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("l.saksi");
        let mut ledger = Ledger::open(&path).unwrap();
        ledger.keep(&sample(), NOW).unwrap();
        ledger.join(&mut |_| {}).unwrap();
        drop(ledger);
        Self { router: router(Site::new(path, options).unwrap()), folder }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("l.saksi")
    }

    /// How much the ledger holds.
    pub(crate) fn counts(&self) -> Counts {
        Ledger::open_existing(&self.path()).unwrap().counts().unwrap()
    }

    /// Asks; a request without a host gets our own.
    pub(crate) fn ask(&self, mut request: Request<Body>) -> Answer {
        let own = "127.0.0.1:7373".parse().unwrap();
        request.headers_mut().entry(header::HOST).or_insert(own);
        let router = self.router.clone();
        RUNTIME.block_on(async move {
            let response = router.oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, 64 << 20).await.unwrap().to_vec();
            Answer { status: parts.status, headers: parts.headers, bytes }
        })
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask(of(Method::GET, path).body(Body::empty()).unwrap())
    }

    pub(crate) fn post(&self, path: &str, kind: &str, body: impl Into<Body>) -> Answer {
        self.ask(of(Method::POST, path).header(header::CONTENT_TYPE, kind).body(body.into()).unwrap())
    }

    /// Asks many times at once.
    pub(crate) fn all_at_once(&self, requests: Vec<Request<Body>>) -> Vec<Answer> {
        std::thread::scope(|scope| {
            let asked: Vec<_> = requests.into_iter().map(|request| scope.spawn(|| self.ask(request))).collect();
            asked.into_iter().map(|answer| answer.join().unwrap()).collect()
        })
    }
}

pub(crate) fn of(method: Method, path: &str) -> Builder {
    Request::builder().method(method).uri(path)
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        assert!(self.status.is_success(), "{}: {}", self.status, self.text());
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    pub(crate) fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Asserts that it is a problem document of this status, and gives its words.
    #[track_caller]
    pub(crate) fn is_problem(&self, status: u16) -> String {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        assert_eq!(self.header(header::CONTENT_TYPE), "application/problem+json");
        let problem: Value = serde_json::from_slice(&self.bytes).unwrap();
        assert_eq!(problem["status"], status);
        for part in ["type", "title", "detail"] {
            assert!(problem[part].as_str().is_some_and(|words| !words.is_empty()), "{part} of {problem}");
        }
        problem["detail"].as_str().unwrap().to_owned()
    }
}

fn sample() -> Vec<Prepared> {
    let page = |address: &str, day: &str, outlet: &str, language: &str, text: &str| {
        let day = day.parse().unwrap();
        let given = Given {
            address: address.to_owned(),
            kind: if address.starts_with("https:") { AddressKind::Url } else { AddressKind::Document },
            media: Media::Text,
            charset: Some("utf-8".to_owned()),
            options: Beside {
                language: Some(language.to_owned()),
                outlet: Some(outlet.to_owned()),
                published: Some(saksi::date::Stamp { day, time: None, offset: None }),
                ..Beside::default()
            },
            notes: Vec::new(),
        };
        Prepared::read(&given, text.as_bytes())
    };
    vec![
        page(
            "https://tepi.example/a",
            "2026-02-10",
            "Radio Tepi",
            "id",
            "\"Jembatan itu aman,\" kata Bupati Rano Wetan, Selasa (10/2/2026).\n\n\
             Rano Wetan membantah tuduhan bahwa 12 ton baja jembatan itu dicuri.",
        ),
        page(
            "b",
            "2026-02-11",
            "Kabar Hulu",
            "id",
            "Sumi Lestari menuduh kontraktor mencuri 12 ton baja jembatan itu. \"Kami punya buktinya,\" kata Sumi Lestari.",
        ),
        page(
            "c",
            "2026-02-12",
            "The Tidewater Post",
            "en",
            "\"The bridge is safe,\" said Regent Rano Wetan. Wetan denied that 12 tonnes of steel had been stolen.",
        ),
        page(
            "d",
            "2026-02-13",
            "Radio Tepi",
            "id",
            "Rano Wetan kembali membantah tuduhan bahwa 12 ton baja jembatan itu dicuri.",
        ),
        page(
            "e",
            "2026-01-05",
            "Radio Tepi",
            "id",
            "<script>alert(1)</script> Polisi mengatakan penyelidikan <img src=x onerror=alert(2)> masih berjalan.",
        ),
    ]
}
