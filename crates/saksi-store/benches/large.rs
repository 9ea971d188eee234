//! Makes a large ledger from sentences of our own and measures adding, joining, searching and size.
//!
//! ```text
//! cargo bench -p saksi-store --bench large -- ARTICLES [FOLDER] [scattered]
//! ```
//!
//! Pages come as news does, 27 a day, each within three days of the one before; `scattered` deals them at random over ten
//! years instead, as an archive read in any order would: then every step falls between all that is there.
//!
//! Every run with the same number makes the same pages. Words follow Zipf's law, so that the commonest stand in nearly
//! every row and the rarest once, as in news.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // A bench has files, threads and a clock.
#![allow(clippy::print_stdout)]

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};

use saksi::statement::Stance;
use saksi::{Media, Options};
use saksi_store::{AddressKind, Filter, Given, Ledger, Order, Prepared, Query};

const NOW: &str = "2026-03-01T00:00:00Z";

fn main() {
    let numbers: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let articles: usize = numbers.first().and_then(|number| number.parse().ok()).unwrap_or(500);
    let arrival = if numbers.iter().any(|word| word == "scattered") { Arrival::Scattered } else { Arrival::Daily };
    let folder = numbers.get(1).map_or_else(|| std::env::temp_dir().join("saksi-large"), PathBuf::from);
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("large-{articles}.saksi"));
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
    let mut ledger = Ledger::open(&path).unwrap();
    let steps = 10;
    for step in 0..steps {
        let range = articles * step / steps..articles * (step + 1) / steps;
        let number = range.len();
        let start = Instant::now();
        add(&mut ledger, range, arrival);
        let added = start.elapsed();
        let start = Instant::now();
        let joined = ledger.join(&mut |_| {}).unwrap();
        let join = start.elapsed();
        println!(
            "{:>7} articles  add {:>6.0}/s  join {:>6.2} ms an article, {:.1} pairs a statement, {:.1} of them compared, {} links",
            articles * (step + 1) / steps,
            number as f64 / added.as_secs_f64(),
            join.as_secs_f64() * 1000.0 / number.max(1) as f64,
            joined.pairs as f64 / joined.statements.max(1) as f64,
            joined.compared as f64 / joined.statements.max(1) as f64,
            joined.links,
        );
    }
    let counts = ledger.counts().unwrap();
    println!("{counts:?}");
    println!("memory at most {} MB", peak_memory() / 1024);
    for query in ["newest", "best", "speakers"] {
        for (band, from) in [("commonest 50", 0), ("rank 100+", 100), ("rank 3000+", 3000)] {
            search(&ledger, query, band, from);
        }
    }
    drop(ledger);
    sizes(&path);
}

/// On which days the pages are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arrival {
    Daily,
    Scattered,
}

/// Reads on all cores and writes in one thread, as the command does.
fn add(ledger: &mut Ledger, range: std::ops::Range<usize>, arrival: Arrival) {
    let next = AtomicUsize::new(range.start);
    let (send, receive) = sync_channel::<Prepared>(256);
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (send, next, end) = (send.clone(), &next, range.end);
            scope.spawn(move || {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= end {
                        return;
                    }
                    let (given, text) = page(number, arrival);
                    send.send(Prepared::read(&given, text.as_bytes())).unwrap();
                }
            });
        }
        drop(send);
        while let Ok(first) = receive.recv() {
            let mut group = vec![first];
            while group.len() < 64
                && let Ok(more) = receive.try_recv()
            {
                group.push(more);
            }
            ledger.keep(&group, NOW).unwrap();
        }
    });
}

fn search(ledger: &Ledger, query: &str, band: &str, from: usize) {
    let mut times: Vec<Duration> = Vec::new();
    let mut random = Random(7 + from as u64);
    let day = |number: usize| saksi::date::Date::constant(2015, 1, 1).checked_add(days(number)).unwrap();
    for turn in 0..50 {
        let language = if turn % 2 == 0 { "id" } else { "en" };
        let word = word(from + random.below(50), language);
        let start = random.below(3000);
        let filter = Filter {
            words: Query::parse(&word, None),
            stance: (turn % 3 == 0).then(|| Stance::ALL[random.below(5)]),
            from: Some(day(start)),
            to: Some(day(start + 700)),
            ..Filter::default()
        };
        let started = Instant::now();
        match query {
            "newest" => drop(ledger.find(&filter, Order::Newest, None, 20).unwrap()),
            "best" => drop(ledger.find(&filter, Order::Best, None, 20).unwrap()),
            _ => drop(ledger.speakers(&filter, 10).unwrap()),
        }
        times.push(started.elapsed());
    }
    times.sort();
    let at = |share: f64| times[(times.len() as f64 * share) as usize].as_secs_f64() * 1000.0;
    println!("{query:>9} {band:<13} p50 {:>7.2} ms  p95 {:>7.2} ms", at(0.5), at(0.95));
}

fn days(number: usize) -> jiff::Span {
    jiff::Span::new().days(i64::try_from(number).unwrap())
}

