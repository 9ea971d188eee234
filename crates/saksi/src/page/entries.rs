//! The timed entries of a live page. Knows pieces and the parts that were kept of them, not how they were chosen.

use std::ops::Range;

use super::body::Part;
use super::pieces::{Piece, Pieces};
use super::stamp;
use crate::article::Role;
use crate::date::{Date, Stamp};

/// Timed entries that make a page a live one: fewer where the page calls itself one.
const ENTRIES: usize = 3;
const DECLARED: usize = 2;

/// The entries of a page as ranges of its parts, in the order of the text. Of a live page the parts that are nothing but a
/// time are taken out. `day` is the one day on which the page was written, for clocks without a date.
pub(super) fn take(
    pieces: &Pieces,
    parts: &mut Vec<Part>,
    declared: bool,
    day: Option<Date>,
) -> Vec<(Stamp, Range<usize>)> {
    let mut body = parts.iter().filter(|part| part.role.is_body() && part.piece < pieces.items.len());
    let Some(first) = body.next().map(|part| part.piece) else { return Vec::new() };
    let last = body.next_back().map_or(first, |part| part.piece);
    // The first entry's time stands above its words, and above it stands the page's own.
    let times: Vec<(usize, Stamp)> = (first.saturating_sub(4)..=last)
        .filter_map(|at| time_of(&pieces.items[at], day).map(|time| (at, time)))
        .collect();
    if times.len() < DECLARED {
        return Vec::new();
    }
    let is_time = |part: &Part| times.iter().any(|(at, _)| *at == part.piece && is_short(&pieces.items[*at]));
    let words: Vec<Part> = parts.iter().filter(|part| !is_time(part)).cloned().collect();
    let mut entries: Vec<(Stamp, Range<usize>)> = Vec::new();
    for (index, &(at, time)) in times.iter().enumerate() {
        let end = times.get(index + 1).map_or(last + 1, |next| heading_before(pieces, next.0));
        let start = heading_before(pieces, at);
        let inside =
            |part: &Part| (start..end).contains(&part.piece) && (part.role.is_body() || part.role == Role::Heading);
        let from = entries.last().map_or(0, |before| before.1.end);
        // "13:11" below "13:11 WIB" is one entry, told twice.
        if let Some(first) = (from..words.len()).find(|&part| inside(&words[part])) {
            let last = (first..words.len()).rfind(|&part| inside(&words[part])).unwrap_or(first);
            entries.push((time, first..last + 1));
        }
    }
    let moment = |entry: &(Stamp, Range<usize>)| (entry.0.day, entry.0.time);
    let in_order = entries.is_sorted_by_key(moment) || entries.iter().rev().is_sorted_by_key(moment);
    if !in_order || entries.len() < if declared { DECLARED } else { ENTRIES } {
        return Vec::new();
    }
    *parts = words;
    entries
}

/// The time that a piece states: in its markup, or as its only words.
fn time_of(piece: &Piece, day: Option<Date>) -> Option<Stamp> {
    let machine = piece.time.as_deref().and_then(stamp::find);
    let clock = || {
        let is_clock = is_short(piece) && piece.text.starts_with(|c: char| c.is_ascii_digit());
        day.filter(|_| is_clock).and_then(|day| stamp::find(&format!("{day} {}", piece.text)))
    };
    machine.or_else(clock).filter(|stamp| stamp.time.is_some())
}

/// Whether a piece has words for a time and nothing else: "12.05 WIB", "Pukul 12.05 WIB".
fn is_short(piece: &Piece) -> bool {
    piece.words <= 3 && piece.text.len() <= 24
}

/// The piece with which an entry begins: a heading right above its time belongs to it where none stands below.
fn heading_before(pieces: &Pieces, at: usize) -> usize {
    let heading = |at: usize| pieces.items.get(at).is_some_and(|piece| piece.heading.is_some());
    if at > 0 && heading(at - 1) && !heading(at + 1) && !heading(at) { at - 1 } else { at }
}
