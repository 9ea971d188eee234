//! One clause space: the words of a sentence with each quotation as a single item.
//!
//! Constructions work on items, so a quotation of three sentences is as easy to step over as one word.

use std::ops::Range;

use crate::article::Role;
use crate::lang::{Class, Form, Language, Use};
use crate::segment::{Segments, Shape, Token};
use crate::{Lang, Span};

/// A word, a mark or a whole quotation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item<'a> {
    pub(crate) span: Span,
    pub(crate) lower: &'a str,
    pub(crate) shape: Shape,
    pub(crate) spaced: bool,
    pub(crate) class: Class,
    /// Index of the quotation, if it is one.
    pub(crate) quotation: Option<usize>,
    pub(crate) uses: &'a [Use],
}

impl Item<'_> {
    pub(crate) fn is(&self, class: Class) -> bool {
        self.class.any(class)
    }

    pub(crate) fn is_word(&self) -> bool {
        matches!(self.shape, Shape::Lower | Shape::Capital | Shape::Upper)
    }

    pub(crate) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper)
    }

    pub(crate) fn is_comma(&self) -> bool {
        self.lower == ","
    }

    pub(crate) fn is_quotation(&self) -> bool {
        self.quotation.is_some()
    }

    pub(crate) fn is_stop(&self) -> bool {
        self.shape == Shape::Punct && matches!(self.lower, "." | "!" | "?" | "…" | "..." | ";" | "?!" | "!!")
    }

    pub(crate) fn is_dash(&self) -> bool {
        matches!(self.lower, "—" | "–" | "--" | "―" | "---")
    }

    pub(crate) fn has(&self, form: Form) -> bool {
        self.uses.iter().any(|one| one.form == form)
    }
}

/// The longest scope, in items.
const LONGEST_SCOPE: usize = 200;

/// A sentence of the article, or a sentence inside one of its quotations.
#[derive(Debug)]
pub(crate) struct Scope<'a> {
    pub(crate) text: &'a str,
    /// Whose grammar reads it ([`Lang::grammar`]); the words are those of `language`.
    pub(crate) lang: Lang,
    pub(crate) language: &'static Language,
    pub(crate) items: Vec<Item<'a>>,
    pub(crate) sentence: usize,
    pub(crate) role: Role,
    /// The quotation the sentence stands in.
    pub(crate) inside: Option<usize>,
    /// Whether Nearly Every Word Has a Capital, as in headlines.
    pub(crate) title_case: bool,
}

impl<'a> Scope<'a> {
    /// The scope of `tokens`, which lie in sentence number `sentence`.
    pub(crate) fn new(
        text: &'a str,
        segments: &'a Segments,
        lang: Lang,
        sentence: usize,
        tokens: Range<usize>,
        inside: Option<usize>,
    ) -> Self {
        let language = Language::of(lang);
        let mut items = Vec::with_capacity(tokens.len());
        let mut index = tokens.start;
        let mut next = if inside.is_some() {
            segments.quotations.len()
        } else {
            segments.quotations.partition_point(|quotation| quotation.tokens.start < tokens.start)
        };
        while index < tokens.end {
            while segments.quotations.get(next).is_some_and(|quotation| quotation.tokens.start < index) {
                next += 1;
            }
            let quotation =
                segments.quotations.get(next).filter(|q| q.tokens.start == index && q.tokens.end <= tokens.end);
            if let Some(quotation) = quotation {
                items.push(Item {
                    span: quotation.span,
                    lower: "\"",
                    shape: Shape::Mark,
                    spaced: segments.tokens[index].spaced,
                    class: Class::NONE,
                    quotation: Some(next),
                    uses: &[],
                });
                index = quotation.tokens.end;
            } else {
                let mut item = item_of(&segments.tokens[index], language);
                // A dot that the sentence goes on after belongs to an abbreviation and stops nothing.
                if item.lower == "."
                    && !item.spaced
                    && index + 1 < tokens.end
                    && segments.tokens[index + 1].shape != Shape::Mark
                {
                    item.lower = "";
                }
                items.push(item);
                index += 1;
            }
        }
        let long = items.iter().filter(|item: &&Item<'_>| item.is_word() && item.lower.len() > 3);
        let (capitals, all) =
            long.fold((0, 0), |(capitals, all), item| (capitals + usize::from(item.is_capital()), all + 1));
        let title_case = inside.is_none() && all >= 4 && capitals * 10 >= all * 8;
        Self {
            text,
            lang: lang.grammar(),
            language,
            items,
            sentence,
            role: segments.sentences[sentence].role,
            inside,
            title_case,
        }
    }

    /// The scope in stretches of at most [`LONGEST_SCOPE`] items: constructions look back and ahead over their whole scope,
    /// and no sentence of a news article is so long.
    pub(crate) fn stretches(mut self) -> Vec<Self> {
        if self.items.len() <= LONGEST_SCOPE {
            return vec![self];
        }
        let items = std::mem::take(&mut self.items);
        items.chunks(LONGEST_SCOPE).map(|items| Self { items: items.to_vec(), ..self }).collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    pub(crate) fn get(&self, index: usize) -> Option<&Item<'a>> {
        self.items.get(index)
    }

    /// The word at `index` in lower case, or nothing past the ends.
    pub(crate) fn word(&self, index: usize) -> &str {
        self.items.get(index).map_or("", |item| item.lower)
    }

    /// Whether the item belongs to one of the classes; false past the ends.
    pub(crate) fn is(&self, index: usize, class: Class) -> bool {
        self.items.get(index).is_some_and(|item| item.is(class))
    }

    /// Whether these words stand from `index` on.
    pub(crate) fn stands(&self, index: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| self.word(index + offset) == *word)
    }

