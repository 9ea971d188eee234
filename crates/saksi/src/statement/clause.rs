//! What follows a cue: hearer, time and occasion first, then the content, and where that content ends.

use std::ops::Range;

use super::phrase::{is_occasion, is_verb, like_clause};
use super::scope::Scope;
use crate::Lang;
use crate::lang::{Class, Form, Lexeme, Opener};
use crate::segment::Shape;

/// What stands to the right of a cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct After {
    /// To whom.
    pub(crate) addressee: Option<Range<usize>>,
    /// The first item of the content, or of whatever follows.
    pub(crate) start: usize,
    /// How the content opens; `None` when nothing there can be content.
    pub(crate) opener: Option<Opener>,
}

/// Looks past hearer, adverbs, time and occasion to the content of the cue that ends before `end`.
pub(crate) fn after_cue(scope: &Scope<'_>, lexeme: &Lexeme, end: usize) -> After {
    let mut index = end;
    let mut addressee = None;
    loop {
        let before = index;
        if addressee.is_none()
            && lexeme.has("tell")
            && let Some(close) = hearer(scope, index)
        {
            addressee = Some(index..close);
            index = close;
            continue;
        }
        // "asked Sanders whether", "warned voters that": a hearer where the content is marked behind it.
        if addressee.is_none()
            && lexeme.has("hearer")
            && index == end
            && let Some(close) = hearer(scope, index).filter(|&close| {
                scope.get(close).is_some_and(|item| {
                    item.is(Class::COMPLEMENTIZER | Class::QUESTION)
                        || item.is_quotation()
                        || item.is_comma() && scope.get(close + 1).is_some_and(super::scope::Item::is_quotation)
                })
            })
        {
            addressee = Some(index..close);
            index = close;
            continue;
        }
        if addressee.is_none()
            && is_hearer_preposition(scope, index, lexeme)
            && let Some(close) = hearer(scope, index + 1)
        {
            let bounded = scope.get(close).is_none_or(|item| {
                item.is_comma()
                    || item.is_stop()
                    || item.is_quotation()
                    || item.lower == ":"
                    || item.is(Class::COMPLEMENTIZER | Class::DAY | Class::QUESTION)
                    || item.lower == "on"
                    || item.lower == "in"
                    || item.lower == "at"
            });
            if bounded || scope.lang == Lang::Id {
                addressee = Some(index + 1..close);
                index = close;
                continue;
            }
        }
        index = skip_manner(scope, index);
        index = skip_time(scope, index);
        if !(lexeme.opens(Opener::Question) && matches!(scope.word(index), "when" | "while")) {
            index = skip_occasion(scope, index);
        }
        while scope.get(index).is_some_and(|item| {
            item.is(Class::ADVERB)
                && item.shape == Shape::Lower
                && !item.is(Class::DETERMINER | Class::QUESTION | Class::PRONOUN)
        }) {
            index += 1;
        }
        if index == before {
            break;
        }
    }
    // A comma or colon may stand between cue and content.
    let mut start = index;
    let comma = scope.get(index).is_some_and(|item| item.is_comma() || item.lower == ":" || item.is_dash());
    if comma {
        start += 1;
        let after_time = skip_time(scope, start);
        if after_time > start && scope.get(after_time).is_some_and(super::scope::Item::is_comma) {
            start = after_time + 1;
        }
    }
    let opener = opener_at(scope, start).map(|opener| {
        // "akan", "tidak" and "siap" open a controlled verb where the cue takes one, else a clause without a subject.
        let controlled =
            matches!(scope.word(start), "akan" | "tidak" | "tak" | "siap" | "belum") && lexeme.opens(Opener::To);
        // "dismissed that explanation": a determiner, not a complementizer.
        let that_noun = opener == Opener::That
            && !lexeme.opens(Opener::That)
            && !lexeme.opens(Opener::Bare)
            && scope.word(start) == "that";
        if controlled {
            Opener::To
        } else if that_noun {
            Opener::Noun
        } else {
            opener
        }
    });
    let opener = opener.filter(|&opener| {
        let allowed = lexeme.opens(opener)
            || opener == Opener::Noun && lexeme.opens(Opener::Bare)
            || opener == Opener::That && lexeme.opens(Opener::Bare);
        // After a comma only a quotation or a complementizer is content in English; Indonesian puts commas before clauses.
        let marked = !comma || opener == Opener::Quote || scope.lang == Lang::Id || scope.word(index) == ":";
        allowed && marked
    });
    After { addressee, start, opener }
}

