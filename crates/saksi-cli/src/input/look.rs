//! What bytes look like: a page, a text, JSONL, or something that is no page at all.

/// What the head of an input looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Html,
    Text,
    Jsonl,
    Other(What),
}

/// Something that cannot be read, and what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct What {
    pub(super) name: &'static str,
    pub(super) hint: &'static str,
}

/// Files that people hand over for pages, by their first bytes.
const OTHERS: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF", "print its text into a file, as `pdftotext` does, and read that"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or save its text"),
    (b"\x1f\x8b", "a gzip archive", "unpack it with `gunzip`, or pipe it: `gunzip -c FILE | saksi read -`"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "unpack it with `unzstd`"),
    (b"WARC/", "a web archive (WARC)", "take the pages out of it first"),
    (b"bplist", "a Safari web archive", "save the page as HTML (page source)"),
    (b"\x89PNG", "an image", SAVE_PAGE),
    (b"\xff\xd8\xff", "an image", SAVE_PAGE),
    (b"GIF8", "an image", SAVE_PAGE),
    (b"RIFF", "an image or a sound", SAVE_PAGE),
    (b"{\\rtf", "a rich text document", "save it as plain text"),
    (b"SQLite format 3", "a database", SAVE_PAGE),
];

const SAVE_PAGE: &str = "save the page as HTML and read that";

/// What an input is, from its head.
pub(super) fn of(head: &[u8]) -> Look {
    for &(magic, name, hint) in OTHERS {
        if head.starts_with(magic) {
            return Look::Other(What { name, hint });
        }
    }
    let wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    if wide || head.starts_with(b"<\0") || head.starts_with(b"\0<") {
        let narrow: Vec<u8> = head.iter().copied().filter(|&byte| byte != 0 && byte < 0xfe).collect();
        return if is_html(&narrow) { Look::Html } else { Look::Text };
    }
    let body = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if is_saved_mail(body) {
        let name = "a page saved as one MIME file (MHTML)";
        return Look::Other(What { name, hint: "save the page as \"Webpage, HTML only\"" });
    }
    if is_html(body) {
        return Look::Html;
    }
    if is_binary(head) {
        return Look::Other(What { name: "binary data", hint: SAVE_PAGE });
    }
    if is_object(body) { Look::Jsonl } else { Look::Text }
}

/// Tags that begin, or stand early in, a web page. Text with a stray `<` is no page.
const TAGS: &[&[u8]] = &[
    b"<!doctype",
    b"<html",
    b"<head",
    b"<body",
    b"<title",
    b"<meta",
    b"<div",
    b"<p>",
    b"<p ",
    b"<article",
    b"<main",
    b"<section",
    b"<script",
    b"<table",
    b"<h1",
    b"<h2",
    b"<header",
    b"<link",
    b"<style",
    b"<span",
    b"<br",
];

fn is_html(body: &[u8]) -> bool {
    let lower = body[..body.len().min(4096)].to_ascii_lowercase();
    let starts = |at: usize| TAGS.iter().any(|tag| lower[at..].starts_with(tag));
    let first = lower.iter().position(|&byte| byte == b'<');
    let Some(first) = first else { return false };
    if first == 0 && (lower.starts_with(b"<!--") || lower.starts_with(b"<?xml")) {
        return true;
    }
    // A page may begin with stray words; its first tags then decide.
    starts(first) || lower.windows(5).filter(|window| *window == b"<html" || *window == b"<body").count() > 0
}

/// A JSON object: JSONL, or at least meant to be.
fn is_object(body: &[u8]) -> bool {
    body.strip_prefix(b"{")
        .map(<[u8]>::trim_ascii_start)
        .is_some_and(|rest| rest.starts_with(b"\"") || rest.starts_with(b"}"))
}

fn is_saved_mail(body: &[u8]) -> bool {
    let lower = body[..body.len().min(2048)].to_ascii_lowercase();
    let has = |needle: &[u8]| lower.windows(needle.len()).any(|window| window == needle);
    (lower.starts_with(b"from:") || lower.starts_with(b"mime-version:")) && has(b"multipart/related")
}

/// Text holds no NUL and hardly a control character.
fn is_binary(head: &[u8]) -> bool {
    let controls =
        head.iter().filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)).count();
    head.contains(&0) && !head.is_empty() || controls * 10 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn told_apart_by_content() {
        assert_eq!(of(b"\xef\xbb\xbf  <!DOCTYPE html><p>x"), Look::Html);
        assert_eq!(of(b"<div>x"), Look::Html);
        assert_eq!(of(b"junk <html><body>x"), Look::Html);
        assert_eq!(of(b"\xff\xfe<\0h\0t\0m\0l\0>\0"), Look::Html);
        assert_eq!(of(b"\"Ya,\" kata 3 < 4"), Look::Text);
        assert_eq!(of(b""), Look::Text);
        assert_eq!(of(b"{\"id\": \"1\", \"text\""), Look::Jsonl);
        assert_eq!(of(b"{curly} words"), Look::Text);
        assert!(matches!(of(b"%PDF-1.7"), Look::Other(_)));
        assert!(matches!(of(b"abc\0\x01\x02"), Look::Other(_)));
        assert!(matches!(of(b"MIME-Version: 1.0\nContent-Type: multipart/related"), Look::Other(_)));
    }
}
