//! Places in a text. Offsets are bytes inside the library; code points only at the edge, by [`CodePoints`].
//! This room knows nothing of articles or languages.

use std::ops::Range;

/// A half-open range of bytes in one text; both ends lie on character boundaries of that text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets.
    ///
    /// # Panics
    /// If `start > end` or an end lies past 4 GiB (pages are capped far below).
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span runs forwards: {start}..{end}");
        let at = |offset: usize| u32::try_from(offset).expect("texts are capped below 4 GiB");
        Self { start: at(start), end: at(end) }
    }

    /// The bytes as a range for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words at this place.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// First byte as `usize`.
    pub fn from(self) -> usize {
        self.start as usize
    }

    /// One past the last byte as `usize`.
    pub fn to(self) -> usize {
        self.end as usize
    }

    /// Whether nothing lies between the ends.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same place without white space at its ends.
    #[must_use]
    pub fn trim(self, text: &str) -> Span {
        let words = self.of(text);
        let start = self.from() + (words.len() - words.trim_start().len());
        let end = (self.from() + words.trim_end().len()).max(start);
        Span::new(start, end)
    }
}

/// Turns byte offsets of one text into Unicode code point offsets, as W3C Web Annotation counts.
#[derive(Debug)]
pub struct CodePoints {
    /// Code points before each 64-byte stride.
    strides: Vec<u32>,
    ascii: bool,
}

impl CodePoints {
    const STRIDE: usize = 64;

    /// Prepares the conversion for `text`.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { strides: Vec::new(), ascii: true };
        }
        let mut strides = Vec::with_capacity(text.len() / Self::STRIDE + 1);
        let mut points = 0u32;
        for (offset, byte) in text.bytes().enumerate() {
            if offset % Self::STRIDE == 0 {
                strides.push(points);
            }
            points += u32::from(!is_continuation(byte));
        }
        Self { strides, ascii: false }
    }

    /// The code points before byte `offset` of `text`, which must be the text this was made for.
    pub fn at(&self, text: &str, offset: u32) -> u32 {
        if self.ascii {
            return offset;
        }
        let offset = (offset as usize).min(text.len());
        let Some(&before) = self.strides.get(offset / Self::STRIDE) else {
            // Only the very end of a text whose length is a whole number of strides has no stride of its own.
            let last = self.strides.len().saturating_sub(1);
            return self.strides.get(last).copied().unwrap_or(0) + count(&text.as_bytes()[last * Self::STRIDE..offset]);
        };
        let stride = offset / Self::STRIDE * Self::STRIDE;
        before + count(&text.as_bytes()[stride..offset])
    }

    /// A span as `[start, end]` in code points.
    pub fn span(&self, text: &str, span: Span) -> [u32; 2] {
        [self.at(text, span.start), self.at(text, span.end)]
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

fn count(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| !is_continuation(byte)).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_count_characters_not_bytes() {
        let text = "“Ya,” ujar É. ".repeat(40);
        let points = CodePoints::new(&text);
        for (index, (offset, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(&text, offset as u32), index as u32);
        }
        assert_eq!(points.at(&text, text.len() as u32), text.chars().count() as u32);
    }

    #[test]
    fn trimming_keeps_the_words() {
        assert_eq!(Span::new(0, 6).trim("  ya  ").of("  ya  "), "ya");
        assert!(Span::new(0, 3).trim("   ").is_empty());
    }
}
