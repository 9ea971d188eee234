//! The table of pieces and their vectors, read in place from its bytes.
//!
//! All numbers little-endian:
//!
//! ```text
//! "SAKSIE01", u32 pieces, u32 axes, f32 unit
//! 2 x axes x f32      the mean vector of Indonesian, of English
//! pieces x u8         how long each piece is
//! pieces x u16        -2048 x its log-probability
//! pieces x u16        its scale in units
//! pieces x axes/2 x u8   its cells, 4 bits each, the first of a pair in the low half, 8 standing for 0
//! the pieces, ASCII, in the order of their bytes; a blank stands before a piece that begins a word
//! ```

use crate::pieces;

/// A piece counts less the commoner it is: RARE / (RARE + its probability).
const RARE: f32 = 1e-4;
/// Texts are read up to here; what comes later hardly moves the mean.
const MOST: usize = 4000;

/// The language a text is written in; Malay counts as Indonesian.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Language {
    Indonesian,
    English,
}

/// Bytes that are no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the bytes are no table of pieces")
    }
}

impl std::error::Error for Unreadable {}

/// A table of pieces and their vectors.
#[derive(Debug)]
pub struct Table<'a> {
    axes: usize,
    unit: f32,
    means: [Vec<f32>; 2],
    /// Where each piece begins in `letters`, and the end of the last.
    starts: Vec<u32>,
    /// The first piece that begins with each byte or a later one, and the end.
    heads: Vec<u32>,
    logs: &'a [u8],
    scales: &'a [u8],
    cells: &'a [u8],
    letters: &'a [u8],
}

/// What a text is about, as a direction. A text without a known piece has none and is like nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Vector(Vec<f32>);

impl Vector {
    /// The cosine of the angle to another: 1 for the same, about 0 for texts that have nothing to do with each other.
    pub fn likeness(&self, other: &Self) -> f32 {
        self.0.iter().zip(&other.0).map(|(one, other)| one * other).sum::<f32>().clamp(-1.0, 1.0)
    }
}

impl Table<'static> {
    /// The table that lies in the program.
    #[cfg(feature = "table")]
    pub fn built_in() -> &'static Self {
        static TABLE: std::sync::OnceLock<Table<'static>> = std::sync::OnceLock::new();
        TABLE.get_or_init(|| Table::of(include_bytes!("../data/table.bin")).expect("data/table.bin is a table"))
    }
}

impl<'a> Table<'a> {
    /// Reads a table from its bytes.
    pub fn of(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let mut rest = bytes.strip_prefix(b"SAKSIE01").ok_or(Unreadable)?;
        let mut take = |size: Option<usize>| -> Result<&'a [u8], Unreadable> {
            let (head, tail) = size.and_then(|size| rest.split_at_checked(size)).ok_or(Unreadable)?;
            rest = tail;
            Ok(head)
        };
        let count = word(take(Some(4))?) as usize;
        let axes = word(take(Some(4))?) as usize;
        let unit = float(take(Some(4))?);
        let mut means = [Vec::new(), Vec::new()];
        for mean in &mut means {
            *mean = take(axes.checked_mul(4))?.chunks_exact(4).map(float).collect();
        }
        let widths = take(Some(count))?;
        let logs = take(count.checked_mul(2))?;
        let scales = take(count.checked_mul(2))?;
        let cells = take(count.checked_mul(axes / 2))?;
        let mut starts = Vec::with_capacity(count + 1);
        let mut end = 0_u32;
        starts.push(end);
        for &width in widths {
            end = end.checked_add(u32::from(width)).ok_or(Unreadable)?;
            starts.push(end);
        }
        let letters = take(Some(end as usize))?;
        let sound = widths.iter().all(|&width| width > 0)
            && axes.is_multiple_of(2)
            && axes > 0
            && unit.is_finite()
            && rest.is_empty();
        if !sound || !letters.is_ascii() {
            return Err(Unreadable);
        }
        let mut heads = vec![0_u32; 257];
        for piece in starts.windows(2).filter(|piece| piece[0] < piece[1]) {
            heads[usize::from(letters[piece[0] as usize]) + 1] += 1;
        }
        for at in 1..heads.len() {
            heads[at] += heads[at - 1];
        }
        Ok(Self { axes, unit, means, starts, heads, logs, scales, cells, letters })
    }

    /// What a text is about.
    pub fn vector(&self, text: &str, language: Language) -> Vector {
        let end = (0..=text.len().min(MOST)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let pieces = pieces::cut(&pieces::plain(&text[..end]), self);
        let mut sum = vec![0.0; self.axes];
        let mut total = 0.0;
        for piece in pieces {
            let weight = RARE / (RARE + self.score(piece).exp());
            total += weight;
            let scale = weight * f32::from(short(&self.scales[2 * piece..])) * self.unit;
            let half = self.axes / 2;
            for (pair, cell) in sum.chunks_exact_mut(2).zip(&self.cells[piece * half..(piece + 1) * half]) {
                pair[0] += scale * (f32::from(cell & 15) - 8.0);
                pair[1] += scale * (f32::from(cell >> 4) - 8.0);
            }
        }
        if total > 0.0 {
            let mean = &self.means[usize::from(language == Language::English)];
            for (axis, mean) in sum.iter_mut().zip(mean) {
                *axis = *axis / total - mean;
            }
        }
        let length = sum.iter().map(|axis| axis * axis).sum::<f32>().sqrt();
        if length > 0.0 && length.is_finite() {
            for axis in &mut sum {
                *axis /= length;
            }
        } else {
            sum.fill(0.0);
        }
        Vector(sum)
    }

    /// The log-probability of a piece.
    pub(crate) fn score(&self, piece: usize) -> f32 {
        f32::from(short(&self.logs[2 * piece..])) / -2048.0
    }

    /// Every piece that the letters begin with, and how long it is.
    pub(crate) fn pieces_at(&self, letters: &[u8], mut each: impl FnMut(usize, usize)) {
        // The pieces are sorted: with each letter those that still fit are a narrower stretch.
        let Some(&first) = letters.first() else { return };
        let head = |at: usize| self.heads[at] as usize;
        let (mut low, mut high) = (head(usize::from(first)), head(usize::from(first) + 1));
        for (at, letter) in letters.iter().enumerate() {
            let next = |piece: usize| self.piece(piece).get(at).copied();
            low += partition(high - low, |step| next(low + step) < Some(*letter));
            high = low + partition(high - low, |step| next(low + step) == Some(*letter));
            if low == high {
                return;
            }
            if self.piece(low).len() == at + 1 {
                each(low, at + 1);
            }
        }
    }

    fn piece(&self, piece: usize) -> &[u8] {
        &self.letters[self.starts[piece] as usize..self.starts[piece + 1] as usize]
    }
}

/// How many of the first so many steps hold, where those that hold come first.
fn partition(size: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, size);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

fn word(bytes: &[u8]) -> u32 {
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}

fn float(bytes: &[u8]) -> f32 {
    f32::from_bits(word(bytes))
}

fn short(bytes: &[u8]) -> u16 {
    u16::from_le_bytes([bytes[0], bytes[1]])
}
