//! The outlet a statement is said to be taken from.
//!
//! Reads: "dilansir dari Time", "seperti dilaporkan AFP", "kata Sinta kepada Reuters", "she told the Guardian",
//! "…, Reuters reported", "dalam wawancara dengan DW", glued "dariAntara"; the opener "Dilansir AFP, …" for its whole block.
//! Never: the outlet of the page itself, a photo credit, an addressee that is no outlet ("told reporters", "kepada parlemen"),
//! words of relay inside somebody's quotation.
//! After words that can only relay any capitalised name will do; after "told" and "kepada" the name must be known, or have the
//! shape of an outlet's.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::phrases::Phrases;
use crate::article::Article;
use crate::lang::{Class, Language, data_lines};
use crate::segment::{Segments, Shape, Token};
use crate::statement::{Statement, Via};
use crate::{Lang, Span};

/// A place that names an outlet as the way by which words came.
#[derive(Debug, Clone)]
pub(super) struct Relay {
    /// The name.
    pub(super) name: Span,
    /// From the first word of relay to the end of the name.
    pub(super) words: Span,
    sentence: usize,
    block: usize,
    /// Opens its sentence, and governs the rest of its block.
    opener: bool,
    /// A date after it dates the relay, not the statement.
    pub(super) takes_date: bool,
    /// "X reported": the relay is itself a statement's source and cue.
    reports: bool,
}

fn phrases(lang: Lang) -> &'static Phrases {
    static TABLES: [OnceLock<Phrases>; Lang::ALL.len()] = [const { OnceLock::new() }; Lang::ALL.len()];
    lang.once(&TABLES, |files| Phrases::parse(files.relays))
}

fn known_outlets() -> &'static HashSet<String> {
    static OUTLETS: OnceLock<HashSet<String>> = OnceLock::new();
    OUTLETS.get_or_init(|| data_lines(include_str!("../lang/outlets.txt")).map(plain).collect())
}

