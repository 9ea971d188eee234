//! A text cut into the pieces of a table: the cut whose pieces are likeliest together (unigram, by Viterbi).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::table::Table;

/// What a letter costs that no piece has.
const UNKNOWN: f32 = -30.0;

/// The text as the pieces are written: marks off, quotation marks straight, one blank before each word.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    for word in text.split_whitespace() {
        out.push(' ');
        out.extend(word.nfkd().filter(|&c| !is_combining_mark(c)).map(|c| match c {
            '‘' | '’' => '\'',
            '“' | '”' => '"',
            '–' | '—' => '-',
            c => c,
        }));
    }
    out
}

/// The pieces of a text that [`plain`] made, in their order. What no piece covers is left out.
pub(crate) fn cut(text: &str, table: &Table) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut best = vec![f32::NEG_INFINITY; bytes.len() + 1];
    let mut back: Vec<(usize, Option<usize>)> = vec![(0, None); bytes.len() + 1];
    best[0] = 0.0;
    for start in 0..bytes.len() {
        let here = best[start];
        let mut reach = |end: usize, score: f32, piece: Option<usize>| {
            if here + score > best[end] {
                best[end] = here + score;
                back[end] = (start, piece);
            }
        };
        table.pieces_at(&bytes[start..], |piece, width| reach(start + width, table.score(piece), Some(piece)));
        reach(start + 1, UNKNOWN, None);
    }
    let mut out = Vec::new();
    let mut end = bytes.len();
    while end > 0 {
        let (start, piece) = back[end];
        out.extend(piece);
        end = start;
    }
    out.reverse();
    out
}
