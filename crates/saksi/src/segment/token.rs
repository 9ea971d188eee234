//! Words, numbers and marks.

use crate::Span;

/// A word, a number or one mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// In lower case, with typographic apostrophes made plain.
    pub lower: String,
    /// What it looks like.
    pub shape: Shape,
    /// Whether white space (or the start of the block) stands before it.
    pub spaced: bool,
}

/// What a token looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A word in lower case.
    Lower,
    /// A word that begins with a capital.
    Capital,
    /// A word of two or more letters, all capitals (dots and digits allowed): "NATO", "U.S.", "K.H.".
    Upper,
    /// A number: "10.000", "1,28", "19".
    Number,
    /// A quotation mark.
    Mark,
    /// Any other mark: comma, full stop, colon, dash, bracket.
    Punct,
}

impl Token {
    /// Whether it is a word of any shape.
    pub fn is_word(&self) -> bool {
        matches!(self.shape, Shape::Lower | Shape::Capital | Shape::Upper)
    }

    /// Whether it begins with a capital.
    pub fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper)
    }

    /// Whether it is exactly this word or mark, in lower case.
    pub fn is(&self, word: &str) -> bool {
        self.lower == word
    }
}

/// Cuts `span` of `text` into tokens and appends them.
pub(super) fn tokenize(text: &str, span: Span, tokens: &mut Vec<Token>) {
    let base = span.from();
    let part = span.of(text);
    let mut chars = part.char_indices().peekable();
    let mut spaced = true;
    while let Some((start, first)) = chars.next() {
        if first.is_whitespace() || first == '\u{200b}' || first == '\u{feff}' {
            spaced = true;
            continue;
        }
        let mut end = start + first.len_utf8();
        let shape = if first.is_alphanumeric() {
            let mut previous = first;
            while let Some(&(offset, next)) = chars.peek() {
                if !joins(part, previous, offset, next) {
                    break;
                }
                chars.next();
                previous = next;
                end = offset + next.len_utf8();
            }
            // A sentence's full stop never belongs to a word, save in initials ("U.S.", "K.H."), which the loop keeps.
            shape_of(&part[start..end])
        } else if is_mark(first) {
            // '' typed for a double mark is one mark.
            // Of three, the one that stands next to the words is single.
            let closing = !spaced && part[end..].starts_with("''");
            if first == '\'' && part[end..].starts_with('\'') && !closing {
                chars.next();
                end += 1;
            }
            Shape::Mark
        } else {
            // Runs of the same dot or dash are one token: "...", "--".
            while let Some(&(offset, next)) = chars.peek() {
                if next != first || !matches!(first, '.' | '-' | '–' | '—' | '!' | '?') {
                    break;
                }
                chars.next();
                end = offset + next.len_utf8();
            }
            Shape::Punct
        };
        let words = &part[start..end];
        let lower =
            if words.is_ascii() { words.to_ascii_lowercase() } else { words.to_lowercase().replace('’', "'") };
        tokens.push(Token { span: Span::new(base + start, base + end), lower, shape, spaced });
        spaced = false;
    }
}

/// Whether `next`, at `offset` of `part`, goes on with the word that `previous` ended.
fn joins(part: &str, previous: char, offset: usize, next: char) -> bool {
    let after = part[offset + next.len_utf8()..].chars().next();
    let continues = after.is_some_and(char::is_alphanumeric);
    if next.is_alphanumeric() || next == '\u{301}' || next == '\u{300}' || next == '\u{ad}' {
        return true;
    }
    match next {
        // "it's", "O’Neill", "Qur'an"; a closing mark after a word is followed by no letter.
        '\'' | '’' | '`' => previous.is_alphanumeric() && after.is_some_and(char::is_alphabetic),
        // "anti-missile", "mata-mata", "COVID-19", but not "word -".
        '-' | '‐' | '‑' => previous.is_alphanumeric() && continues,
        // "10.000", "medcom.id", "U.S." and "K.H.": between letters or digits, or after a single capital among initials.
        '.' => {
            if previous.is_ascii_digit() {
                return after.is_some_and(|c| c.is_ascii_digit());
            }
            if continues && previous.is_alphanumeric() {
                let before = &part[..offset];
                let word = before.rsplit(|c: char| c.is_whitespace()).next().unwrap_or("");
                let rest = part[offset + 1..].split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
                let single = previous.is_uppercase() && word.chars().rev().nth(1).is_none_or(|c| !c.is_alphabetic());
                let domain = matches!(
                    rest.to_ascii_lowercase().as_str(),
                    "com" | "id" | "co" | "org" | "net" | "go" | "ac" | "tv" | "example" | "m" | "news"
                );
                return single || domain || after.is_some_and(char::is_lowercase);
            }
            // The last dot of initials.
            previous.is_uppercase() && {
                let word = part[..offset].rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
                word.len() >= 3 && word.split('.').all(|piece| piece.chars().count() == 1)
            }
        }
        ',' => previous.is_ascii_digit() && after.is_some_and(|c| c.is_ascii_digit()),
        '/' => previous.is_ascii_digit() && after.is_some_and(|c| c.is_ascii_digit()),
        '&' | '@' => previous.is_uppercase() && after.is_some_and(char::is_uppercase),
        _ => false,
    }
}

fn shape_of(word: &str) -> Shape {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return Shape::Punct };
    if first.is_numeric() {
        return if chars.all(|c| c.is_numeric() || matches!(c, '.' | ',' | '/' | '-' | '–')) {
            Shape::Number
        } else {
            Shape::Lower
        };
    }
    if !first.is_uppercase() {
        return Shape::Lower;
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if letters >= 2 && word.chars().all(|c| !c.is_alphabetic() || c.is_uppercase()) {
        Shape::Upper
    } else {
        Shape::Capital
    }
}

/// Whether a character can open or close a quotation. The apostrophe counts only where no word holds it.
pub(super) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '\''
            | '‘'
            | '’'
            | '‚'
            | '‹'
            | '›'
            | '`'
            | '´'
            | '″'
            | '＂'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len()), &mut tokens);
        tokens.iter().map(|token| token.span.of(text).to_owned()).collect()
    }

    #[test]
    fn words_numbers_and_marks() {
        assert_eq!(
            words("\"Ya,\" kata K.H. Zaid di medcom.id."),
            ["\"", "Ya", ",", "\"", "kata", "K.H.", "Zaid", "di", "medcom.id", "."]
        );
        assert_eq!(words("Rp 2,5 triliun (4/3/2025)."), ["Rp", "2,5", "triliun", "(", "4/3/2025", ")", "."]);
        assert_eq!(
            words("It’s the U.S. army's 10,000 anti-tank… guns."),
            ["It’s", "the", "U.S.", "army's", "10,000", "anti-tank", "…", "guns", "."]
        );
        assert_eq!(words("the boys' ''big'' day--gone"), ["the", "boys", "'", "''", "big", "''", "day", "--", "gone"]);
    }
}