/// Steps over how it was said: "menyatakan dengan tegas bahwa", "mengkritik secara terbuka".
fn skip_manner(scope: &Scope<'_>, index: usize) -> usize {
    let end = index + 2;
    let manner = super::site::manner_before(scope, end.min(scope.len())) == Some(index);
    let closed = scope
        .get(end)
        .is_none_or(|item| item.is(Class::COMPLEMENTIZER) || item.is_comma() || item.is_quotation() || item.is_stop());
    if manner && (closed || scope.word(index) == "secara") { end } else { index }
}

fn opener_at(scope: &Scope<'_>, index: usize) -> Option<Opener> {
    let item = scope.get(index)?;
    if item.is_quotation() {
        return Some(Opener::Quote);
    }
    if item.is_stop()
        || item.is_comma()
        || item.shape == Shape::Punct && !matches!(item.lower, "$" | "(" | "[" | "…" | "..." | "#" | "@" | "£" | "€")
    {
        return None;
    }
    if item.is(Class::COMPLEMENTIZER) {
        return Some(Opener::That);
    }
    if scope.lang == Lang::Id {
        if matches!(item.lower, "untuk" | "agar" | "supaya") {
            return Some(Opener::To);
        }
        if item.is(Class::QUESTION) {
            return Some(Opener::Question);
        }
        if matches!(item.lower, "sebagai") {
            return Some(Opener::As);
        }
        if item.is(Class::SOURCE_END | Class::PREPOSITION | Class::SUBORDINATOR)
            && !item.is_capital()
            && !matches!(
                item.lower,
                "soal"
                    | "tentang"
                    | "mengenai"
                    | "terkait"
                    | "jika"
                    | "apabila"
                    | "kalau"
                    | "bila"
                    | "di"
                    | "dalam"
                    | "dari"
                    | "sejak"
                    | "meski"
                    | "saat"
                    | "setelah"
                    | "pada"
                    | "atas"
                    | "untuk"
                    | "karena"
                    | "sebelum"
                    | "sebelumnya"
                    | "sesuai"
                    | "berdasarkan"
                    | "selain"
            )
        {
            return None;
        }
        return Some(Opener::Noun);
    }
    match item.lower {
        "to" => return Some(Opener::To),
        "as" => return Some(Opener::As),
        _ => {}
    }
    if item.is(Class::QUESTION) && !item.is_capital() {
        return Some(Opener::Question);
    }
    if estimates(scope, index) {
        return Some(Opener::Noun);
    }
    if item.is(Class::PREPOSITION | Class::CONJUNCTION | Class::SUBORDINATOR)
        && item.shape == Shape::Lower
        && !item.is(Class::DETERMINER)
    {
        // "said in 2012 the plan failed" was stepped over; "said if elected he would" is a clause.
        return matches!(
            item.lower,
            "if" | "because"
                | "since"
                | "while"
                | "although"
                | "when"
                | "once"
                | "despite"
                | "under"
                | "without"
                | "like"
                | "until"
                | "unless"
                | "after"
                | "before"
                | "neither"
                | "either"
                | "both"
        )
        .then_some(Opener::Bare);
    }
    Some(Opener::Noun)
}

