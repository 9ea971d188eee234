//! Words broken into lines of so many terminal cells.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How wide the terminal is, or a page of paper where there is none.
pub(crate) fn columns() -> usize {
    let set = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    set.or_else(seen).unwrap_or(100)
}

/// The lines of a text, none wider than `width` cells; runs of white space become one space. A no-break space breaks no
/// line and is printed as a space.
pub(crate) fn lines(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    let words = text.split(|c: char| c.is_whitespace() && c != '\u{a0}').filter(|word| !word.is_empty());
    for word in words.map(|word| word.replace('\u{a0}', " ")) {
        let word = word.as_str();
        let cells = word.width();
        if used > 0 && used + 1 + cells <= width {
            line.push(' ');
            line.push_str(word);
            used += 1 + cells;
            continue;
        }
        if used > 0 {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        // A word wider than the line, such as an address, is cut where the line ends.
        for c in word.chars() {
            let cells = c.width().unwrap_or(0);
            if used + cells > width && used > 0 {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(c);
            used += cells;
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// The text and as many spaces as fill `width` cells.
pub(crate) fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit() {
        assert_eq!(lines("satu dua tiga", 8), ["satu dua", "tiga"]);
        assert_eq!(lines("", 8), [""]);
        assert_eq!(lines("satu dua\u{a0}tiga", 9), ["satu", "dua tiga"]);
        assert_eq!(lines("abcdefghij kl", 4), ["abcd", "efgh", "ij", "kl"]);
        for width in 1..30 {
            for line in
                lines("“日本語” kata https://contoh.example/a/b/c 記事の e\u{301}e\u{301}e\u{301}", width.max(2))
            {
                assert!(line.width() <= width.max(2), "{line:?} is wider than {width}");
            }
        }
    }

    #[test]
    fn nothing_is_lost() {
        let text = "kata-kata “panjang” sekali, antarkementerianlembaga, dan seterusnya";
        for width in 1..40 {
            let joined: String = lines(text, width).concat();
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(bare(&joined), bare(text));
        }
    }
}
