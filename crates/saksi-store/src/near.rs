//! Which rows are near enough to be compared: those that stand close together in time under a key that both have.
//!
//! ```text
//! Window::load(days around what waits) -> lists of rows by key -> pairs to look at, links that no longer stand near
//! ```
//!
//! Under a key that thousands share, a row meets its nearest neighbours only. So the work for each row is bounded, however
//! large the ledger; and what is near depends on the rows that are there, never on the order in which they came. The order
//! of the rows is that of their ids: by day, then by a place that their article's id gives.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, Transaction, params};
use saksi::link::Outline;

use crate::error::Step;
use crate::prepared::DAY_SHIFT;

/// A row meets so many before it and after it under each of its keys.
pub(crate) const NEAR: usize = 12;
/// Rows further apart than this are never linked.
pub(crate) const DAYS: i64 = 60;

/// Keeps how a row looks from afar.
pub(crate) fn keep_outline(step: &Transaction<'_>, entry: i64, looks: &[u8]) -> Step<()> {
    step.prepare_cached("INSERT OR REPLACE INTO outline (entry, looks) VALUES (?, ?)")?
        .execute(params![entry, looks])?;
    Ok(())
}

/// The rows of some days, in the order of their ids.
pub(crate) struct Window {
    entries: Vec<i64>,
    outlines: Vec<Outline>,
}

/// For each key of the rows that are asked for, the rows of the window that have it, in their order.
struct Lists(HashMap<u32, Vec<u32>>);

impl Window {
    /// All rows within the limit of these.
    pub(crate) fn load(connection: &Connection, first: i64, last: i64) -> Step<Self> {
        let from = ((first >> DAY_SHIFT) - DAYS).max(0) << DAY_SHIFT;
        let to = ((last >> DAY_SHIFT) + DAYS + 1) << DAY_SHIFT;
        let mut found = connection
            .prepare_cached("SELECT entry, looks FROM outline WHERE entry >= ? AND entry < ? ORDER BY entry")?;
        let mut found = found.query(params![from, to])?;
        let mut window = Self { entries: Vec::new(), outlines: Vec::new() };
        while let Some(row) = found.next()? {
            // A row whose outline cannot be read stays alone.
            if let Some(outline) = Outline::of_bytes(row.get_ref(1)?.as_blob().unwrap_or_default()) {
                window.entries.push(row.get(0)?);
                window.outlines.push(outline);
            }
        }
        Ok(window)
    }

    /// The first and the last row.
    pub(crate) fn bounds(&self) -> Option<(i64, i64)> {
        self.entries.first().copied().zip(self.entries.last().copied())
    }

    fn place(&self, entry: i64) -> Option<u32> {
        self.entries.binary_search(&entry).ok().map(|at| at as u32)
    }

