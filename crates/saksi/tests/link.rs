//! Cases of joining that a reader can follow (`cases/link/`), and the laws: the order of adding never matters.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // Tests read files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use proptest::prelude::*;
use saksi::article::{Article, Block, Origin, OriginKind, Role};
use saksi::date::Stamp;
use saksi::link::{self, Actor, Claim, Correction, Known, Link, Outline, Reason, Row};
use saksi::statement::{self, ActorKind, Cue, Kind, Reading, Resolved, Source, Stance, Statement};
use saksi::{Lang, Span};

#[test]
fn cases_of_joining() {
    check("joining.txt", include_str!("cases/link/joining.txt"));
}

#[test]
fn cases_of_origins() {
    check("origins.txt", include_str!("cases/link/origins.txt"));
}

#[test]
fn cases_of_actors() {
    let mut wrong = Vec::new();
    for line in include_str!("cases/link/actors.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let parts: Vec<&str> = line.split(" | ").collect();
        let (a, b) = (actor(parts[1]), actor(parts[2]));
        let found = match link::actor::same(&a, &b) {
            None => "other",
            Some(Known::SameName) => "same name",
            Some(Known::Spelling) => "same spelling",
            Some(Known::Abbreviation) => "same abbreviation",
            Some(Known::State) => "same state",
            Some(Known::Capital) => "same capital",
            Some(Known::Translation) => "same translation",
            Some(Known::Office) => "same office",
        };
        let shared = link::actor::keys(&a).iter().any(|key| link::actor::keys(&b).contains(key));
        if found != parts[0] || found != "other" && !shared {
            wrong.push(format!("{line}\n    found: {found}, a key in common: {shared}"));
        }
        let (a, b) = (Actor { role: None, ..a }, Actor { role: None, ..b });
        let shared = link::actor::name_keys(&a).iter().any(|key| link::actor::name_keys(&b).contains(key));
        if link::actor::same(&a, &b).is_some() && !shared {
            wrong.push(format!("{line}\n    one by their names alone, and no key of names in common"));
        }
        assert_eq!(link::actor::same(&b, &a), link::actor::same(&a, &b), "{line}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn corrections_have_the_last_word() {
    let cases = cases(include_str!("cases/link/joining.txt"));
    let rows = rows(&cases[0]);
    let all = links(&rows);
    assert_eq!(link::claims(&rows, &all, &[]).len(), 1);
    let end = |row: &Row| (row.article.clone(), row.statement.clone());
    let split = Correction::Split(end(&rows[0]), end(&rows[1]));
    assert_eq!(link::claims(&rows, &all, &[split]).len(), 2);
    let merge = Correction::Merge(end(&rows[1]), end(&rows[0]));
    assert_eq!(link::claims(&rows, &[], &[merge]).len(), 1);
}

/// One minister in fifty outlets, in both languages, is one origin.
#[test]
fn one_minister_in_fifty_outlets_is_one_origin() {
    let mut case = String::from("== fifty\n");
    for number in 0..50 {
        let (language, words) = if number % 2 == 0 {
            (
                "en",
                "Health Minister Dara Kusno | Dara Kusno (person) | the vaccine shipment was poisoned at the port of Merbau",
            )
        } else {
            (
                "id",
                "Menteri Kesehatan Dara Kusno | Dara Kusno (person) | kiriman vaksin itu diracun di pelabuhan Merbau",
            )
        };
        case += &format!(
            "article Outlet {number} | {language} | 2024-03-{:02} | original\nr{number}: asserts | {words}\n",
            number % 9 + 1
        );
    }
    let rows = rows(&cases(&case)[0]);
    let claims = link::claims(&rows, &links(&rows), &[]);
    assert_eq!(claims.len(), 1);
    assert_eq!((claims[0].statements.len(), claims[0].independent_origins), (50, 1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever order the rows and links come in, the claims are the same; added one by one, too.
    #[test]
    fn the_order_of_adding_never_matters(seed in any::<u64>()) {
        let rows = everything();
        let batch = link::claims(&rows, &links(&rows), &[]);
        let mut shuffled = rows.clone();
        let mut state = seed;
        for at in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(at, usize::try_from(state >> 33).unwrap_or(0) % (at + 1));
        }
        // Incremental: each row meets only those before it, and only where they share a key or an article.
        let mut kept: Vec<Row> = Vec::new();
        let mut by_key: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
        let mut found: Vec<Link> = Vec::new();
        for row in shuffled {
            let keys = keys(&row);
            let mut met: BTreeSet<usize> = keys.iter().filter_map(|key| by_key.get(key)).flatten().copied().collect();
            met.extend((0..kept.len()).filter(|&other| kept[other].article == row.article));
            found.extend(met.into_iter().filter_map(|other| link::decide(&row, &kept[other])));
            for key in keys {
                by_key.entry(key).or_default().insert(kept.len());
            }
            kept.push(row);
        }
        found.reverse();
        let incremental = link::claims(&kept, &found, &[]);
        prop_assert_eq!(in_short(&batch), in_short(&incremental));
    }

    /// No words make joining panic, and a row is decided alike from both ends.
    #[test]
    fn any_words_can_be_joined(one in ".{0,80}", other in "[A-Za-z0-9 '’.,()-]{0,80}") {
        let row = |article: &str, content: &str, lang| {
            let mut row = Row::default();
            article.clone_into(&mut row.article);
            "s".clone_into(&mut row.statement);
            row.lang = Some(lang);
            row.actors = vec![actor(&format!("{content} (person)"))];
            content.clone_into(&mut row.content);
            row
        };
        let (a, b) = (row("a", &one, Lang::Id), row("b", &other, Lang::En));
        prop_assert_eq!(link::decide(&a, &b), link::decide(&b, &a));
        let found: Vec<Link> = link::decide(&a, &b).into_iter().collect();
        let claims = link::claims(&[a, b], &found, &[]);
        prop_assert_eq!(claims.len(), 2 - found.len());
    }
}

/// Rows that are linked by what they say share a key and look alike from afar, or joining by outlines would lose them.
#[test]
fn links_lie_behind_outlines() {
    let rows = everything();
    let outlines: Vec<Outline> = rows.iter().map(Outline::of).collect();
    let (mut compared, mut far) = (0, 0);
    for (at, one) in rows.iter().enumerate() {
        for (to, other) in rows.iter().enumerate().skip(at + 1) {
            let (shares_key, may_link) = (outlines[at].shares_key(&outlines[to]), outlines[at].may_link(&outlines[to]));
            compared += 1;
            far += usize::from(!(shares_key && may_link));
            if let Some(link) = link::decide(one, other) {
                let bond = matches!(link.reasons[0], Reason::Answers | Reason::LeansOn | Reason::Within);
                assert!(bond || shares_key && may_link, "{link:?}");
            }
        }
    }
    assert!(far * 5 > compared * 4, "{far} of {compared} pairs need no closer look");
}

#[test]
fn outlines_are_kept_as_bytes() {
    for row in everything() {
        let outline = Outline::of(&row);
        let bytes = outline.to_bytes();
        assert_eq!(Outline::of_bytes(&bytes).as_ref(), Some(&outline));
        assert_eq!(Outline::of_bytes(&bytes[..bytes.len() - 4]), None);
        assert_eq!(Outline::of_bytes(&[&bytes[..], &[1]].concat()), None);
    }
    assert_eq!(Outline::of_bytes(&[]), None);
    assert_eq!(Outline::of_bytes(&[0xff; 64]), None);
}

/// The rows of all cases; looked at once, so that their copies need not be.
fn everything() -> Vec<Row> {
    static ALL: LazyLock<Vec<Row>> = LazyLock::new(|| {
        let rows = read_everything();
        links(&rows);
        rows
    });
    ALL.clone()
}

fn read_everything() -> Vec<Row> {
    [include_str!("cases/link/joining.txt"), include_str!("cases/link/origins.txt")]
        .iter()
        .flat_map(|file| cases(file))
        .flat_map(|case| rows(&case))
        .collect()
}

fn keys(row: &Row) -> BTreeSet<u32> {
    let mut keys = BTreeSet::new();
    Outline::of(row).keys(|key| {
        keys.insert(key);
    });
    keys
}

fn in_short(claims: &[Claim]) -> Vec<String> {
    let mut out: Vec<String> = claims
        .iter()
        .map(|claim| {
            format!(
                "{} {:?} {:?} {:?} {:?} {:?} {:?}",
                claim.id, claim.label, claim.statements, claim.sides, claim.origins, claim.changes, claim.quantities
            )
        })
        .collect();
    out.sort();
    out
}

/// A row of a case: its label and its cells.
type Labelled<'a> = (&'a str, Vec<&'a str>);

struct Case<'a> {
    name: &'a str,
    articles: Vec<(Vec<&'a str>, Vec<Labelled<'a>>)>,
    expected: Vec<&'a str>,
}

fn cases(file: &str) -> Vec<Case<'_>> {
    let mut out: Vec<Case<'_>> = Vec::new();
    for line in file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix("== ") {
            out.push(Case { name, articles: Vec::new(), expected: Vec::new() });
            continue;
        }
        let case = out.last_mut().expect("a case begins with its name");
        if let Some(article) = line.strip_prefix("article ") {
            case.articles.push((article.split('|').map(str::trim).collect(), Vec::new()));
        } else if let Some((label, row)) = line.split_once(": ").filter(|(label, _)| !label.contains(' ')) {
            let (_, rows) = case.articles.last_mut().expect("rows stand in an article");
            rows.push((label, row.split('|').map(str::trim).collect()));
        } else {
            case.expected.push(line);
        }
    }
    out
}

