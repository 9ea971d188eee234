//! Where a cue stands: the verb group with its negation, helpers and particle.

use super::scope::{Item, Scope};
use crate::lang::{Class, Form, Lexeme};
use crate::segment::Shape;
use crate::{Lang, Span};

/// A cue word in its verb group.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Site<'a> {
    /// The verb or noun.
    pub(crate) word: usize,
    /// First item of the group.
    pub(crate) start: usize,
    /// One past its last item, the particle included.
    pub(crate) end: usize,
    pub(crate) lexeme: &'a Lexeme,
    pub(crate) form: Form,
    pub(crate) voice: Voice,
    pub(crate) negated: bool,
    /// "cannot", "belum dapat", "tidak bisa": not able to.
    pub(crate) unable: bool,
    /// "is still", "masih", "tengah".
    pub(crate) progressive: bool,
    /// The letters *nya* of "ujarnya".
    pub(crate) clitic: Option<Span>,
}

/// Who does what the verb says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voice {
    /// The subject.
    Active,
    /// Somebody else: "was accused", "dibantah".
    Passive,
    /// A participle that shares the subject of its clause: ", adding".
    Participle,
}

/// Every reading of the cue words of a scope, those with a particle first.
pub(crate) fn sites<'a>(scope: &Scope<'a>) -> Vec<Vec<Site<'a>>> {
    (0..scope.len()).filter_map(|word| Some(sites_at(scope, word)).filter(|found| !found.is_empty())).collect()
}

fn sites_at<'a>(scope: &Scope<'a>, word: usize) -> Vec<Site<'a>> {
    let item = &scope.items[word];
    let mut found: Vec<Site<'a>> = Vec::new();
    for one in item.uses {
        let lexeme = scope.language.cues.of(*one);
        let Some(end) = with_particle(scope, lexeme, word + 1) else { continue };
        let group = group_before(scope, word);
        let Some((form, voice)) = voice_of(scope, item, one.form, &group, word) else { continue };
        // The same lexeme in a better reading (finite before base) is enough.
        if found.iter().any(|site| std::ptr::eq(site.lexeme, lexeme) && site.voice == voice) {
            continue;
        }
        found.push(Site {
            word,
            start: group.start,
            end,
            lexeme,
            form,
            voice,
            negated: group.negated,
            unable: group.unable,
            progressive: group.progressive,
            clitic: None,
        });
    }
    if found.is_empty() {
        found.extend(clitic_tag(scope, word).or_else(|| clitic_passive(scope, word)));
    }
    found.sort_by_key(|site| std::cmp::Reverse(site.end));
    found
}

/// "ujarnya", "katanya": a tag root with its speaker.
fn clitic_tag<'a>(scope: &Scope<'a>, word: usize) -> Option<Site<'a>> {
    let item = &scope.items[word];
    let root = item.lower.strip_suffix("nya").filter(|_| scope.lang == Lang::Id && item.is_word())?;
    let one = scope.language.cues.uses(root).iter().find(|one| one.form == Form::Tag)?;
    Some(Site {
        word,
        start: word,
        end: word + 1,
        lexeme: scope.language.cues.of(*one),
        form: Form::Tag,
        voice: Voice::Active,
        negated: false,
        unable: false,
        progressive: false,
        clitic: Some(Span { start: item.span.end - 3, end: item.span.end }),
    })
}

/// "dianggapnya", "dinilainya": a passive with its agent.
fn clitic_passive<'a>(scope: &Scope<'a>, word: usize) -> Option<Site<'a>> {
    let item = &scope.items[word];
    let verb = item.lower.strip_suffix("nya").filter(|verb| verb.starts_with("di") && scope.lang == Lang::Id)?;
    let one = scope.language.cues.uses(verb).iter().find(|one| one.form == Form::Passive)?;
    let group = group_before(scope, word);
    Some(Site {
        word,
        start: group.start,
        end: word + 1,
        lexeme: scope.language.cues.of(*one),
        form: Form::Passive,
        voice: Voice::Passive,
        negated: group.negated,
        unable: group.unable,
        progressive: group.progressive,
        clitic: Some(Span { start: item.span.end - 3, end: item.span.end }),
    })
}