    fn lists<'a>(&self, asked: impl Iterator<Item = &'a Outline>) -> Lists {
        let mut lists: HashMap<u32, Vec<u32>> = HashMap::new();
        for outline in asked {
            outline.keys(|key| {
                lists.entry(key).or_default();
            });
        }
        for (at, outline) in self.outlines.iter().enumerate() {
            outline.keys(|key| {
                if let Some(list) = lists.get_mut(&key)
                    && list.last() != Some(&(at as u32))
                {
                    list.push(at as u32);
                }
            });
        }
        Lists(lists)
    }

    fn is_in_time(&self, one: u32, other: u32) -> bool {
        let day = |at: u32| self.entries[at as usize] >> DAY_SHIFT;
        (day(one) - day(other)).abs() <= DAYS
    }

    /// The pairs that the asked rows bring together, as ids: each with those near it, and those between which a row went
    /// away. `waiting` are all rows of the window that are still to be joined, the asked ones among them: of two that wait,
    /// the later one meets the earlier.
    pub(crate) fn pairs(&self, asked: &[i64], gone: &[(i64, Outline)], waiting: &[i64]) -> Pairs {
        let placed: Vec<u32> = asked.iter().filter_map(|entry| self.place(*entry)).collect();
        let outlines = placed.iter().map(|at| &self.outlines[*at as usize]);
        let lists = self.lists(outlines.chain(gone.iter().map(|(_, outline)| outline)));
        let waits = |at: u32| waiting.binary_search(&self.entries[at as usize]).is_ok();
        let mut pairs = Pairs { close: Vec::new(), looked_at: 0 };
        let mut met: Vec<u32> = Vec::new();
        for &at in &placed {
            met.clear();
            self.outlines[at as usize].keys(|key| lists.around(key, at, &mut met));
            met.sort_unstable();
            met.dedup();
            for &other in &met {
                if other != at && self.is_in_time(at, other) && (other < at || !waits(other)) {
                    pairs.look(self, at, other);
                }
            }
        }
        let mut closed: BTreeSet<(u32, u32)> = BTreeSet::new();
        for (entry, outline) in gone {
            let at = self.entries.partition_point(|other| other < entry) as u32;
            outline.keys(|key| {
                let list = &lists.0[&key];
                let middle = list.partition_point(|other| *other < at);
                let before = &list[middle.saturating_sub(NEAR)..middle];
                for (distance, &one) in before.iter().rev().enumerate() {
                    closed.extend(list[middle..].iter().take(NEAR - distance).map(|&other| (one, other)));
                }
            });
        }
        for (one, other) in closed {
            if self.is_in_time(one, other) && !waits(one) && !waits(other) {
                pairs.look(self, one, other);
            }
        }
        pairs
    }

    /// Of these links those whose rows are no longer near under any key, because the rows that came stand between them.
    pub(crate) fn parted(&self, came: &[i64], links: &[(i64, i64)]) -> Vec<(i64, i64)> {
        let came_between = |one: i64, other: i64| {
            let next = came.partition_point(|entry| *entry <= one);
            came.get(next).is_some_and(|entry| *entry < other)
        };
        let placed = |(one, other): &(i64, i64)| Some((self.place(*one)?, self.place(*other)?));
        let suspects: Vec<(u32, u32)> =
            links.iter().filter(|(one, other)| came_between(*one, *other)).filter_map(placed).collect();
        if suspects.is_empty() {
            return Vec::new();
        }
        let lists = self.lists(suspects.iter().map(|(one, _)| &self.outlines[*one as usize]));
        let mut parted = Vec::new();
        for (one, other) in suspects {
            let mut is_near = false;
            self.outlines[one as usize].keys(|key| is_near |= lists.is_near(key, one, other));
            if !is_near {
                parted.push((self.entries[one as usize], self.entries[other as usize]));
            }
        }
        parted
    }
}

impl Lists {
    /// Adds the rows near this one under a key.
    fn around(&self, key: u32, at: u32, met: &mut Vec<u32>) {
        let list = &self.0[&key];
        let place = list.partition_point(|other| *other < at);
        let end = list.len().min(place + NEAR + 1);
        met.extend(&list[place.saturating_sub(NEAR)..end]);
    }

    fn is_near(&self, key: u32, one: u32, other: u32) -> bool {
        let list = &self.0[&key];
        let place = list.partition_point(|at| *at < one);
        list[place..].iter().take(NEAR + 1).any(|at| *at == other)
    }
}

/// Pairs of rows that need a closer look.
pub(crate) struct Pairs {
    /// By id.
    pub(crate) close: Vec<(i64, i64)>,
    /// How many were near, worth a closer look or not.
    pub(crate) looked_at: usize,
}

impl Pairs {
    fn look(&mut self, window: &Window, one: u32, other: u32) {
        self.looked_at += 1;
        let (one, other) = (one as usize, other as usize);
        if window.outlines[one].may_link(&window.outlines[other]) {
            self.close.push((window.entries[one], window.entries[other]));
        }
    }
}
