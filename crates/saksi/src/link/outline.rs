//! How a row looks from afar: under which keys it is looked up, and whether a closer look at two rows can be worth it.
//!
//! An outline is a few dozen numbers, so that one can be kept for every row of a large ledger. It errs on one side only:
//! two rows that [`decide`](super::decide) links by what they say share a key, and [`Outline::may_link`] is true of them.

use super::actor;
use super::decide::{ALIKE, ALIKE_EVENT, CARRIED, COUNTED, RETOLD, SHARED, scale};
use super::row::Row;
use super::sense::Mark;

/// A row from afar.
///
/// Kept as 32-bit words: what rows are looked up by and the marks of the content, as hashes. A hash that two labels share
/// costs a closer look, never a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    words: Box<[u32]>,
}

/// The parts of an outline, in the order in which they lie behind the head.
#[derive(Debug, Clone, Copy)]
enum Part {
    /// The weightiest marks: two of them make a key.
    Top,
    /// By what the first actor is known, and what it mainly speaks of: one of each together makes a key.
    Who,
    Told,
    /// Runs of words: each a key.
    Sketch,
    /// What the names of all actors are looked up by, and their single words.
    Names,
    Words,
    /// The events of the content, the one that tells claims apart first.
    Events,
    /// All marks: 24 bits of the label, 8 of the weight.
    Marks,
}

/// Words before the parts: the weight of the content; flags and the sizes of the small parts; the sizes of the large ones.
const HEAD: usize = 4;
const FLAGS: usize = 1;
/// Weights are kept in steps of this, rounded up.
const STEP: f32 = 0.02;

const DATED: u32 = 1 << 30;
const TELLS: u32 = 1 << 31;
/// An actor is named by one word only.
const BARE: u32 = 1 << 29;

impl Outline {
    /// The outline of a row.
    pub fn of(row: &Row) -> Self {
        let view = row.view();
        let sorted = |mut list: Vec<u32>| {
            list.sort_unstable();
            list.dedup();
            list
        };
        let names = row.actors.iter().flat_map(actor::name_keys).map(|key| hash(&key)).collect();
        // With an office in common, one word of a name can be enough.
        let with_office = || row.actors.iter().filter(|actor| actor.role.is_some());
        let words_of_names = with_office().flat_map(actor::keys).map(|key| hash(&key)).collect();
        let is_bare = with_office().any(actor::is_bare);
        let events = view.events.iter().filter(|event| Some(**event) != view.head).map(|event| hash(event)).collect();
        let mut told: Vec<u32> = view.head.iter().map(|head| hash(head)).collect();
        told.extend(sorted(events));
        let parts: [Vec<u32>; 8] = [
            sorted(view.top.iter().map(|label| hash(label)).collect()),
            sorted(view.who.iter().map(|key| hash(key)).collect()),
            sorted(view.told.iter().map(|label| hash(label)).collect()),
            sorted(view.sketch.iter().map(|run| (run ^ (run >> 32)) as u32).collect()),
            sorted(names),
            sorted(words_of_names),
            told,
            sorted(view.marks.iter().map(packed).collect()),
        ];
        let mut words = vec![0; HEAD];
        words[0] = view.total.to_bits();
        for (part, (place, shift, most)) in parts.iter().zip(SIZES) {
            // No row of a real page comes near the limit of a part.
            words[place] |= (part.len() as u32).min(most) << shift;
            words.extend(part.iter().take(most as usize));
        }
        for (flag, holds) in [(DATED, row.published.is_some()), (TELLS, view.head.is_some()), (BARE, is_bare)] {
            words[FLAGS] |= if holds { flag } else { 0 };
        }
        Self { words: words.into() }
    }