/// A name for comparing: letters and digits in lower case, without "the" and without the ending of an address.
fn plain(name: &str) -> String {
    let lower = name.to_lowercase();
    let lower = lower.strip_prefix("the ").unwrap_or(&lower);
    let lower = [".co.id", ".com", ".co", ".id", ".net", ".org"]
        .iter()
        .find_map(|ending| lower.strip_suffix(ending))
        .unwrap_or(lower);
    lower.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The relays of an article, in the order of the text.
pub(super) fn find(article: &Article, segments: &Segments, lang: Lang) -> Vec<Relay> {
    let language = Language::of(lang);
    let mut quoted = vec![false; segments.tokens.len()];
    for quotation in &segments.quotations {
        if quotation.closed && quotation.tokens.len() > 5 {
            quoted[quotation.tokens.clone()].fill(true);
        }
    }
    let own = article.outlet.as_deref().map(plain).filter(|own| !own.is_empty());
    let mut learned: HashSet<String> = article.origin.of.iter().map(|name| plain(name)).collect();
    let mut found = Vec::new();
    // Names learned from words that can only relay serve "kepada X" anywhere in the article.
    for sure in [true, false] {
        let reader = Reader {
            article,
            segments,
            lang: lang.grammar(),
            language,
            phrases: phrases(lang),
            quoted: &quoted,
            own: own.as_deref(),
            learned: &learned,
        };
        let mut names = Vec::new();
        for sentence in 0..segments.sentences.len() {
            reader.sentence(sentence, sure, &mut found);
        }
        if sure {
            names.extend(found.iter().map(|relay: &Relay| plain(article.at(relay.name))));
        }
        learned.extend(names);
    }
    found.sort_by_key(|relay| relay.name);
    found
}

/// Gives every statement the relay of its own sentence, else the opener of its block.
pub(super) fn add(article: &Article, segments: &Segments, relays: &[Relay], statements: &mut [Statement]) {
    let mut openers: Vec<Option<usize>> = vec![None; article.blocks.len()];
    for (index, relay) in relays.iter().enumerate() {
        if relay.opener
            && let Some(opener) = openers.get_mut(relay.block)
        {
            opener.get_or_insert(index);
        }
    }
    let mut cues: Vec<Span> = statements.iter().filter_map(|statement| statement.cue.spans.first().copied()).collect();
    cues.sort_unstable();
    let mut pieces: Vec<Span> = statements.iter().flat_map(|statement| statement.content.iter().copied()).collect();
    pieces.sort_unstable();
    for statement in statements {
        let Some(&cue) = statement.cue.spans.first() else { continue };
        let sentence = segments.sentence_at(cue.start).unwrap_or(statement.sentence);
        let Some(block) = segments.sentences.get(sentence).map(|sentence| sentence.block) else { continue };
        // Of a sentence with more relays than anybody writes, those around the cue are looked at.
        let near = relays.partition_point(|relay| relay.name < cue);
        let own = relays[near.saturating_sub(NEAR)..(near + NEAR).min(relays.len())]
            .iter()
            .filter(|relay| relay.sentence == sentence && serves(relay, statement, &cues, &pieces));
        let nearest = own.min_by_key(|relay| distance(relay.name, cue));
        let opener = openers
            .get(block)
            .copied()
            .flatten()
            .map(|index| &relays[index])
            .filter(|relay| relay.name.end <= cue.start);
        statement.via =
            nearest.or(opener).map(|relay| Via { outlet: article.at(relay.name).to_owned(), spans: vec![relay.name] });
    }
}

/// How many contents that begin before a cue are looked through for one that holds it.
const NEAR: usize = 32;

/// Whether a relay in the sentence of a statement speaks of it.
fn serves(relay: &Relay, statement: &Statement, cues: &[Span], pieces: &[Span]) -> bool {
    let touches = |span: &Span| span.overlaps(relay.name);
    if statement.source.as_ref().is_some_and(|source| source.spans.iter().any(touches))
        || statement.cue.spans.iter().any(touches)
    {
        return false;
    }
    if relay.reports && statement.cue.spans.iter().any(|cue| cue.overlaps(relay.words)) {
        return false;
    }
    // What somebody says that others said came by the outlet only through that somebody.
    let nested = |cue: &Span| {
        let before = pieces.partition_point(|piece| piece.start <= cue.start);
        let near = &pieces[before.saturating_sub(NEAR)..before];
        near.iter().any(|piece| piece.contains(*cue) && !piece.contains(relay.name))
    };
    if !relay.reports && statement.cue.spans.first().is_some_and(nested) {
        return false;
    }
    // Inside the content it speaks of a statement that lies there too, if there is one.
    match statement.content.iter().find(|piece| piece.contains(relay.name)) {
        Some(piece) => {
            // The verb of "Reuters reported" right after the name is the relay's own.
            let own = |cue: &&Span| relay.reports && cue.start >= relay.name.end && cue.start <= relay.name.end + 2;
            let first = cues.partition_point(|cue| cue.start < piece.start);
            !cues[first..].iter().take(NEAR).take_while(|cue| cue.end <= piece.end).any(|cue| !own(&cue))
        }
        None => true,
    }
}

fn distance(one: Span, other: Span) -> u32 {
    if one.end <= other.start { other.start - one.end } else { one.start.saturating_sub(other.end) }
}

struct Reader<'a> {
    article: &'a Article,
    segments: &'a Segments,
    lang: Lang,
    language: &'static Language,
    phrases: &'static Phrases,
    quoted: &'a [bool],
    own: Option<&'a str>,
    learned: &'a HashSet<String>,
}

/// A name that was read: its tokens, and whether words before it say that it is an outlet.
struct Name {
    tokens: std::ops::Range<usize>,
    span: Span,
    described: bool,
}