fn actor(words: &str) -> Actor {
    let (rest, role) = match words.strip_suffix(']').and_then(|words| words.rsplit_once(" [")) {
        Some((rest, role)) => (rest, Some(role.to_owned())),
        None => (words, None),
    };
    let (name, kind) = rest.trim_end_matches(')').rsplit_once(" (").expect("an actor is `name (kind)`");
    Actor { id: format!("{kind}:{}", name.to_lowercase()), name: name.to_owned(), kind: kind_of(kind), role }
}

fn kind_of(word: &str) -> ActorKind {
    match word {
        "person" => ActorKind::Person,
        "organisation" => ActorKind::Organisation,
        "state" => ActorKind::State,
        "group" => ActorKind::Group,
        "document" => ActorKind::Document,
        _ => ActorKind::Unknown,
    }
}

fn quantity(words: &str, span: Span) -> statement::Quantity {
    let (value, unit) = words.split_once(' ').expect("a number and what is counted");
    statement::Quantity {
        span,
        value: value.parse().ok(),
        unit: Some(unit.to_owned()),
        approx: statement::Approx::Exact,
    }
}

/// The rows of a case: each statement is a paragraph of its article.
fn rows(case: &Case<'_>) -> Vec<Row> {
    let mut out = Vec::new();
    for (number, (head, statements)) in case.articles.iter().enumerate() {
        let mut article = Article::of_text("");
        article.outlet = Some(head[0].to_owned());
        head[1].clone_into(&mut article.language);
        article.published = head[2].parse().ok().map(|day| Stamp { day, time: None, offset: None });
        let kind = [OriginKind::Original, OriginKind::Relay, OriginKind::Syndicated, OriginKind::Unknown]
            .into_iter()
            .find(|kind| kind.name() == head[3])
            .expect("a kind of origin");
        article.origin = Origin { kind, of: head.get(4).map(|of| (*of).to_owned()), spans: Vec::new() };
        let mut read = Vec::new();
        let mut ids = Vec::new();
        for (label, cells) in statements {
            let mut add = |words: &str| {
                let start = article.text.len();
                article.text.push_str(words);
                let span = Span::new(start, article.text.len());
                article.text.push(' ');
                span
            };
            let source = add(cells[1]);
            let content = add(cells[3]);
            let rest: Vec<&str> = cells[4..].to_vec();
            let value = |key: &str| rest.iter().find_map(|cell| cell.strip_prefix(key)).map(str::trim);
            let role = if rest.contains(&"headline") { Role::Title } else { Role::Paragraph };
            article.blocks.push(Block { role, span: source.cover(content) });
            read.push(Statement {
                kind: if cells[3].starts_with(['"', '“']) { Kind::Direct } else { Kind::Indirect },
                stance: Stance::of_name(cells[0]).expect("a stance"),
                confidence: 1.0,
                by: "case",
                source: (!cells[1].is_empty()).then(|| {
                    let actor = actor(cells[2]);
                    Source {
                        spans: vec![source],
                        role: cells[1].contains(&actor.name).then_some(source),
                        actors: vec![statement::Actor { name: actor.name, kind: actor.kind }],
                        resolved: Resolved::Name,
                    }
                }),
                cue: Cue { spans: Vec::new(), lemma: String::new() },
                content: vec![content],
                addressee: None,
                via: value("via ").map(|outlet| statement::Via { outlet: outlet.to_owned(), spans: Vec::new() }),
                said: None,
                evidence: None,
                quantities: value("n ").map(|words| quantity(words, content)).into_iter().collect(),
                within: value("in ").and_then(|outer| statements.iter().position(|(label, _)| *label == outer)),
                answers: None,
                sentence: read.len(),
            });
            ids.push((*label).to_owned());
        }
        let name = format!("{}/{number}", case.name);
        let id = |kind: &str, name: &str| format!("{kind}:{}", name.to_lowercase());
        out.extend(Row::of(&Reading { article, statements: read, model: None }, &name, &ids, id));
    }
    out
}