/// "angka yang ia sampaikan", "hal ini mereka tegaskan": the object stands first, the pronoun before a bare verb speaks.
pub(crate) fn object_voice(scope: &Scope<'_>, site: &Site<'_>) -> Option<usize> {
    let bare = !site.lexeme.lemma.is_empty() && {
        let lower = scope.items[site.word].lower;
        scope.lang == Lang::Id
            && site.clitic.is_none()
            && matches!(site.form, Form::Finite | Form::Tag)
            && !lower.starts_with("me")
            && !lower.starts_with("ber")
            && scope.items[site.word].shape == Shape::Lower
            && !scope.is(site.word, Class::AUXILIARY | Class::ADVERB)
    };
    let pronoun = site.start.checked_sub(1).filter(|_| bare)?;
    let before = pronoun.checked_sub(1)?;
    let speaks = matches!(scope.word(pronoun), "ia" | "dia" | "mereka" | "beliau");
    let object = matches!(scope.word(before), "yang" | "ini" | "itu" | "tersebut");
    (speaks && object).then_some(pronoun)
}

fn with_particle(scope: &Scope<'_>, lexeme: &Lexeme, index: usize) -> Option<usize> {
    if lexeme.particle.is_empty() {
        return Some(index);
    }
    // "agreed to exchange prisoners" has an infinitive, "agreed to the exchange" and "to talks" a particle.
    if lexeme.particle == ["to"]
        && scope.word(index) == "to"
        && scope.get(index + 1).is_some_and(|next| {
            next.shape == Shape::Lower
                && !next.is(Class::DETERMINER | Class::PRONOUN | Class::QUESTION)
                && !next.lower.ends_with('s')
                && !next.lower.ends_with("ing")
                && matches!(lexeme.lemma, "agree to" | "consent to" | "commit to" | "swear to" | "pledge to")
        })
    {
        return None;
    }
    if scope.stands(index, &lexeme.particle) {
        return Some(index + lexeme.particle.len());
    }
    // "called again for", "speaking on Monday about".
    let next = index + 1;
    (scope.is(index, Class::ADVERB) && scope.stands(next, &lexeme.particle)).then_some(next + lexeme.particle.len())
}

struct Group {
    start: usize,
    negated: bool,
    unable: bool,
    progressive: bool,
    be: bool,
    have: bool,
    modal: bool,
    helper: bool,
}

/// Where the group of the verb at `word` begins.
pub(crate) fn group_start(scope: &Scope<'_>, word: usize) -> usize {
    group_before(scope, word).start
}

