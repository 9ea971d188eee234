//! From bytes to characters, and what the bytes are. Knows charsets and magic numbers, nothing of articles.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::Media;

/// The characters of some bytes.
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    /// The charset was guessed from the letters; no byte order mark, server or page named it.
    pub(super) guessed: Option<&'static str>,
}

/// Decodes by byte order mark, then valid UTF-8, then what was declared, then a guess.
///
/// Text that is valid UTF-8 and not plain ASCII is UTF-8 whatever a page says: no other charset looks like it by chance.
pub(super) fn decode<'a>(bytes: &'a [u8], declared: Option<&str>, media: Media) -> Decoded<'a> {
    // A plain text in UTF-8 is kept as it is, its mark too: offsets count from the first byte.
    if media == Media::Text
        && bytes.starts_with(b"\xef\xbb\xbf")
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Decoded { text: Cow::Borrowed(text), guessed: None };
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Decoded { text: encoding.decode_without_bom_handling(&bytes[mark..]).0, guessed: None };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: Cow::Borrowed(text), guessed: None };
    }
    let named = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let named = named.or_else(|| (media == Media::Html).then(|| from_meta(bytes)).flatten());
    // A page that calls itself UTF-8 and is so but for a few broken bytes keeps its letters.
    if let Some(encoding) = named.filter(|&encoding| encoding != UTF_8 || mostly_utf8(bytes)) {
        return Decoded { text: encoding.decode_without_bom_handling(bytes).0, guessed: None };
    }
    let encoding = if mostly_utf8(bytes) { UTF_8 } else { guess(bytes) };
    Decoded { text: encoding.decode_without_bom_handling(bytes).0, guessed: Some(encoding.name()) }
}

/// What bytes without a declared type are; `None` for what is not text at all.
pub fn sniff(bytes: &[u8]) -> Option<Media> {
    if is_binary(bytes) {
        return None;
    }
    let head: String = bytes[..bytes.len().min(4096)]
        .iter()
        .filter(|&&byte| byte != 0)
        .map(|&byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || !c.is_ascii());
    let opens = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<!--",
        "<?xml",
        "<meta",
        "<title",
        "<div",
        "<article",
        "<p>",
        "<p ",
        "<h1",
        "<script",
        "<table",
    ];
    let inside = ["<html", "<body", "</p>", "</div>", "<head>", "</title>", "<br>", "<br/>", "<br />"];
    let is_html =
        opens.iter().any(|tag| start.starts_with(tag)) || inside.iter().filter(|tag| head.contains(*tag)).count() >= 2;
    Some(if is_html { Media::Html } else { Media::Text })
}

/// Whether bytes are no text in any charset: a known magic number, or too many control bytes for any script.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    const MAGIC: [&[u8]; 12] = [
        b"\x89PNG",
        b"GIF8",
        b"\xff\xd8\xff",
        b"%PDF-",
        b"PK\x03\x04",
        b"\x1f\x8b",
        b"\x7fELF",
        b"RIFF",
        b"OggS",
        b"ID3",
        b"\x00\x00\x01\x00",
        b"SQLite format 3\0",
    ];
    if Encoding::for_bom(bytes).is_some() {
        return false;
    }
    if MAGIC.iter().any(|magic| bytes.starts_with(magic)) {
        return true;
    }
    let head = &bytes[..bytes.len().min(8192)];
    let controls = head
        .iter()
        .filter(|&&byte| byte < 0x09 || (0x0e..0x20).contains(&byte) && byte != 0x1b || byte == 0x7f)
        .count();
    controls * 50 > head.len().max(1)
}

/// The charset named by a `meta` element near the top.
fn from_meta(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(8192)];
    let lower = head.to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = find(&lower[from..], b"charset") {
        let rest = &lower[from + at + 7..];
        let label: Vec<u8> = rest
            .iter()
            .copied()
            .skip_while(|byte| matches!(byte, b'=' | b'"' | b'\'' | b' '))
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))
            .collect();
        if let Some(encoding) = Encoding::for_label(&label) {
            // A page whose ASCII tags can be read is not in UTF-16, whatever it says.
            let wide = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
            return Some(if wide { UTF_8 } else { encoding });
        }
        from += at + 7;
    }
    None
}

/// Whether at most one byte in a thousand breaks UTF-8, and something beyond ASCII is there to tell.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut broken, mut wide) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        broken += chunk.invalid().len();
        wide += chunk.valid().bytes().filter(|byte| *byte >= 0xc2).count();
    }
    wide > broken * 4 && broken * 1000 <= bytes.len().max(1000)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(256 * 1024)], true);
    let encoding = detector.guess(None, Utf8Detection::Allow);
    if encoding == UTF_8 { WINDOWS_1252 } else { encoding }
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_believed_where_its_bytes_allow_it() {
        let page = b"<meta charset=windows-1252><p>\x93Caf\xe9\x94</p>";
        assert_eq!(decode(page, None, Media::Html).text, "<meta charset=windows-1252><p>“Café”</p>");
        let wrong = "<meta charset=\"iso-8859-1\"><p>“Café”</p>".as_bytes();
        assert!(decode(wrong, None, Media::Html).text.contains("“Café”"), "valid UTF-8 wins over a wrong label");
        let unnamed = decode(b"Harga beras di Ambon naik, \x93kata warga\x94, caf\xe9 itu tutup.", None, Media::Text);
        assert!(unnamed.text.contains("“kata warga”"), "{}", unnamed.text);
        assert!(unnamed.guessed.is_some());
        assert_eq!(decode(b"\xef\xbb\xbfya", None, Media::Html).text, "ya");
        assert_eq!(decode(b"\xef\xbb\xbfya", None, Media::Text).text, "\u{feff}ya");
        assert_eq!(decode(b"\xff\xfey\0a\0", None, Media::Text).text, "ya");
    }

    #[test]
    fn kinds_are_told_from_bytes() {
        assert_eq!(sniff(b"\xef\xbb\xbf  <!DOCTYPE html><p>x"), Some(Media::Html));
        assert_eq!(sniff(b"Jakarta - Menteri <b>itu</b> berkata"), Some(Media::Text));
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n"), None);
        assert_eq!(sniff(&[0u8; 100]), None);
        assert_eq!(sniff(b""), Some(Media::Text));
    }
}