/// "at least 31 of the vessels", "about forty people", "between two and three": a number that is only known about opens a
/// clause, however much its first word looks like a preposition.
fn estimates(scope: &Scope<'_>, index: usize) -> bool {
    let counts = |at: usize| {
        scope.get(at).is_some_and(|item| {
            item.shape == Shape::Number
                || item.is(Class::DETERMINER) && !matches!(item.lower, "the" | "that" | "this" | "these" | "those")
                || matches!(item.lower, "$" | "£" | "€" | "half" | "dozens" | "hundreds" | "thousands" | "one")
        })
    };
    match scope.word(index) {
        "at" => matches!(scope.word(index + 1), "least" | "most"),
        "about" | "around" | "over" | "under" | "between" => counts(index + 1) && !is_occasion(scope, index),
        "up" => scope.word(index + 1) == "to" && counts(index + 2),
        _ => false,
    }
}

fn is_hearer_preposition(scope: &Scope<'_>, index: usize, lexeme: &Lexeme) -> bool {
    match scope.lang {
        Lang::Id | Lang::Ms => scope.word(index) == "kepada",
        Lang::En => matches!(scope.word(index), "to") && !lexeme.opens(Opener::To) && !lexeme.has("predicate"),
    }
}

/// The end of the hearer that begins at `index`: "reporters", "the Daily Post", "para anggota parlemen di Kyiv".
fn hearer(scope: &Scope<'_>, index: usize) -> Option<usize> {
    let first = scope.get(index)?;
    if !first.is_word()
        || first.is(Class::COMPLEMENTIZER)
            && !scope.get(index + 1).is_some_and(|next| next.is_word() && !next.is(Class::DETERMINER | Class::SUBJECT))
        || first.is(Class::QUESTION | Class::AUXILIARY | Class::DAY) && !first.is_capital()
    {
        return None;
    }
    if scope.lang == Lang::En && first.is(Class::PREPOSITION) && first.shape == Shape::Lower {
        return None;
    }
    if matches!(
        first.lower,
        "him"
            | "her"
            | "them"
            | "us"
            | "me"
            | "you"
            | "it"
            | "reporters"
            | "journalists"
            | "saya"
            | "kami"
            | "mereka"
            | "dia"
    ) && !(first.lower == "her"
        && scope.get(index + 1).is_some_and(|next| {
            next.shape == Shape::Lower && !next.is(Class::COMPLEMENTIZER | Class::SUBJECT | Class::PREPOSITION)
        }))
    {
        return Some(index + 1);
    }
    if first.is(Class::SUBJECT) {
        return None;
    }
    let mut end = index + 1;
    let mut common = first.shape == Shape::Lower && !first.is(Class::DETERMINER);
    while let Some(item) = scope.get(end) {
        if end - index > 12
            || item.is_comma()
            || item.is_stop()
            || item.is_quotation()
            || item.shape == Shape::Punct
            || item.is(Class::COMPLEMENTIZER | Class::QUESTION | Class::SUBJECT | Class::AUXILIARY | Class::DAY)
        {
            break;
        }
        if scope.lang == Lang::Id {
            if item.is(Class::SOURCE_END) && item.lower != "di" || is_verb(scope, end) || item.is(Class::SUBORDINATOR) {
                break;
            }
        } else {
            if item.is(Class::PREPOSITION) && !matches!(item.lower, "of" | "for" | "from" | "with" | "at" | "in")
                || item.lower == "in"
                    && (is_occasion(scope, end)
                        || scope.get(end + 1).is_some_and(|next| {
                            next.shape == Shape::Number || next.is(Class::MONTH | Class::TIME_LEAD)
                        }))
            {
                break;
            }
            if common
                && (item.is(Class::DETERMINER) || item.is_capital())
                && !scope.is(end - 1, Class::PREPOSITION | Class::CONJUNCTION | Class::DETERMINER)
            {
                break;
            }
            if item.has(Form::Ing) || item.is(Class::ADVERB | Class::TIME_LEAD) && item.shape == Shape::Lower {
                break;
            }
        }
        common = item.shape == Shape::Lower && !item.is(Class::DETERMINER | Class::PREPOSITION | Class::NAME_LINK);
        end += 1;
    }
    while end > index + 1 && scope.is(end - 1, Class::PREPOSITION | Class::CONJUNCTION) {
        end -= 1;
    }
    Some(end)
}