/// The helpers, negations and adverbs in front of a verb.
fn group_before(scope: &Scope<'_>, word: usize) -> Group {
    let mut group = Group {
        start: word,
        negated: false,
        unable: false,
        progressive: false,
        be: false,
        have: false,
        modal: false,
        helper: false,
    };
    let mut index = word;
    while index > 0 && word - index < 6 {
        let item = &scope.items[index - 1];
        let lower = item.lower;
        // "Wilayah Baru melarang": a helper with a capital behind a name is part of the name.
        let named = index > 1 && scope.items[index - 2].is_capital() && !scope.role_is_headline();
        if item.is_capital() && index > 1 && (named || !item.is(Class::NEGATION | Class::AUXILIARY)) {
            break;
        }
        let continues = scope.lang == Lang::En
            && lower == "to"
            && index > 1
            && matches!(
                scope.word(index - 2),
                "continues"
                    | "continued"
                    | "continue"
                    | "went"
                    | "going"
                    | "used"
                    | "appeared"
                    | "appears"
                    | "seemed"
                    | "seems"
                    | "on"
                    | "has"
                    | "had"
                    | "failed"
                    | "proceeded"
                    | "tends"
            );
        if continues {
            if scope.word(index - 2) == "failed" {
                group.negated = true;
            }
            index -= 2;
            group.helper = true;
            group.start = index;
            continue;
        }
        if let Some(manner) = manner_before(scope, index) {
            index = manner;
            group.start = index;
            continue;
        }
        // "minggu lalu menepis": the end of a time, not a helper.
        let time =
            index > 1 && matches!(lower, "lalu" | "ini" | "lagi") && scope.is(index - 2, Class::TIME | Class::DAY);
        if time
            || !item.is(Class::AUXILIARY | Class::NEGATION | Class::ADVERB | Class::PROGRESSIVE)
            || item.is(Class::RELATIVE | Class::SUBJECT)
        {
            break;
        }
        if item.is(Class::OPENER | Class::TIME) && !item.is(Class::AUXILIARY | Class::NEGATION) && item.is_capital() {
            break;
        }
        group.negated |= item.is(Class::NEGATION);
        group.unable |=
            matches!(lower, "cannot" | "can't" | "couldn't" | "could" | "can" | "unable" | "dapat" | "bisa" | "mampu");
        group.progressive |= item.is(Class::PROGRESSIVE);
        group.be |= matches!(
            lower,
            "is" | "are"
                | "was"
                | "were"
                | "be"
                | "been"
                | "being"
                | "'re"
                | "am"
                | "wasn't"
                | "weren't"
                | "isn't"
                | "aren't"
        );
        group.have |= matches!(lower, "has" | "have" | "had" | "having" | "'ve" | "hasn't" | "haven't" | "hadn't");
        group.modal |= item.is(Class::MODAL);
        group.helper |= item.is(Class::AUXILIARY);
        index -= 1;
        group.start = index;
    }
    // "Namun tidak mengatakan": a group never begins with an adverb that opens the sentence.
    while group.start < word
        && scope.items[group.start].is(Class::ADVERB | Class::OPENER)
        && !scope.items[group.start].is(Class::AUXILIARY | Class::NEGATION)
    {
        group.start += 1;
    }
    while group.start < word && manner_before(scope, group.start + 2) == Some(group.start) {
        group.start += 2;
    }
    group.unable &= group.negated;
    group
}

/// Where the words that end before `end` and tell how or how often begin: "secara terbuka", "dengan tegas", "berulang kali".
pub(crate) fn manner_before(scope: &Scope<'_>, end: usize) -> Option<usize> {
    let last = end.checked_sub(1)?;
    let first = last.checked_sub(1)?;
    let item = &scope.items[last];
    if scope.lang != Lang::Id || item.shape != Shape::Lower {
        return None;
    }
    let before = scope.word(first);
    let often = item.lower == "kali"
        && matches!(before, "berulang" | "beberapa" | "berkali" | "banyak" | "dua" | "tiga" | "sekali");
    let long = item.lower == "lama" && matches!(before, "telah" | "sudah" | "sejak");
    let how = matches!(before, "secara" | "dengan")
        && !item.is(Class::SPEAKER_NOUN | Class::PRONOUN | Class::DETERMINER | Class::PREPOSITION | Class::NEGATION)
        && item.uses.iter().all(|one| matches!(one.form, Form::Tag | Form::Noun));
    (often || long || how).then_some(first)
}

