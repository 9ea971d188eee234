//! Page text made harmless for terminals: a page must not be able to move the cursor, change colours or titles, or
//! turn the direction of the text around it.

use std::borrow::Cow;

/// The same words with every character that a terminal would obey shown as `�`; tabs and line breaks become spaces.
pub(crate) fn inert(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| c.is_control() || is_direction(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .filter(|&c| !is_direction(c))
            .map(|c| match c {
                '\t' | '\n' | '\r' | '\u{85}' => ' ',
                c if c.is_control() => '\u{fffd}',
                c => c,
            })
            .collect(),
    )
}

/// Marks that override the direction of the text that follows: they can make a row read backwards.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_do_nothing() {
        assert_eq!(inert("\u{1b}[31mred\u{1b}]0;title\u{7}"), "�[31mred�]0;title�");
        assert_eq!(inert("a\nb\tc"), "a b c");
        assert_eq!(inert("\u{9b}2J"), "�2J");
        assert_eq!(inert("x\u{202e}y"), "xy");
        assert!(matches!(inert("“Ya,” ujarnya"), Cow::Borrowed(_)));
    }
}