/// Steps over a time: "on Wednesday", "last week", "awal minggu ini", "pada Rabu (4/3/2025) malam", "in June".
pub(crate) fn skip_time(scope: &Scope<'_>, index: usize) -> usize {
    let mut end = index;
    let mut sure = false;
    while let Some(item) = scope.get(end) {
        if end - index > 9 {
            break;
        }
        if item.is(Class::DAY) {
            sure = true;
            end += 1;
            if matches!(scope.word(end), "ini" | "itu" | "lalu" | "depan" | "setempat") {
                end += 1;
            }
        } else if item.lower == "("
            && scope.get(end + 1).is_some_and(|next| next.shape == Shape::Number && next.lower.contains('/'))
            && scope.word(end + 2) == ")"
        {
            sure = true;
            end += 3;
        } else if item.is(Class::MONTH) && (item.is_capital()) && !(item.lower == "may" && sure) {
            sure = true;
            end += 1;
        } else if item.is(Class::TIME) && (end > index || matches!(item.lower, "kemarin" | "tadi")) {
            sure = true;
            end += 1;
            if matches!(scope.word(end), "ini" | "itu" | "lalu" | "setempat") {
                end += 1;
            }
        } else if item.shape == Shape::Number
            && (end > index
                && (scope.is(end - 1, Class::MONTH | Class::DAY)
                    || scope.is(end + 1, Class::MONTH)
                    || item.lower.len() == 4 && matches!(scope.word(end - 1), "in" | "pada" | ","))
                || scope.is(end + 1, Class::MONTH))
        {
            sure |= item.lower.len() == 4;
            end += 1;
        } else if matches!(
            item.lower,
            "on" | "in"
                | "pada"
                | "at"
                | "this"
                | "hari"
                | "waktu"
                | "setempat"
                | "tahun"
                | "earlier"
                | "early"
                | "late"
                | "later"
                | "last"
                | "next"
                | "the"
                | "that"
                | "ini"
                | "awal"
                | "akhir"
                | "lalu"
                | "a"
                | "few"
                | "minggu"
                | "pekan"
                | "bulan"
                | "same"
        ) && time_ahead(scope, end + 1)
        {
            end += 1;
        } else if item.is_comma()
            && sure
            && scope.get(end + 1).is_some_and(|next| next.shape == Shape::Number || next.is(Class::MONTH))
        {
            end += 1;
        } else {
            break;
        }
    }
    if sure { end } else { index }
}

fn time_ahead(scope: &Scope<'_>, index: usize) -> bool {
    (index..index + 3).any(|index| {
        scope.get(index).is_some_and(|item| {
            item.is(Class::DAY | Class::TIME)
                || item.is(Class::MONTH) && item.is_capital()
                || item.shape == Shape::Number && item.lower.len() == 4
        })
    }) && !scope.get(index).is_some_and(|item| {
        item.is(Class::SUBJECT | Class::AUXILIARY | Class::COMPLEMENTIZER) || item.shape == Shape::Punct
    })
}