    /// The place of a range of items, without commas, stops and dashes at its ends.
    pub(crate) fn place(&self, range: Range<usize>) -> Option<Span> {
        let range = self.trim(range);
        let first = self.items.get(range.start)?;
        (!range.is_empty()).then(|| first.span.cover(self.items[range.end - 1].span))
    }

    /// The range without marks that only join at its ends.
    pub(crate) fn trim(&self, range: Range<usize>) -> Range<usize> {
        let joins = |item: &Item<'_>| {
            item.is_comma()
                || item.is_dash()
                || matches!(item.lower, "." | ":" | ";" | "-" | "…" | "*" | "•") && item.shape == Shape::Punct
        };
        let mut range = range.start.min(self.len())..range.end.min(self.len());
        while range.start < range.end
            && (joins(&self.items[range.start]) || matches!(self.items[range.start].lower, ")" | "]"))
        {
            range.start += 1;
        }
        while range.start < range.end
            && (joins(&self.items[range.end - 1]) || matches!(self.items[range.end - 1].lower, "(" | "["))
        {
            range.end -= 1;
        }
        range
    }

    /// Whether the item is a quotation of speech rather than of a word: long, or closed by a sentence's or a tag's mark.
    pub(crate) fn is_speech(&self, index: usize) -> bool {
        self.get(index).is_some_and(|item| {
            let words = item
                .span
                .of(self.text)
                .trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ',' | '.' | '?' | '!' | '…'));
            item.is_quotation() && (words.ends_with([',', '.', '?', '!', '…']) || self.words(index..index + 1) > 4)
        })
    }

    /// Whether the item is a quotation that ends with a comma inside its marks.
    pub(crate) fn ends_with_comma(&self, index: usize) -> bool {
        self.get(index).is_some_and(|item| {
            item.is_quotation()
                && item.span.of(self.text).trim_end_matches(|c: char| !c.is_alphanumeric() && c != ',').ends_with(',')
        })
    }

    /// How many words the range holds; a quotation counts as many as it has white-space parts.
    pub(crate) fn words(&self, range: Range<usize>) -> usize {
        self.items[range]
            .iter()
            .map(|item| {
                if item.is_quotation() {
                    item.span.of(self.text).split_whitespace().count()
                } else {
                    usize::from(item.is_word() || item.shape == Shape::Number)
                }
            })
            .sum()
    }
}

fn item_of<'a>(token: &'a Token, language: &'static Language) -> Item<'a> {
    let mut class = if token.is_word() { language.words.class(&token.lower) } else { Class::NONE };
    // "cynically dismissed": adverbs of manner are too many to list.
    if language.lang == Lang::En
        && token.shape == Shape::Lower
        && token.lower.len() > 5
        && token.lower.ends_with("ly")
        && !class.any(Class::NO_ADVERB)
    {
        class = class | Class::ADVERB;
    }
    let uses = if token.is_word() { language.cues.uses(&token.lower) } else { &[] };
    Item {
        span: token.span,
        lower: &token.lower,
        shape: token.shape,
        spaced: token.spaced,
        class,
        quotation: None,
        uses,
    }
}
