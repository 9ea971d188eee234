//! From what the user typed to single pages, in order: files, folders, standard input, JSONL documents.
//! This room knows files and the look of bytes. It knows nothing of what a page says.

mod documents;
mod folder;
mod look;
mod web;

use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use saksi::date::{Date, Stamp};
use saksi::{Media, Options};

use crate::arguments::Kind;
use crate::report::Fault;
use documents::Documents;
use look::Look;

pub(crate) use web::Web;

/// No page is larger. A bigger file is an archive, a dump or a film.
pub(crate) const LARGEST: u64 = 64 << 20;

/// One page to be read.
#[derive(Clone)]
pub(crate) struct Task {
    /// What it is called: path as given, URL, or JSONL id.
    pub(crate) address: String,
    /// Which of them.
    pub(crate) kind: AddressKind,
    /// Where its bytes are.
    pub(crate) bytes: Bytes,
    /// HTML or text; not known of a page that is still to be fetched.
    pub(crate) media: Option<Media>,
    /// The charset that is declared beside the page.
    pub(crate) charset: Option<String>,
    /// What the input says beside the page.
    pub(crate) options: Options,
    /// Of what it says, what could not be used.
    pub(crate) notes: Vec<(&'static str, String)>,
}

/// What a page is called by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AddressKind {
    Path,
    Url,
    Document,
}

/// Where the bytes of a page are. A file is read by the thread that reads the page, so that few are in memory at once.
#[derive(Clone)]
pub(crate) enum Bytes {
    File(PathBuf),
    Here(Arc<Vec<u8>>),
    There(Arc<Web>),
}

impl Task {
    /// The same page for the simplest reader, after the others took too long; a text has no simpler one.
    pub(crate) fn simpler(&self, seconds: f64) -> Option<Self> {
        if self.options.simplest || self.media != Some(Media::Html) {
            return None;
        }
        let mut again = self.clone();
        again.options.simplest = true;
        again.notes.push(("out-of-time", format!("after {seconds} s the page was read line by line")));
        Some(again)
    }

    /// Fetches the page if it is still to be fetched. That has limits of its own, and a wait for its turn.
    pub(crate) fn arrive(mut self) -> Result<Self, Fault> {
        match std::mem::replace(&mut self.bytes, Bytes::Here(Arc::default())) {
            Bytes::There(web) => web::arrive(self, &web),
            bytes => {
                self.bytes = bytes;
                Ok(self)
            }
        }
    }
}

impl Bytes {
    /// The bytes themselves.
    pub(crate) fn load(self, address: &str) -> Result<Arc<Vec<u8>>, Fault> {
        match self {
            Self::Here(bytes) => Ok(bytes),
            Self::There(_) => Err(Fault::new(format!("`{address}` was not fetched"))),
            Self::File(path) => {
                let file = File::open(&path).map_err(|error| Fault::unreadable(address, &error))?;
                whole(file, address).map(Arc::new)
            }
        }
    }
}

/// One step through the inputs.
pub(crate) enum Found {
    /// A page.
    Page(Box<Task>),
    /// Something that should have been a page.
    Fault(Fault),
    /// Something that was passed over, worth a word.
    Note(String),
}

/// What holds for all inputs.
pub(crate) struct Given {
    pub(crate) kind: Option<Kind>,
    /// Fetching, where it is allowed.
    pub(crate) web: Option<Arc<Web>>,
    pub(crate) options: Options,
}

/// All pages of all inputs, in order. Calls `found` for each until it returns false.
pub(crate) fn each(pages: &[std::ffi::OsString], given: &Given, found: &mut dyn FnMut(Found) -> bool) {
    for page in pages {
        let on = if page == OsStr::new("-") {
            open(std::io::stdin(), "-", given, None, found)
        } else if let Some(address) = page.to_str().filter(|page| web::is_address(page)) {
            found(url(address, given))
        } else if Path::new(page).is_dir() {
            folder::each(Path::new(page), given, found)
        } else {
            file(Path::new(page), given, found)
        };
        if !on {
            return;
        }
    }
}

/// One web address.
fn url(address: &str, given: &Given) -> Found {
    let Some(web) = &given.web else {
        return Found::Fault(Fault::new(format!("cannot fetch `{address}`: nothing is fetched with --offline")));
    };
    let media = match given.kind {
        None => None,
        Some(Kind::Html) => Some(Media::Html),
        Some(Kind::Text) => Some(Media::Text),
        Some(Kind::Jsonl) => {
            let fault =
                Fault::new(format!("cannot fetch `{address}`: documents are read from files, not from the web"));
            return Found::Fault(fault.hint("fetch them with another program and read them with `saksi read -`"));
        }
    };
    Found::Page(Box::new(Task {
        address: address.to_owned(),
        kind: AddressKind::Url,
        bytes: Bytes::There(Arc::clone(web)),
        media,
        charset: None,
        options: given.options.clone(),
        notes: Vec::new(),
    }))
}

