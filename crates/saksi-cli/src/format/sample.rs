//! An article with every kind of part, made by hand, so that the forms are tested apart from the reading.

use saksi::Span;
use saksi::article::{Article, Block, Dateline, Origin, OriginKind, Role};
use saksi::date::Stamp;
use saksi::statement::{
    Actor, ActorKind, Approx, Cue, Evidence, EvidenceKind, Kind, Quantity, Reading, Resolved, Said, Source, Stance,
    Statement, Via,
};
use saksi_contract::Input;

const TEXT: &str = "Bendungan Lesung “Tidak Retak”, Kata Menteri

LESUNG, Kabar Hulu – Menteri Pekerjaan Umum Ratna Suwandi, Rabu (12/3/2025), membantah bahwa dinding Bendungan \
Lesung retak. “Tidak ada retakan,” ujarnya, “dan tidak akan ada.”

Menurut Walhi Hulu, sekitar 1.200 rumah terancam. Hal itu dikatakan Walhi kepada Radio Tepi dengan mengutip foto udara.

“Kami masih memeriksa,” kata juru bicara <b>Badan</b> =SUM(A1)|\u{1b}[31mSungai. Ia menolak berkomentar lebih jauh.";

/// The article as the contract writes it.
pub(super) fn article() -> saksi_contract::Article {
    let reading = reading();
    saksi_contract::article(&reading, Input::path("hulu/bendungan.html", "text/html", TEXT.as_bytes()), TEXT.as_bytes())
}

/// An article that attests nothing.
pub(super) fn empty() -> saksi_contract::Article {
    let mut article = Article::of_text("");
    article.note("empty", "the input is empty");
    let reading = Reading { article, statements: Vec::new(), model: None };
    saksi_contract::article(&reading, Input::path("kosong.txt", "text/plain", b""), b"")
}

fn reading() -> Reading {
    let mut article = Article::of_text(TEXT);
    article.title = Some("Bendungan Lesung “Tidak Retak”, Kata Menteri".to_owned());
    article.outlet = Some("Kabar Hulu".to_owned());
    article.url = Some("https://kabarhulu.example/bendungan".to_owned());
    article.byline = vec!["Tari Lembah".to_owned()];
    article.language = "id".to_owned();
    article.published = Some(Stamp { day: day(13), time: Some((7, 5, 0)), offset: Some(420) });
    article.dateline = Some(Dateline { place: "LESUNG".to_owned(), span: at("LESUNG, Kabar Hulu –") });
    article.origin =
        Origin { kind: OriginKind::Relay, of: Some("Radio Tepi".to_owned()), spans: vec![at("Radio Tepi")] };
    article.note("sample", "made up: no such dam, no such people");
    let mut start = 0;
    for (index, paragraph) in TEXT.split("\n\n").enumerate() {
        let role = if index == 0 { Role::Title } else { Role::Paragraph };
        article.blocks.push(Block { role, span: Span::new(start, start + paragraph.len()) });
        start += paragraph.len() + 2;
    }
    Reading { article, statements: statements(), model: None }
}

fn statements() -> Vec<Statement> {
    let minister = || actor("Ratna Suwandi", ActorKind::Person);
    let mut denial = statement(Stance::Denies, Kind::Indirect, "subject-verb", "membantah", "bantah");
    denial.source = Some(source("Menteri Pekerjaan Umum Ratna Suwandi", vec![minister()], Resolved::Name));
    denial.source.as_mut().unwrap().role = Some(at("Menteri Pekerjaan Umum"));
    denial.content = vec![at("bahwa dinding Bendungan Lesung retak")];
    denial.said = Some(Said { from: day(12), to: day(12), spans: vec![at("Rabu (12/3/2025)")] });

    let mut quote = statement(Stance::Asserts, Kind::Direct, "quote-tag-inside", "ujar", "ujar");
    quote.source = Some(source("nya, “dan", vec![minister()], Resolved::Pronoun));
    let clitic = at("nya, “dan");
    quote.source.as_mut().unwrap().spans = vec![Span::new(clitic.from(), clitic.from() + 3)];
    quote.content = vec![at("“Tidak ada retakan,”"), at("“dan tidak akan ada.”")];
    quote.answers = Some(0);

    let mut homes = statement(Stance::Asserts, Kind::Indirect, "menurut", "Menurut", "menurut");
    homes.source = Some(source("Walhi Hulu", vec![actor("Walhi Hulu", ActorKind::Organisation)], Resolved::Name));
    homes.content = vec![at("sekitar 1.200 rumah terancam")];
    homes.addressee = Some(at("Radio Tepi"));
    homes.via = Some(Via { outlet: "Radio Tepi".to_owned(), spans: vec![at("Radio Tepi")] });
    homes.evidence = Some(Evidence { spans: vec![at("mengutip foto udara")], kind: EvidenceKind::Image });
    homes.quantities = vec![Quantity {
        span: at("sekitar 1.200 rumah"),
        value: Some(1200.0),
        unit: Some("rumah".to_owned()),
        approx: Approx::About,
    }];
    homes.confidence = 0.876;

    let mut open = statement(Stance::Assessing, Kind::Direct, "quote-tag-after", "kata", "kata");
    let office = "juru bicara <b>Badan</b> =SUM(A1)|\u{1b}[31mSungai";
    open.source = Some(source(
        office,
        vec![actor("<b>Badan</b> =SUM(A1)|\u{1b}[31mSungai", ActorKind::Organisation)],
        Resolved::Title,
    ));
    open.content = vec![at("“Kami masih memeriksa,”")];

    let mut refusal = statement(Stance::Refuses, Kind::Indirect, "subject-verb", "menolak", "tolak");
    refusal.source = Some(source("Ia", Vec::new(), Resolved::Pronoun));
    refusal.source.as_mut().unwrap().spans = vec![Span::new(at("Ia menolak").from(), at("Ia menolak").from() + 2)];
    refusal.content = vec![at("berkomentar lebih jauh")];

    let mut hearsay = statement(Stance::NoEvidence, Kind::Mixed, "hearsay", "dikatakan", "kata");
    hearsay.content = vec![at("Hal itu")];
    hearsay.within = Some(2);
    vec![denial, quote, homes, hearsay, open, refusal]
}

fn statement(stance: Stance, kind: Kind, by: &'static str, cue: &str, lemma: &str) -> Statement {
    Statement {
        kind,
        stance,
        confidence: 0.9,
        by,
        source: None,
        cue: Cue { spans: vec![at(cue)], lemma: lemma.to_owned() },
        content: Vec::new(),
        addressee: None,
        via: None,
        said: None,
        evidence: None,
        quantities: Vec::new(),
        within: None,
        answers: None,
        sentence: 0,
    }
}

fn source(words: &str, actors: Vec<Actor>, resolved: Resolved) -> Source {
    Source { spans: vec![at(words)], role: None, actors, resolved }
}

fn actor(name: &str, kind: ActorKind) -> Actor {
    Actor { name: name.to_owned(), kind }
}

fn day(day: i8) -> saksi::date::Date {
    saksi::date::Date::constant(2025, 3, day)
}

/// Where the words stand: the first place after the headline.
fn at(words: &str) -> Span {
    let head = TEXT.find("LESUNG").unwrap();
    let start = head + TEXT[head..].find(words).unwrap_or_else(|| panic!("{words:?} is in the text"));
    Span::new(start, start + words.len())
}