fn voice_of(scope: &Scope<'_>, item: &Item<'_>, form: Form, group: &Group, word: usize) -> Option<(Form, Voice)> {
    let previous = word.checked_sub(1).and_then(|index| scope.get(index));
    // "Talbians often say": the adverb is no part of the group, and not its subject either.
    let mut front = group.start;
    while front > 1
        && scope.lang == Lang::En
        && form == Form::Base
        && scope.is(front - 1, Class::ADVERB)
        && scope.items[front - 1].shape == Shape::Lower
        && !matches!(scope.word(front - 1), "also")
    {
        front -= 1;
    }
    let before_group = front.checked_sub(1).and_then(|index| scope.get(index));
    if scope.lang == Lang::Id {
        return match form {
            Form::Noun => Some((form, Voice::Active)),
            Form::Passive => Some((form, Voice::Passive)),
            Form::Tag => Some((form, Voice::Active)),
            Form::Finite => {
                let infinitive = before_group.is_some_and(|before| {
                    matches!(
                        before.lower,
                        "untuk"
                            | "guna"
                            | "demi"
                            | "tanpa"
                            | "agar"
                            | "supaya"
                            | "dalam"
                            | "cara"
                            | "selain"
                            | "oleh"
                            | "upaya"
                    )
                });
                let noun = item.has(Form::Noun) && !scope.role_is_headline();
                (!infinitive && !(noun && !item.lower.starts_with("me") && !item.lower.starts_with("ber")))
                    .then_some((form, Voice::Active))
            }
            _ => None,
        };
    }
    if item.is_capital() && word > 0 && !scope.role_is_headline() {
        return None;
    }
    // "a highly anticipated treaty": between the article and its noun stands no verb.
    let described = previous.is_some_and(|previous| previous.is(Class::ADVERB) && previous.lower.ends_with("ly"))
        && word > 1
        && matches!(scope.word(word - 2), "a" | "an" | "the" | "his" | "her" | "its" | "their" | "most")
        || previous.is_some_and(|previous| previous.shape == Shape::Number) && word > 1 && item.lower.ends_with("ed");
    // "who's viewed as": the verb of being is glued to its subject.
    let glued = previous.is_some_and(|previous| {
        previous.lower.ends_with("'s") && previous.is(Class::SUBJECT | Class::RELATIVE) || previous.lower == "who's"
    });
    let determined = described
        || glued
        || previous.is_some_and(|previous| {
            previous.is(Class::DETERMINER) && !previous.is(Class::SPEAKER | Class::PRONOUN)
                || matches!(
                    previous.lower,
                    "the" | "a" | "an" | "their" | "his" | "its" | "our" | "my" | "your" | "of" | "no"
                )
                || previous.lower.ends_with("'s") && previous.is_capital()
        });
    match form {
        Form::Noun => Some((form, Voice::Active)),
        Form::Ing => {
            if item.is(Class::PREPOSITION) {
                return None;
            }
            if group.be || glued {
                return Some((form, Voice::Active));
            }
            let participle = previous.is_none_or(|previous| {
                previous.is_comma()
                    || previous.is_quotation()
                    || previous.is(Class::CONJUNCTION | Class::SUBORDINATOR | Class::ADVERB)
                    || previous.is_dash()
                    || previous.shape == Shape::Lower && !previous.is(Class::PREPOSITION | Class::DETERMINER)
                    || previous.is_capital()
            });
            let by = previous.is_some_and(|previous| previous.lower == "by") && word > 2;
            ((participle || by) && !determined).then_some((form, Voice::Participle))
        }
        Form::Participle if group.be => Some((form, Voice::Passive)),
        Form::Participle if group.have => Some((form, Voice::Active)),
        Form::Participle => None,
        Form::Finite => {
            let degree = previous.is_some_and(|previous| {
                matches!(previous.lower, "most" | "more" | "less" | "least" | "very" | "so" | "too" | "much")
            });
            if determined || degree || group.have || group.be || group.modal {
                return None;
            }
            let noun = item.has(Form::Noun)
                && previous.is_some_and(|previous| {
                    previous.is(Class::PREPOSITION)
                        || previous.shape == Shape::Lower
                            && !previous.is(Class::SPEAKER
                                | Class::RELATIVE
                                | Class::SPEAKER_NOUN
                                | Class::ADVERB
                                | Class::CONJUNCTION)
                })
                && !scope.is(word + 1, Class::COMPLEMENTIZER | Class::SUBJECT);
            let noun = noun || item.is(Class::NOUN_TOO) && !item.lower.ends_with("ed") && !reads_as_verb(scope, word);
            let hyphen = previous.is_some_and(|previous| {
                previous.is(Class::PREPOSITION) && !previous.is(Class::SUBORDINATOR) && previous.shape == Shape::Lower
            });
            (!noun && !hyphen).then_some((form, Voice::Active))
        }
        Form::Base => {
            if determined || group.have || group.be {
                return None;
            }
            if previous.is_some_and(|previous| previous.lower == "to") && !group.helper {
                return None;
            }
            let far = group.start > 1 && plural_head(scope, group.start) && scope.word(word) != "to";
            let helped = group.modal || group.helper || group.negated;
            let plural = before_group.is_some_and(|before| {
                matches!(before.lower, "they" | "who" | "we" | "i" | "you" | "also" | "and")
                    || before.is_word()
                        && before.lower.ends_with('s')
                        && !before.lower.ends_with("'s")
                        && !before.is(Class::PREPOSITION | Class::PRONOUN | Class::AUXILIARY)
                    || before.shape == Shape::Number
                    || matches!(
                        before.lower,
                        "data"
                            | "percent"
                            | "media"
                            | "dozen"
                            | "people"
                            | "police"
                            | "some"
                            | "many"
                            | "others"
                            | "both"
                            | "most"
                            | "few"
                            | "women"
                            | "men"
                    )
                    || before.is_comma()
                    || before.lower == ")"
                    || before.is_quotation()
            });
            let noun = item.has(Form::Noun)
                && !helped
                && !reads_as_verb(scope, word)
                && !scope.is(word + 1, Class::COMPLEMENTIZER | Class::SUBJECT | Class::DETERMINER)
                && !scope.get(word + 1).is_some_and(|next| next.is_capital() || next.is_quotation());
            let noun = noun || item.is(Class::NOUN_TOO) && !helped && !reads_as_verb(scope, word);
            ((helped || plural || far) && !noun).then_some((form, Voice::Active))
        }
        Form::Passive | Form::Tag => None,
    }
}