/// One file. Returns whether to go on.
fn file(path: &Path, given: &Given, found: &mut dyn FnMut(Found) -> bool) -> bool {
    let address = path.to_string_lossy().into_owned();
    let opened = File::open(path).and_then(|file| Ok((file.metadata()?, file)));
    let (about, file) = match opened {
        Ok(opened) => opened,
        Err(error) => {
            return found(Found::Fault(Fault::unreadable(&address, &error)));
        }
    };
    if about.is_file() && about.len() > LARGEST && given.kind != Some(Kind::Jsonl) && !is_jsonl_name(path) {
        return found(Found::Fault(too_large(&address)));
    }
    // A pipe can be read once only; a file is read again by the thread that reads the page.
    let again = about.is_file().then(|| path.to_owned());
    open(file, &address, given, again, found)
}

fn is_jsonl_name(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "jsonl" || extension == "ndjson")
}

/// One stream of bytes: a page, or a file of documents.
fn open(
    mut stream: impl Read,
    address: &str,
    given: &Given,
    again: Option<PathBuf>,
    found: &mut dyn FnMut(Found) -> bool,
) -> bool {
    /// Enough to see what a file is.
    const HEAD: u64 = 16 << 10;
    let mut head = Vec::new();
    if let Err(error) = stream.by_ref().take(HEAD).read_to_end(&mut head) {
        return found(Found::Fault(Fault::unreadable(address, &error)));
    }
    let look = match given.kind {
        Some(Kind::Html) => Look::Html,
        Some(Kind::Text) => Look::Text,
        Some(Kind::Jsonl) => Look::Jsonl,
        None => look::of(&head),
    };
    let media = match look {
        Look::Html => Media::Html,
        Look::Text => Media::Text,
        Look::Jsonl => {
            let lines = BufReader::new(Cursor::new(head).chain(stream));
            return Documents::new(lines, address, given).each(found);
        }
        Look::Other(what) => {
            let fault = Fault::new(format!("`{address}` is no page: it looks like {}", what.name));
            return found(Found::Fault(fault.hint(what.hint)));
        }
    };
    let bytes = match again {
        Some(path) => Bytes::File(path),
        None => match whole(Cursor::new(head).chain(stream), address) {
            Ok(bytes) => Bytes::Here(Arc::new(bytes)),
            Err(fault) => return found(Found::Fault(fault)),
        },
    };
    let options = given.options.clone();
    let address = address.to_owned();
    let media = Some(media);
    let task = Task { address, kind: AddressKind::Path, bytes, media, charset: None, options, notes: Vec::new() };
    found(Found::Page(Box::new(task)))
}

/// All bytes of a stream, up to the largest page.
fn whole(stream: impl Read, address: &str) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    stream.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| Fault::unreadable(address, &error))?;
    if bytes.len() as u64 > LARGEST { Err(too_large(address)) } else { Ok(bytes) }
}

fn too_large(address: &str) -> Fault {
    Fault::new(format!("`{address}` is larger than a page can be ({} MB)", LARGEST >> 20))
        .hint("a file of many documents is read as JSONL, one document a line")
}

/// A date as `--date` and JSONL documents give it.
pub(crate) fn stamp_of(words: &str) -> Result<Stamp, String> {
    let words = words.trim();
    if let Ok(day) = words.parse::<Date>()
        && words.len() == 10
    {
        return Ok(Stamp { day, time: None, offset: None });
    }
    saksi::date::parse_stamp(words).ok_or_else(|| "a date, such as 2025-03-04 or 2025-03-04T13:11:00+07:00".to_owned())
}

/// A language tag as `--lang` and JSONL documents give it.
pub(crate) fn language_of(words: &str) -> Result<String, String> {
    let tag = words.trim();
    let mut pieces = tag.split(['-', '_']);
    let first = pieces.next().unwrap_or_default();
    let is_first = (2..=8).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic());
    let is_rest =
        pieces.all(|piece| (1..=8).contains(&piece.len()) && piece.chars().all(|c| c.is_ascii_alphanumeric()));
    if is_first && is_rest { Ok(tag.to_owned()) } else { Err("a language tag, such as id or en-GB".to_owned()) }
}