    /// The outline as bytes, for a store.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    /// An outline from the bytes that [`Outline::to_bytes`] made; `None` for any others.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let (words, rest) = bytes.as_chunks::<4>();
        let words: Box<[u32]> = words.iter().map(|word| u32::from_le_bytes(*word)).collect();
        let outline = Self { words };
        let fits = rest.is_empty()
            && outline.words.len() >= HEAD
            && outline.words.len() == HEAD + (0..SIZES.len()).map(|part| outline.size(part)).sum::<usize>();
        fits.then_some(outline)
    }

    /// Gives every key of the row to `each`; a key may come twice.
    pub fn keys(&self, mut each: impl FnMut(u32)) {
        // Without its day a row is compared with others without theirs only.
        let salt = if self.words[FLAGS] & DATED == 0 { 0x5bd1_e995 } else { 0 };
        let top = self.part(Part::Top);
        for (at, one) in top.iter().enumerate() {
            for other in &top[at + 1..] {
                each(mixed(mixed(*one) ^ *other) ^ salt);
            }
        }
        for who in self.part(Part::Who) {
            for told in self.part(Part::Told) {
                each(mixed(mixed(*who ^ 0x77) ^ *told) ^ salt);
            }
        }
        for run in self.part(Part::Sketch) {
            each(mixed(*run ^ 0x7e47) ^ salt);
        }
    }

    /// Whether both rows have a key in common.
    pub fn shares_key(&self, other: &Self) -> bool {
        (self.words[FLAGS] ^ other.words[FLAGS]) & DATED == 0
            && (common(self.part(Part::Top), other.part(Part::Top)).nth(1).is_some()
                || self.shares(other, Part::Who) && self.shares(other, Part::Told)
                || self.shares(other, Part::Sketch))
    }

    /// Whether a closer look is worth it: never false for two rows that are linked by what they say.
    pub fn may_link(&self, other: &Self) -> bool {
        if (self.words[FLAGS] ^ other.words[FLAGS]) & DATED != 0 {
            return false;
        }
        let weight = self.weight_in_common(other) + STEP;
        let carries = weight >= CARRIED * self.total().min(other.total()) && self.shares(other, Part::Sketch);
        let one_is_bare = (self.words[FLAGS] | other.words[FLAGS]) & BARE != 0;
        let by_one_source = self.shares(other, Part::Names) || one_is_bare && self.shares(other, Part::Words);
        if carries || by_one_source && self.shares(other, Part::Who) && self.shares(other, Part::Told) {
            return true;
        }
        if common(self.part(Part::Top), other.part(Part::Top)).nth(1).is_none() || self.is_apart(other) {
            return false;
        }
        let scaled = scale(self.total(), other.total());
        let tells = self.words[FLAGS] & other.words[FLAGS] & TELLS != 0;
        let (least, alike) = match (by_one_source, tells) {
            (true, _) => (COUNTED, ALIKE_EVENT - RETOLD),
            (false, true) => (SHARED, ALIKE_EVENT),
            (false, false) => (SHARED, ALIKE),
        };
        weight >= least && weight / scaled >= alike
    }

    fn is_apart(&self, other: &Self) -> bool {
        if self.words[FLAGS] & other.words[FLAGS] & TELLS == 0 {
            return false;
        }
        let (one, other) = (self.part(Part::Events), other.part(Part::Events));
        !one.contains(&other[0]) || !other.contains(&one[0])
    }

    /// The weight of the marks of both, each with the smaller weight, rounded up.
    fn weight_in_common(&self, other: &Self) -> f32 {
        let (one, other) = (self.part(Part::Marks), other.part(Part::Marks));
        let (mut i, mut j, mut steps) = (0, 0, 0);
        while i < one.len() && j < other.len() {
            match (one[i] >> 8).cmp(&(other[j] >> 8)) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    steps += (one[i] & 0xff).min(other[j] & 0xff);
                    i += 1;
                    j += 1;
                }
            }
        }
        steps as f32 * STEP
    }

    fn total(&self) -> f32 {
        f32::from_bits(self.words[0])
    }

    fn shares(&self, other: &Self, part: Part) -> bool {
        common(self.part(part), other.part(part)).next().is_some()
    }

    fn size(&self, part: usize) -> usize {
        let (place, shift, most) = SIZES[part];
        (self.words[place] >> shift & most) as usize
    }

    fn part(&self, part: Part) -> &[u32] {
        let start = HEAD + (0..part as usize).map(|part| self.size(part)).sum::<usize>();
        &self.words[start..start + self.size(part as usize)]
    }
}

/// Where the size of each part stands: word, shift, the largest.
const SIZES: [(usize, u32, u32); 8] = [
    (1, 0, 0x3f),
    (1, 6, 0x3f),
    (1, 12, 0x3f),
    (1, 18, 0x1f),
    (2, 0, 0xffff),
    (2, 16, 0xffff),
    (1, 23, 0x3f),
    (3, 0, 0xffff),
];

/// What two sorted lists have in common.
fn common<'a>(one: &'a [u32], other: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
    let mut rest = other;
    one.iter().copied().filter(move |word| {
        let skipped = rest.iter().take_while(|other| **other < *word).count();
        rest = &rest[skipped..];
        rest.first() == Some(word)
    })
}

fn packed(mark: &Mark) -> u32 {
    hash(&mark.label) << 8 | ((mark.weight / STEP).ceil() as u32).min(0xff)
}

/// The same on every machine.
fn hash(text: &str) -> u32 {
    mixed(text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)))
}

fn mixed(mut word: u32) -> u32 {
    word = (word ^ (word >> 16)).wrapping_mul(0x7feb_352d);
    word = (word ^ (word >> 15)).wrapping_mul(0x846c_a68b);
    word ^ (word >> 16)
}