/// "aides to Ms. Strand say", "Brink and Strand say": the head before a preposition is plural, or two names are joined.
fn plural_head(scope: &Scope<'_>, end: usize) -> bool {
    for index in (end.saturating_sub(7)..end).rev() {
        let item = &scope.items[index];
        if item.is_comma() || item.is_stop() || item.is(Class::AUXILIARY | Class::COMPLEMENTIZER) || item.is_quotation()
        {
            return false;
        }
        let Some(before) = index.checked_sub(1).map(|before| &scope.items[before]) else { return false };
        if item.lower == "and" && before.is_capital() && scope.get(index + 1).is_some_and(Item::is_capital) {
            return true;
        }
        if item.is(Class::PREPOSITION) && item.shape == Shape::Lower {
            let head = before.lower.ends_with('s') && before.is(Class::SPEAKER_NOUN) && !before.lower.ends_with("ss");
            // "observers in Talby and around the country say": one place more.
            if !head && before.is(Class::CONJUNCTION) {
                continue;
            }
            return head && index + 1 < end;
        }
    }
    false
}

/// Whether the words around a form that is as often a noun make it a verb: a speaker before it, content after it.
fn reads_as_verb(scope: &Scope<'_>, word: usize) -> bool {
    let before = word.checked_sub(1).and_then(|index| scope.get(index));
    let speaker = before.is_none_or(|before| {
        before.is_capital()
            || before.is(Class::SPEAKER | Class::SPEAKER_NOUN | Class::RELATIVE | Class::ADVERB)
            || before.is_comma()
            || before.is_quotation()
    });
    let content = scope.get(word + 1).is_some_and(|next| {
        next.is(Class::COMPLEMENTIZER | Class::DETERMINER | Class::SUBJECT | Class::QUESTION | Class::PREPOSITION)
            || next.is_quotation()
            || next.is_capital()
            || (word + 2..word + 5).any(|index| scope.get(index).is_some_and(Item::is_quotation))
            || next.is_comma()
            || next.is_stop()
            || next.lower == ":"
            || next.lower == "to"
    });
    speaker && content
}

impl Scope<'_> {
    /// Whether the words are a headline or a caption, where helpers and prefixes are dropped.
    pub(crate) fn role_is_headline(&self) -> bool {
        matches!(self.role, crate::article::Role::Title | crate::article::Role::Heading | crate::article::Role::Caption)
            || self.title_case
    }
}