/// Steps over an occasion that a complementizer, comma, colon or quotation closes: "in a statement", "dalam konferensi pers, …".
fn skip_occasion(scope: &Scope<'_>, index: usize) -> usize {
    let Some(item) = scope.get(index) else { return index };
    if item.shape != Shape::Lower {
        return index;
    }
    let preposition = match scope.lang {
        Lang::En => matches!(
            item.lower,
            "in" | "at"
                | "during"
                | "on"
                | "through"
                | "via"
                | "after"
                | "before"
                | "by"
                | "from"
                | "outside"
                | "while"
                | "when"
                | "over"
                | "of"
                | "about"
        ),
        Lang::Id | Lang::Ms => matches!(
            item.lower,
            "dalam"
                | "melalui"
                | "lewat"
                | "saat"
                | "usai"
                | "seusai"
                | "di"
                | "pada"
                | "ketika"
                | "seperti"
                | "sebagaimana"
                | "sambil"
                | "seraya"
                | "setelah"
        ),
    };
    if !preposition || matches!(scope.word(index + 1), "fact" | "all" | "times") || estimates(scope, index) {
        return index;
    }
    let limit = scope.len().min(index + 18);
    for end in index + 1..limit {
        let item = &scope.items[end];
        if item.is(Class::COMPLEMENTIZER) && !item.is(Class::DETERMINER)
            || item.lower == "that"
                && end > index + 1
                && !scope.is(end + 1, Class::AUXILIARY | Class::COPULA | Class::VERB)
            || item.is_quotation() && scope.words(end..end + 1) > 3
            || item.lower == ":"
        {
            return end;
        }
        if item.is_stop() {
            return if scope.lang == Lang::En { end } else { index };
        }
        if item.is_comma() {
            if scope.lang == Lang::Id {
                // "…, Selasa (4/3/2025), bahwa": a time may follow.
                let after = skip_time(scope, end + 1);
                return if after > end + 1 && after < limit { after } else { end };
            }
            return end;
        }
        if scope.lang == Lang::En && end > index + 1 {
            let before = &scope.items[end - 1];
            if item.is(Class::SUBJECT) && is_occasion(scope, index)
                || item.is(Class::DETERMINER)
                    && !before.is(Class::PREPOSITION | Class::CONJUNCTION | Class::AUXILIARY)
                    && before.shape == Shape::Lower
                    && !(item.lower == "that" && scope.is(end + 1, Class::AUXILIARY | Class::COPULA | Class::VERB))
                    && is_occasion(scope, index)
            {
                return end;
            }
            if item.is_capital()
                && before.shape == Shape::Lower
                && !before.is(Class::PREPOSITION
                    | Class::DETERMINER
                    | Class::CONJUNCTION
                    | Class::NAME_LINK
                    | Class::TITLE)
                && is_occasion(scope, index)
            {
                return end;
            }
        }
    }
    index
}

/// Where the content that begins at `start` ends.
pub(crate) fn content_end(scope: &Scope<'_>, start: usize) -> usize {
    let mut depth = 0i32;
    let mut index = start;
    while index < scope.len() {
        let item = &scope.items[index];
        match item.lower {
            "(" => depth += 1,
            ")" if depth == 0 => return index,
            ")" => depth -= 1,
            ";" => return index,
            _ => {}
        }
        if depth == 0 && index > start && ends_content(scope, start, index) {
            return index;
        }
        index += 1;
    }
    scope.len()
}

