//! Filters, words, order, cursors.

use saksi::statement::{Side, Stance};
use saksi_store::{Error, Filter, Ledger, Order, Query, Row, snippet};

use crate::sample::{Sample, bridge, ledger_of};

fn rows(ledger: &Ledger, filter: &Filter) -> Vec<Row> {
    ledger.find(filter, Order::Newest, None, 100).unwrap().rows
}

fn search(words: &str) -> Filter {
    Filter { words: Query::parse(words, None), ..Filter::default() }
}

#[test]
fn words_are_found_in_all_their_forms() {
    let ledger = ledger_of(&bridge());
    assert!(!rows(&ledger, &search("dicuri")).is_empty());
    assert_eq!(rows(&ledger, &search("curi")).len(), rows(&ledger, &search("mencuri")).len());
    assert_eq!(rows(&ledger, &search("steal")).len(), 0);
    assert_eq!(rows(&ledger, &search("bridges")).len(), 1);
    assert_eq!(rows(&ledger, &search("\"jembatan itu\" aman")).len(), 1);
    assert_eq!(rows(&ledger, &search("jemb*")).len(), 2);
    assert_eq!(rows(&ledger, &search("jembatan -baja")).len(), 1);
    assert_eq!(rows(&ledger, &search("jembatan bridge")).len(), 0);
}

#[test]
fn filters_narrow() {
    let ledger = ledger_of(&bridge());
    let all = rows(&ledger, &Filter::default());
    let check = |filter: Filter, holds: &dyn Fn(&Row) -> bool| {
        let found = rows(&ledger, &filter);
        let expected: Vec<&Row> = all.iter().filter(|row| holds(row)).collect();
        assert!(!expected.is_empty(), "{filter:?} finds nothing");
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{filter:?}");
    };
    check(Filter { stance: Some(Stance::Denies), ..Filter::default() }, &|row| row.stance == "denies");
    check(Filter { side: Some(Side::Supports), ..Filter::default() }, &|row| row.side() == "supports");
    check(Filter { language: Some("en-GB".into()), ..Filter::default() }, &|row| row.article.language == "en");
    check(Filter { outlet: Some("radio TEPI".into()), ..Filter::default() }, &|row| {
        row.article.outlet.as_deref() == Some("Radio Tepi")
    });
    check(Filter { article: Some("b".into()), ..Filter::default() }, &|row| row.article.address == "b");
    let day = |day: &str| Some(day.parse().unwrap());
    let published = |row: &Row| row.article.published.clone().unwrap();
    check(Filter { from: day("2026-02-11"), ..Filter::default() }, &|row| published(row).as_str() >= "2026-02-11");
    check(Filter { to: day("2026-02-10"), ..Filter::default() }, &|row| published(row).as_str() <= "2026-02-10");
    check(Filter { from: day("2026-02-10"), to: day("2026-02-11"), ..Filter::default() }, &|row| {
        ("2026-02-10"..="2026-02-11").contains(&published(row).as_str())
    });
    let stance = Filter { stance: Some(Stance::Denies), from: day("2026-02-10"), ..search("steel") };
    check(stance, &|row| row.stance == "denies" && row.words("content").contains("steel"));
}

#[test]
fn the_order_is_stable_and_pages_join_up() {
    let samples: Vec<Sample> = (0..30)
        .map(|n| {
            Sample::new(&format!("p{n}"), &format!("\"Kapal {n} karam,\" kata Ida Brink. \"Laut tenang,\" kata Sumi."))
                .on(&format!("2026-01-{:02}", n / 3 + 1))
        })
        .collect();
    let ledger = ledger_of(&samples);
    let mut backwards = samples.clone();
    backwards.reverse();
    let other = ledger_of(&backwards);
    for (filter, order) in [
        (Filter::default(), Order::Newest),
        (search("kapal"), Order::Newest),
        (search("kapal"), Order::Best),
        (Filter { stance: Some(Stance::Asserts), ..Filter::default() }, Order::Newest),
    ] {
        let all = ledger.find(&filter, order, None, 1000).unwrap().rows;
        assert!(all.len() >= 30);
        let mut joined = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let found = ledger.find(&filter, order, cursor.as_deref(), 7).unwrap();
            joined.extend(found.rows);
            cursor = found.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(joined, all);
        // The order of adding makes no difference.
        assert_eq!(other.find(&filter, order, None, 1000).unwrap().rows, all);
    }
    let places: Vec<(String, u64)> = (rows(&ledger, &Filter::default()).iter())
        .map(|row| (row.article.published.clone().unwrap(), row.statement["cue"]["spans"][0][0].as_u64().unwrap()))
        .collect();
    assert!(places.windows(2).all(|pair| pair[0].0 >= pair[1].0), "newest first");
    assert!(places.chunks(2).all(|pair| pair[0].1 < pair[1].1), "in the order of the text");
    let bad = ledger.find(&Filter::default(), Order::Newest, Some("no cursor"), 7).unwrap_err();
    assert!(matches!(bad, Error::Senseless(_)) && !bad.is_of_ledger());
}

#[test]
fn snippets_show_the_words_found() {
    let long = format!(
        "\"{}baja itu dicuri orang, {}\" kata Sumi.",
        "kata demi kata ".repeat(40),
        "dan seterusnya ".repeat(40)
    );
    let ledger = ledger_of(&[Sample::new("long", &long)]);
    let query = Query::parse("mencuri", None);
    let found = rows(&ledger, &search("mencuri"));
    let shown = snippet(&found[0], &query);
    assert!(shown.text.starts_with("… ") && shown.text.ends_with(" …") && shown.text.len() < 400, "{shown:?}");
    assert_eq!(shown.places.iter().map(|place| &shown.text[place.clone()]).collect::<Vec<_>>(), ["dicuri"]);
    let inside = shown.text.trim_start_matches("… ").trim_end_matches(" …");
    assert!(long.contains(inside), "verbatim");
}

#[test]
fn any_words_are_a_search() {
    let ledger = ledger_of(&bridge());
    for words in [
        "",
        "\"",
        "a\" OR b",
        "marks : s",
        "*",
        "-",
        "NEAR(a b)",
        "{words} : x",
        "''; DROP TABLE entry",
        "日本",
        "AND",
        "^a",
    ] {
        ledger.find(&search(words), Order::Best, None, 5).unwrap();
        ledger.speakers(&search(words), 5).unwrap();
    }
}

#[test]
fn a_statement_in_several_articles_must_be_named_with_its_article() {
    let twin = |address: &str| Sample::new(address, "\"Laut tenang,\" kata Sumi Lestari.");
    let ledger = ledger_of(&[twin("x"), twin("y")]);
    let row = rows(&ledger, &Filter::default()).remove(0);
    assert!(matches!(ledger.statement(row.id()), Err(Error::Ambiguous { candidates, .. }) if candidates.len() == 2));
    let named = ledger.statement(&format!("{}/{}", row.article.id, row.id())).unwrap();
    assert_eq!(named, row);
    assert!(matches!(ledger.statement("ffffffffff"), Err(Error::Unknown { .. })));
}
