//! Dates of running text: what is read, and what it is resolved to.

use super::find;
use crate::date::Date;
use crate::{Lang, Span};

/// All dates of a sentence as `words=from/to`, published on Friday 7 March 2025.
#[track_caller]
fn reads(lang: Lang, text: &str, wanted: &[&str]) {
    let published = Date::new(2025, 3, 7).ok();
    let found: Vec<String> = find(text, Span::new(0, text.len()), lang, published)
        .iter()
        .map(|date| {
            let to = if date.to == date.from { String::new() } else { format!("/{}", date.to) };
            format!("{}={}{to}", date.span.of(text), date.from)
        })
        .collect();
    assert_eq!(found, wanted, "{text}");
}

#[test]
fn indonesian_days() {
    let reads = |text, wanted: &[&str]| reads(Lang::Id, text, wanted);
    reads("kata Sinta, Selasa (4/3/2025) waktu setempat.", &["Selasa (4/3/2025)=2025-03-04"]);
    reads("pada Selasa (4/3) malam.", &["Selasa (4/3) malam=2025-03-04"]);
    reads("Senin malam (3/3/2025)", &["Senin malam (3/3/2025)=2025-03-03"]);
    reads("Jumat, 18 Oktober 2024", &["Jumat, 18 Oktober 2024=2024-10-18"]);
    reads("pada Rabu ia datang; hari Jumat ia pergi.", &["Rabu=2025-03-05", "hari Jumat=2025-03-07"]);
    reads("pada Minggu malam", &["Minggu malam=2025-03-02"]);
    reads("dalam dua minggu, seminggu penuh", &[]);
    reads("Kamis pekan lalu dan Senin pekan ini", &["Kamis pekan lalu=2025-02-27", "Senin pekan ini=2025-03-03"]);
    reads("Jumat lalu", &["Jumat lalu=2025-02-28"]);
    reads("Senin depan", &["Senin depan=2025-03-10"]);
    reads(
        "paling lambat 31 Oktober, 13-16 Februari 2025",
        &["31 Oktober=2024-10-31", "13-16 Februari 2025=2025-02-13/2025-02-16"],
    );
    reads("ibadah Jumat Agung dan Rabu Abu", &[]);
    reads("tanggal 4 Maret", &["tanggal 4 Maret=2025-03-04"]);
}

#[test]
fn indonesian_ranges() {
    let reads = |text, wanted: &[&str]| reads(Lang::Id, text, wanted);
    reads(
        "Pekan lalu, ia ke sana. Minggu lalu juga.",
        &["Pekan lalu=2025-02-24/2025-03-02", "Minggu lalu=2025-02-24/2025-03-02"],
    );
    reads("awal minggu ini", &["awal minggu ini=2025-03-03/2025-03-05"]);
    reads("pekan ini", &["pekan ini=2025-03-03/2025-03-07"]);
    reads("pada bulan Juni, sejak Januari", &["bulan Juni=2024-06-01/2024-06-30", "Januari=2025-01-01/2025-01-31"]);
    reads("Agustus 2023", &["Agustus 2023=2023-08-01/2023-08-31"]);
    reads("bulan lalu dan tahun ini", &["bulan lalu=2025-02-01/2025-02-28", "tahun ini=2025-01-01/2025-12-31"]);
    reads(
        "akhir pekan lalu, akhir bulan ini",
        &["akhir pekan lalu=2025-03-01/2025-03-02", "akhir bulan ini=2025-03-21/2025-03-31"],
    );
    reads("sepanjang 2024, pada tahun 2011", &["2024=2024-01-01/2024-12-31", "tahun 2011=2011-01-01/2011-12-31"]);
    reads("dua hari lalu, sepekan yang lalu", &["dua hari lalu=2025-03-05", "sepekan yang lalu=2025-02-24/2025-03-02"]);
    reads(
        "kemarin, hari ini, tadi malam, kemarin lusa, pagi tadi",
        &[
            "kemarin=2025-03-06",
            "hari ini=2025-03-07",
            "tadi malam=2025-03-06",
            "kemarin lusa=2025-03-05",
            "pagi tadi=2025-03-07",
        ],
    );
}

#[test]
fn english_days() {
    let reads = |text, wanted: &[&str]| reads(Lang::En, text, wanted);
    reads("said on Wednesday that", &["Wednesday=2025-03-05"]);
    reads(
        "Thursday evening, last Monday, Friday",
        &["Thursday evening=2025-03-06", "last Monday=2025-03-03", "Friday=2025-03-07"],
    );
    reads("on March 3, in June", &["March 3=2025-03-03", "June=2024-06-01/2024-06-30"]);
    reads("dated Aug 19, as early as August", &["Aug 19=2024-08-19", "August=2024-08-01/2024-08-31"]);
    reads("on Oct. 12, 2024, and 4 March 2025", &["Oct. 12, 2024=2024-10-12", "4 March 2025=2025-03-04"]);
    reads("Tuesday, March 4, 2025", &["Tuesday, March 4, 2025=2025-03-04"]);
    reads("Monday last week; next Monday", &["Monday last week=2025-02-24", "next Monday=2025-03-10"]);
    reads("the Sunday Times on Black Friday may march in may", &[]);
    reads("He may go. March on! May 5 people come?", &["May 5=2025-05-05"]);
}

#[test]
fn english_ranges() {
    let reads = |text, wanted: &[&str]| reads(Lang::En, text, wanted);
    reads("last week, early this week", &["last week=2025-02-24/2025-03-02", "early this week=2025-03-03/2025-03-05"]);
    reads(
        "earlier this week and this week",
        &["earlier this week=2025-03-03/2025-03-07", "this week=2025-03-03/2025-03-07"],
    );
    reads("earlier this month", &["earlier this month=2025-03-01/2025-03-31"]);
    reads("two days ago, a week ago", &["two days ago=2025-03-05", "a week ago=2025-02-24/2025-03-02"]);
    reads("last night and yesterday afternoon", &["last night=2025-03-06", "yesterday afternoon=2025-03-06"]);
    reads("last weekend, over the weekend", &["last weekend=2025-03-01/2025-03-02", "weekend=2025-03-01/2025-03-02"]);
    reads("in 2011, in 2000 homes, since 2020", &["2011=2011-01-01/2011-12-31", "2020=2020-01-01/2020-12-31"]);
    reads("late last month, last year", &["late last month=2025-02-21/2025-02-28", "last year=2024-01-01/2024-12-31"]);
}

#[test]
fn without_publication_only_whole_dates() {
    let text = "Rabu, kemarin, 4 Maret, 4 Maret 2025";
    let found = find(text, Span::new(0, text.len()), Lang::Id, None);
    assert_eq!(found.len(), 1);
}