fn ends_content(scope: &Scope<'_>, start: usize, index: usize) -> bool {
    let item = &scope.items[index];
    if item.is_stop() {
        return index + 1 == scope.len()
            || scope.items[index + 1..]
                .iter()
                .all(|item| item.shape == Shape::Punct || item.shape == Shape::Mark && !item.is_quotation());
    }
    // "— and he noted that": a new speaker behind a dash.
    if item.is_dash() && scope.is(index + 1, Class::CONJUNCTION) && new_speaker(scope, index + 2) {
        return true;
    }
    if item.is_dash() && scope.get(index + 1).is_some_and(|next| next.has(Form::Ing)) {
        return true;
    }
    if scope.stands(index, &["without", "giving"])
        || scope.stands(index, &["without", "providing"])
        || scope.stands(index, &["without", "offering"])
        || scope.stands(index, &["without", "citing"])
        || scope.stands(index, &["tanpa", "memberikan"])
        || scope.stands(index, &["tanpa", "menyertakan"])
        || scope.stands(index, &["tanpa", "menunjukkan"])
        || scope.stands(index, &["tanpa", "menyebut"])
    {
        return true;
    }
    if item.is(Class::CONJUNCTION) && !item.is_comma() {
        // "… and Oslo accused", "… dan Bergen membantah": a new name with a verb of its own.
        let named = scope.get(index + 1).is_some_and(super::scope::Item::is_capital)
            && !scope.items[index - 1].is_capital()
            && (index + 2..index + 4).any(|verb| {
                scope.get(verb).is_some_and(|item| {
                    item.shape == Shape::Lower && item.has(Form::Finite) && !item.has(Form::Noun) && speaks(scope, verb)
                })
            });
        let whole = has_verb(scope, start..index) || scope.lang == Lang::En && like_clause(scope, start..index);
        return named && whole || second_cue(scope, start, index + 1);
    }
    if scope.lang == Lang::Id {
        // "saat ditanya soal itu", "ketika ditemui": how the words came to be said.
        if matches!(item.lower, "saat" | "ketika")
            && matches!(
                scope.word(index + 1),
                "ditanya" | "ditemui" | "dihubungi" | "dikonfirmasi" | "dimintai" | "ditanyai" | "diwawancarai"
            )
        {
            return true;
        }
        // "… seraya menuduh", "… sambil mengatakan": what else the source says.
        if matches!(item.lower, "seraya" | "sambil" | "sembari")
            && scope.get(index + 1).is_some_and(|next| next.has(Form::Finite) && next.shape == Shape::Lower)
        {
            return true;
        }
        // "menyampaikan rencana itu kepada parlemen": the hearer after an object.
        if item.lower == "kepada" && index - start <= 6 && !has_verb(scope, start..index) {
            return true;
        }
    }
    // A comma inside the marks joins as one outside them: “It is late,” adding that …
    let inside = !item.is_comma() && scope.ends_with_comma(index - 1);
    if !item.is_comma() && !inside {
        return false;
    }
    let next = if inside { index } else { index + 1 };
    let word = scope.word(next);
    let Some(following) = scope.get(next) else { return true };
    if following.has(Form::Ing) && scope.lang == Lang::En && following.shape == Shape::Lower {
        return true;
    }
    if scope.lang == Lang::En {
        if scope.stands(next, &["according", "to"]) || matches!(word, "citing" | "quoting" | "while" | "whereas") {
            return true;
        }
    } else {
        if following.has(Form::Tag)
            && scope.language.is_tag_verb(word)
            && !following.has(Form::Finite)
            && after_tag_is_source(scope, next + 1)
            || word.ends_with("nya") && scope.language.is_tag_verb(word)
        {
            return true;
        }
        if matches!(
            word,
            "menurut"
                | "menurutnya"
                | "sedangkan"
                | "sementara"
                | "seperti"
                | "sebagaimana"
                | "dikutip"
                | "dilansir"
                | "mengutip"
                | "melansir"
                | "merujuk"
                | "demikian"
                | "seraya"
                | "sambil"
                | "sembari"
        ) && !(word == "seperti"
            && !scope.items[next..scope.len().min(next + 3)]
                .iter()
                .any(|item| item.has(Form::Passive) || item.lower.starts_with("di")))
        {
            return true;
        }
        if following.is(Class::DAY) {
            return true;
        }
    }
    // Headlines set two speakers side by side: "X denies it, Y claims more".
    if scope.role_is_headline() && new_speaker(scope, next)
        || matches!(word, "meskipun" | "meski" | "walau" | "walaupun" | "padahal" | "although" | "though")
            && new_speaker(scope, next + 1)
    {
        return true;
    }
    if following.is(Class::CONJUNCTION) || following.is(Class::RELATIVE) && following.lower == "yang" {
        return following.is(Class::CONJUNCTION)
            && (second_cue(scope, start, next + 1) || new_speaker(scope, next + 1));
    }
    // ", the ministry said" inside a longer sentence: the tag of what went before.
    second_cue(scope, start, next) && following.shape == Shape::Lower
}

pub(super) fn has_verb(scope: &Scope<'_>, range: Range<usize>) -> bool {
    range.into_iter().any(|index| is_verb(scope, index) || scope.is(index, Class::AUXILIARY | Class::COPULA))
}

fn after_tag_is_source(scope: &Scope<'_>, index: usize) -> bool {
    scope.get(index).is_some_and(|item| {
        item.is_capital() || item.is(Class::SPEAKER_AFTER | Class::SPEAKER_NOUN | Class::DETERMINER)
    })
}