fn links(rows: &[Row]) -> Vec<Link> {
    let mut out = Vec::new();
    for (at, one) in rows.iter().enumerate() {
        out.extend(rows[at + 1..].iter().filter_map(|other| link::decide(one, other)));
    }
    out
}

fn check(file: &str, text: &str) {
    let mut wrong = Vec::new();
    for case in cases(text) {
        let rows = rows(&case);
        let claims = link::claims(&rows, &links(&rows), &[]);
        let mut of: BTreeMap<&str, &Claim> = BTreeMap::new();
        for claim in &claims {
            for member in &claim.statements {
                of.insert(&member.statement, claim);
            }
        }
        let claim =
            |label: &str| of.get(label.trim()).copied().unwrap_or_else(|| panic!("no row {label} in {}", case.name));
        for line in &case.expected {
            let (word, rest) = line.split_once(' ').expect("an expectation");
            let found = match word {
                "together" | "apart" => {
                    let ids: BTreeSet<(&str, &str)> =
                        rest.split(' ').map(|label| (&*claim(label).article, &*claim(label).id)).collect();
                    (ids.len() == 1) == (word == "together")
                }
                "origins" => {
                    let (label, number) = rest.split_once('=').expect("origins LABEL = number");
                    claim(label).independent_origins == number.trim().parse::<usize>().expect("a number")
                }
                side => {
                    let (label, names) = rest.split_once('=').expect("side LABEL = names");
                    let sides = &claim(label).sides;
                    let list = match side {
                        "supports" => &sides.supports,
                        "disputes" => &sides.disputes,
                        "doubts" => &sides.doubts,
                        "open" => &sides.open,
                        other => panic!("unknown expectation {other}"),
                    };
                    let found: BTreeSet<&str> = list.iter().map(|(_, name)| &**name).collect();
                    found == names.split(',').map(str::trim).collect()
                }
            };
            if !found {
                let shown: Vec<String> = claims
                    .iter()
                    .map(|claim| {
                        let members: Vec<&str> = claim.statements.iter().map(|member| &*member.statement).collect();
                        format!("      {members:?} origins {:?} sides {:?}", claim.origins, claim.sides)
                    })
                    .collect();
                wrong.push(format!("{file}: {}: {line}\n{}", case.name, shown.join("\n")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