impl Reader<'_> {
    /// The relays of one sentence; `sure` ones first, whose words can only relay.
    fn sentence(&self, index: usize, sure: bool, found: &mut Vec<Relay>) {
        let sentence = &self.segments.sentences[index];
        let tokens = self.segments.tokens_of(index);
        let mut at = 0;
        while at < tokens.len() {
            let relay = if self.quoted[sentence.tokens.start + at] {
                None
            } else if sure {
                self.sure_at(tokens, at)
            } else {
                self.told_at(tokens, at).or_else(|| self.reports_at(tokens, at))
            };
            let Some((name, from, takes_date, reports)) = relay else {
                at += 1;
                continue;
            };
            let next = name.tokens.end;
            if !self.is_own(name.span) {
                let opens = from < 6
                    && tokens[..from]
                        .iter()
                        .all(|token| !token.is_word() || matches!(token.lower.as_str(), "masih" | "still"));
                found.push(Relay {
                    name: name.span,
                    words: tokens[from].span.cover(name.span),
                    sentence: index,
                    block: sentence.block,
                    opener: takes_date && opens && !reports && tokens.len() > next + 3,
                    takes_date,
                    reports,
                });
            }
            at = next.max(at + 1);
        }
    }

    /// "dilansir dari Time", "seperti dilaporkan AFP", "as reported by Reuters", "citing AFP".
    fn sure_at(&self, tokens: &[Token], at: usize) -> Option<(Name, usize, bool, bool)> {
        let (phrase, length) = self.phrases.at(tokens, at, |kind| matches!(kind, "taken" | "passed" | "known"))?;
        let kind = phrase.kind;
        let mut next = at + length;
        let introduced = at.checked_sub(1).is_some_and(|before| self.phrases.is(&tokens[before].lower, "as"));
        let mut linked = introduced || self.lang == Lang::En && kind == "passed";
        if let Some(name) = self.glued(tokens, next) {
            return Some((name, at - usize::from(introduced), true, false));
        }
        // "dihimpun KompasTekno dari Financial Times": the gatherer stands before the source.
        if self.lang == Lang::Id
            && let Some(gatherer) = self.name_at(tokens, next)
            && tokens.get(gatherer.tokens.end).is_some_and(|token| token.is("dari"))
            && self.name_at(tokens, gatherer.tokens.end + 1).is_some()
        {
            next = gatherer.tokens.end;
        }
        while tokens.get(next).is_some_and(|token| self.phrases.is(&token.lower, "from")) && next < at + length + 12 {
            linked = true;
            next += 1;
        }
        let name = self.name_at(tokens, next)?;
        let accepted = match kind {
            "taken" => {
                // "mengutip Menteri Sinta" quotes a person.
                let active = tokens[at].lower.starts_with('m');
                name.described || self.is_outlet(&name, tokens) || linked || !active && !self.is_titled(tokens, &name)
            }
            "passed" => linked && !self.is_titled(tokens, &name) || self.is_outlet(&name, tokens),
            _ => self.is_outlet(&name, tokens),
        };
        let office =
            linked && kind != "taken" && !introduced && self.lang == Lang::Id && !self.is_outlet(&name, tokens);
        (accepted && !office && !self.is_person_after_by(tokens, &name)).then_some((
            name,
            at - usize::from(introduced),
            true,
            false,
        ))
    }

    /// "kepada AFP", "told the Straits Times", "dalam wawancara dengan DW".
    fn told_at(&self, tokens: &[Token], at: usize) -> Option<(Name, usize, bool, bool)> {
        let (phrase, length) =
            self.phrases.at(tokens, at, |kind| matches!(kind, "told" | "interview" | "interview-noun"))?;
        let mut next = at + length;
        if phrase.kind == "interview-noun" {
            // "wawancara tahun 2022 dengan DW"
            next = (next..next + 5)
                .find(|&at| tokens.get(at).is_some_and(|token| self.phrases.is(&token.lower, "with")))?
                + 1;
        }
        let name = self.name_at(tokens, next)?;
        self.is_outlet(&name, tokens).then_some((name, at, false, false))
    }

    /// "…, Reuters reported", "lapor Reuters".
    fn reports_at(&self, tokens: &[Token], at: usize) -> Option<(Name, usize, bool, bool)> {
        if self.phrases.is(&tokens[at].lower, "reports")
            && self.lang == Lang::Id
            && tokens[at].lower.starts_with(['l', 't'])
        {
            let name = self.name_at(tokens, at + 1)?;
            return self.is_outlet(&name, tokens).then_some((name, at, true, true));
        }
        if at > 0
            && !matches!(tokens[at - 1].lower.as_str(), "," | "the" | "\"" | "”")
            && !self.phrases.is(&tokens[at - 1].lower, "kind-of")
        {
            return None;
        }
        let name = self.name_at(tokens, at)?;
        tokens.get(name.tokens.end).filter(|token| self.phrases.is(&token.lower, "reports"))?;
        self.is_outlet(&name, tokens).then_some((name, at, false, true))
    }

    /// "dariAntara", "daridetikNews": the name begins inside the token.
    fn glued(&self, tokens: &[Token], at: usize) -> Option<Name> {
        let token = tokens.get(at)?;
        let words = token.span.of(&self.article.text);
        let rest =
            words.strip_prefix("dari").filter(|rest| self.lang == Lang::Id && rest.chars().any(char::is_uppercase))?;
        let span = Span { start: token.span.end - rest.len() as u32, end: token.span.end };
        Some(Name { tokens: at..at + 1, span, described: true })
    }

    /// A name at a token, after words that say what it is: "kantor berita Rusia TASS", "the Guardian", "medcom.id".
    fn name_at(&self, tokens: &[Token], at: usize) -> Option<Name> {
        let mut first = at;
        while first < at + 6
            && tokens
                .get(first)
                .is_some_and(|token| token.shape == Shape::Lower && self.phrases.is(&token.lower, "kind-of"))
        {
            first += 1;
        }
        // "kantor berita", "news agency": two words or one that surely mean an outlet.
        let described =
            (at..first).any(|start| self.phrases.at(&tokens[..first], start, |kind| kind == "outlet-kind").is_some());
        if self.phrases.is(&tokens.get(first)?.lower, "not-outlet") {
            return None;
        }
        let mut next = first;
        while next < first + 8 && tokens.get(next).is_some_and(|token| self.in_name(token, next > first)) {
            next += 1;
        }
        // "Corriere della Sera", "Times of Israel"
        while next > first
            && tokens
                .get(next)
                .is_some_and(|link| matches!(link.lower.as_str(), "of" | "della" | "du") && link.shape == Shape::Lower)
            && tokens.get(next + 1).is_some_and(Token::is_capital)
            && next < first + 8
        {
            next += 2;
        }
        if next == first {
            return None;
        }
        // A known name may stand inside the run: "Israel Haaretz", "Fox News Sunday".
        let span = |range: std::ops::Range<usize>| tokens[range.start].span.cover(tokens[range.end - 1].span);
        let known = |range: &std::ops::Range<usize>| self.is_known(span(range.clone()).of(&self.article.text));
        let whole = first..next;
        let range = if known(&whole) {
            whole
        } else {
            let tail = (first + 1..next).map(|start| start..next).find(|range| described && known(range));
            let head = (first + 1..next).rev().map(|end| first..end).find(|range| known(range) && range.len() > 1);
            tail.or(head).unwrap_or(whole)
        };
        Some(Name { span: span(range.clone()), tokens: first..next.max(range.end), described })
    }

    fn in_name(&self, token: &Token, inside: bool) -> bool {
        if self.language.words.is(&token.lower, Class::DAY | Class::MONTH) {
            return false;
        }
        match token.shape {
            Shape::Capital | Shape::Upper => true,
            // "Channel 12", "France 24"
            Shape::Number => inside && token.lower.len() <= 2,
            Shape::Lower => {
                let words = token.span.of(&self.article.text);
                let address = words.contains('.') && words.len() > 4;
                let camel = words.chars().skip(1).any(char::is_uppercase);
                !inside
                    && (address
                        || camel
                        || self.is_known(words)
                            && words.len() > 4
                            && self.phrases.kinds(&token.lower).next().is_none()
                            && words.starts_with("detik"))
            }
            _ => false,
        }
    }

    fn is_known(&self, name: &str) -> bool {
        let name = plain(name);
        known_outlets().contains(&name) || self.learned.contains(&name)
    }

    /// Whether a name is that of an outlet: known, described as one, or of the shape of one.
    fn is_outlet(&self, name: &Name, tokens: &[Token]) -> bool {
        let words = name.span.of(&self.article.text);
        let run = &tokens[name.tokens.clone()];
        let last = run.iter().rev().find(|token| token.is_word());
        let shaped = run.len() >= 2
            && (last.is_some_and(|token| self.phrases.is(&token.lower, "last"))
                || self.phrases.is(&run[0].lower, "first"));
        let address = words.contains('.') && words.chars().any(char::is_lowercase) && !words.contains(' ');
        // "Time" and "Bild" are words as well; at the start of a sentence a capital proves nothing.
        name.described || self.is_known(words) || shaped || address
    }

    /// Whether a run of capitals is a person with a title, or an office: "Menteri Sinta Larasati".
    fn is_titled(&self, tokens: &[Token], name: &Name) -> bool {
        let first = &tokens[name.tokens.start];
        self.language.words.is(&first.lower, Class::TITLE | Class::SPEAKER_NOUN) && !self.is_outlet(name, tokens)
    }

    /// "reported by Ida Brink": after "by" a run of two capitals that is no outlet is most likely a person.
    fn is_person_after_by(&self, tokens: &[Token], name: &Name) -> bool {
        self.lang == Lang::En && name.tokens.len() != 1 && !self.is_outlet(name, tokens)
    }

    /// The page naming itself is no relay.
    fn is_own(&self, name: Span) -> bool {
        let name = plain(name.of(&self.article.text));
        self.own.is_some_and(|own| {
            own == name || name.len() >= 4 && own.starts_with(&name) || own.len() >= 4 && name.starts_with(own)
        })
    }
}