/// Whether a finite cue stands at `index`, with nothing but adverbs before it: "and said", "dan menyebut".
fn second_cue(scope: &Scope<'_>, start: usize, index: usize) -> bool {
    let mut verb = index;
    while scope.is(verb, Class::ADVERB | Class::AUXILIARY)
        && verb < index + 3
        && !scope.get(verb).is_some_and(super::scope::Item::is_capital)
    {
        verb += 1;
    }
    let Some(item) = scope.get(verb) else { return false };
    if item.shape != Shape::Lower || !item.has(Form::Finite) || verb < start + 2 {
        return false;
    }
    // "and refused to drop the gun" goes on with what was done, "and refused to comment" with what was said.
    if scope.lang == Lang::En
        && item.uses.iter().any(|one| scope.language.cues.of(*one).has("refuse"))
        && scope.word(verb + 1) == "to"
        && !matches!(
            scope.word(verb + 2),
            "comment"
                | "say"
                | "discuss"
                | "answer"
                | "elaborate"
                | "give"
                | "disclose"
                | "confirm"
                | "identify"
                | "name"
        )
    {
        return false;
    }
    let speech = item.uses.iter().any(|one| {
        let lexeme = scope.language.cues.of(*one);
        one.form == Form::Finite && !lexeme.has("thought") && !lexeme.has("control")
    });
    if scope.lang == Lang::En {
        // "and claims" may be two nouns; a past form or a following complementizer decides.
        return speech
            && (!item.has(Form::Noun) || scope.is(verb + 1, Class::COMPLEMENTIZER))
            && (item.lower.ends_with("ed")
                || !item.lower.ends_with('s')
                || scope.is(verb + 1, Class::COMPLEMENTIZER | Class::DETERMINER | Class::SUBJECT));
    }
    let reports = item.uses.iter().any(|one| {
        let lexeme = scope.language.cues.of(*one);
        one.form == Form::Finite
            && !lexeme.has("weak")
            && !lexeme.has("progressive")
            && !lexeme.has("claim-object")
            && lexeme.stance != crate::statement::Stance::Urges
    });
    let joined = scope.items[index - 1].is(Class::CONJUNCTION)
        && (item.lower.starts_with("me") || item.lower.starts_with("ber"));
    // "dan mengancam akan": a threat and a promise are made by the one who speaks.
    let promises = joined
        && scope.word(verb + 1) == "akan"
        && item.uses.iter().any(|one| scope.language.cues.of(*one).stance == crate::statement::Stance::Commits);
    promises
        || speech && !item.has(Form::Noun) && scope.is(verb + 1, Class::COMPLEMENTIZER)
        || speech && joined && (reports || !has_verb(scope, start..index))
}

/// Whether a verb of saying proper stands here: no belief, no wish, no deed.
fn speaks(scope: &Scope<'_>, verb: usize) -> bool {
    speaks_in(scope, verb, Form::Finite)
}

/// The same for another form of the verb.
fn speaks_in(scope: &Scope<'_>, verb: usize, form: Form) -> bool {
    scope.items[verb].uses.iter().any(|one| {
        let lexeme = scope.language.cues.of(*one);
        one.form == form && !["thought", "control", "weak", "data"].iter().any(|flag| lexeme.has(flag))
    })
}

/// Whether a new subject with a reporting verb follows: ", but Oslo said".
fn new_speaker(scope: &Scope<'_>, index: usize) -> bool {
    for verb in index + 1..scope.len().min(index + 9) {
        let item = &scope.items[verb];
        // "…, and Holm is promising": the helper of a cue.
        let doing = item.is(Class::COPULA) && scope.get(verb + 1).is_some_and(|next| next.has(Form::Ing));
        if doing {
            return speaks_in(scope, verb + 1, Form::Ing);
        }
        if item.is_comma() || item.is_quotation() || item.is(Class::COMPLEMENTIZER | Class::COPULA | Class::MODAL) {
            return false;
        }
        if item.shape == Shape::Lower
            && item.has(Form::Finite)
            && !item.has(Form::Noun)
            && !scope.is(verb - 1, Class::DETERMINER)
        {
            return item
                .uses
                .iter()
                .any(|one| one.form == Form::Finite && !scope.language.cues.of(*one).has("thought"));
        }
    }
    false
}