fn sizes(path: &std::path::Path) {
    let database = rusqlite::Connection::open(path).unwrap();
    let number = |sql: &str| database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let all = number("PRAGMA page_count") * number("PRAGMA page_size");
    let pages = number("SELECT ifnull(sum(length(bytes)), 0) FROM page");
    println!("ledger {} MB, of it pages {} MB", all >> 20, pages >> 20);
}

fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// A page of eight paragraphs, about ten statements.
fn page(number: usize, arrival: Arrival) -> (Given, String) {
    let mut random = Random(number as u64 + 1);
    let language = if number.is_multiple_of(3) { "en" } else { "id" };
    let mut text = String::new();
    for _ in 0..8 {
        let (clause, other) = (clause(&mut random, language), clause(&mut random, language));
        let (name, second) = (name(&mut random), name(&mut random));
        let count = random.below(900) + 2;
        let place = usize::from(language == "en");
        let deed = DEEDS[random.below(DEEDS.len())][place];
        let object = OBJECTS[random.below(OBJECTS.len())][place];
        let paragraph = match (language, random.below(5)) {
            ("en", 0) => format!("\"{clause},\" said Minister {name} on Monday. He denied that {other}."),
            ("en", 1) => format!("{name} accused {second} of {deed} {count} {object} about the {clause}."),
            ("en", 2) => format!("According to {name}, {clause}. {second} said {other}."),
            ("en", 3) => format!("{name} said {count} people had left, and that {clause}."),
            ("en", _) => format!("There was rain in the night. Nobody saw the {clause}."),
            (_, 0) => format!("\"{clause},\" kata Menteri {name}, Senin. Ia membantah bahwa {other}."),
            (_, 1) => format!("{name} menuduh {second} {deed} {count} {object} tentang {clause}."),
            (_, 2) => format!("Menurut {name}, {clause}. {second} mengatakan {other}."),
            (_, 3) => format!("{name} mengatakan {count} orang telah pergi, dan {clause}."),
            (_, _) => format!("Hujan turun semalam. Tidak ada yang melihat {clause}."),
        };
        text.push_str(&paragraph);
        text.push_str("\n\n");
    }
    let day = match arrival {
        Arrival::Daily => number / 27 + random.below(3),
        Arrival::Scattered => random.below(3700),
    };
    let day = saksi::date::Date::constant(2015, 1, 1).checked_add(days(day)).unwrap();
    let outlet = format!("Warta {}", syllables(random.zipf(400), 2));
    let options = Options {
        published: Some(saksi::date::Stamp { day, time: None, offset: None }),
        language: Some(language.to_owned()),
        outlet: Some(outlet),
        title: Some(clause(&mut random, language)),
        ..Options::default()
    };
    let given = Given {
        address: format!("https://warta.example/{number}"),
        kind: AddressKind::Document,
        media: Media::Text,
        charset: Some("utf-8".to_owned()),
        options,
        notes: Vec::new(),
    };
    (given, text)
}

/// What one accuses another of: in news few deeds are like another.
const DEEDS: [[&str; 2]; 10] = [
    ["menyembunyikan", "hiding"],
    ["memalsukan", "forging"],
    ["mencuri", "stealing"],
    ["membakar", "burning"],
    ["menjual", "selling"],
    ["menghapus", "deleting"],
    ["membeli", "buying"],
    ["menyadap", "bugging"],
    ["menyita", "seizing"],
    ["merusak", "damaging"],
];
const OBJECTS: [[&str; 2]; 10] = [
    ["laporan", "reports"],
    ["surat", "letters"],
    ["rekaman", "recordings"],
    ["kapal", "ships"],
    ["foto", "photographs"],
    ["peta", "maps"],
    ["senjata", "weapons"],
    ["dokumen", "documents"],
    ["kontrak", "contracts"],
    ["telepon", "phones"],
];

fn clause(random: &mut Random, language: &str) -> String {
    let words: Vec<String> = (0..9 + random.below(8)).map(|_| word(random.zipf(30_000), language)).collect();
    words.join(" ")
}

fn name(random: &mut Random) -> String {
    let capital = |word: String| word[..1].to_uppercase() + &word[1..];
    format!("{} {}", capital(syllables(random.zipf(900), 2)), capital(syllables(1000 + random.zipf(4000), 3)))
}

/// The word of this rank in this language: no two ranks share one, and both languages share none.
fn word(rank: usize, language: &str) -> String {
    format!("{}{}", syllables(rank, 2), if language == "en" { "d" } else { "ng" })
}

fn syllables(mut number: usize, least: usize) -> String {
    const ALL: [&str; 16] =
        ["ba", "ko", "ri", "su", "ta", "me", "lo", "ni", "pu", "ga", "de", "wi", "ha", "jo", "se", "ru"];
    let mut word = String::new();
    let mut length = 0;
    while number > 0 || length < least {
        word.push_str(ALL[number % ALL.len()]);
        number /= ALL.len();
        length += 1;
    }
    word
}

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap()
    }

    /// A rank below `limit`; rank r comes about 1/(r+1) as often as the first.
    fn zipf(&mut self, limit: usize) -> usize {
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((limit as f64 + 1.0).powf(share) - 1.0) as usize
    }
}
