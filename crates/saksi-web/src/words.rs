//! The interface in the reader's language. The words lie in `locales/`, one file a language; a word that one lacks is a fault
//! that the tests find.

use axum::http::{HeaderMap, header};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

use crate::guard::cookie;

/// The cookie that holds the language a reader chose.
pub(crate) const CHOSEN: &str = "saksi_language";

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Indonesian,
}

impl Language {
    /// All of them.
    pub(crate) const ALL: [Self; 2] = [Self::English, Self::Indonesian];

    /// Its tag.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Indonesian => "id",
        }
    }

    /// Its own name for itself.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Indonesian => "Bahasa Indonesia",
        }
    }

    /// The language of this tag.
    pub(crate) fn of_tag(tag: &str) -> Option<Self> {
        let main = tag.split(['-', '_', ';']).next().unwrap_or_default().trim();
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(main))
    }

    /// The one that a reader chose, else the first of the browser's that there is.
    pub(crate) fn asked(headers: &HeaderMap) -> Self {
        if let Some(chosen) = cookie(headers, CHOSEN).and_then(Self::of_tag) {
            return chosen;
        }
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        accepted.split(',').take(20).find_map(Self::of_tag).unwrap_or(Self::English)
    }

    fn bundle(self) -> &'static FluentBundle<FluentResource> {
        static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 2]> = LazyLock::new(|| {
            [
                bundle(Language::English, include_str!("../locales/en.ftl")),
                bundle(Language::Indonesian, include_str!("../locales/id.ftl")),
            ]
        });
        match self {
            Self::English => &BUNDLES[0],
            Self::Indonesian => &BUNDLES[1],
        }
    }

    /// The words of this name.
    pub(crate) fn t(self, name: &str) -> String {
        self.say(name, None)
    }

    /// The words of this name about a number of things.
    #[allow(clippy::needless_pass_by_value)] // Templates hand numbers over as references to references.
    pub(crate) fn count(self, name: &str, count: impl ToString) -> String {
        let mut arguments = FluentArgs::new();
        arguments.set("count", FluentValue::from(count.to_string().parse::<i64>().unwrap_or(i64::MAX)));
        self.say(name, Some(&arguments))
    }

    /// The words of this name with one thing named.
    pub(crate) fn with(self, name: &str, what: &str) -> String {
        let mut arguments = FluentArgs::new();
        arguments.set("what", FluentValue::from(what.to_owned()));
        self.say(name, Some(&arguments))
    }

    /// A day, or the day of a stamp, as it is written in this language: "17 Oct 2024".
    pub(crate) fn day(self, stamp: &str) -> String {
        let day: Option<saksi::date::Date> = stamp.get(..10).and_then(|day| day.parse().ok());
        let Some(day) = day else { return stamp.to_owned() };
        let months = self.t("months");
        let month = months.split_whitespace().nth(usize::try_from(day.month() - 1).unwrap_or(0)).unwrap_or_default();
        format!("{} {month} {}", day.day(), day.year())
    }

    /// A number with its thousands set apart: 340,000 or 340.000.
    pub(crate) fn number(self, value: f64) -> String {
        let (between, point) = match self {
            Self::English => (',', '.'),
            Self::Indonesian => ('.', ','),
        };
        let plain = value.abs().to_string();
        let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut out = String::from(if value < 0.0 { "−" } else { "" });
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                out.push(between);
            }
            out.push(digit);
        }
        if !rest.is_empty() {
            out.push(point);
            out.push_str(rest);
        }
        out
    }

    /// The days from one to another; one alone where both are the same.
    pub(crate) fn days(self, first: Option<&str>, last: Option<&str>) -> String {
        let day = |day: Option<&str>| day.map_or_else(|| self.t("no-date"), |day| self.day(day));
        if first == last { day(first) } else { format!("{} – {}", day(first), day(last)) }
    }

    fn say(self, name: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        let bundle = self.bundle();
        let Some(pattern) = bundle.get_message(name).and_then(|message| message.value()) else {
            debug_assert!(false, "no words for {name}");
            return name.to_owned();
        };
        bundle.format_pattern(pattern, arguments, &mut Vec::new()).into_owned()
    }
}

fn bundle(language: Language, words: &'static str) -> FluentBundle<FluentResource> {
    let tag: LanguageIdentifier = language.tag().parse().expect("a language tag");
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Marks around inserted words are for mixed directions of writing; both languages are written one way.
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(words.to_owned()).expect("the words of the interface can be parsed");
    bundle.add_resource(resource).expect("each word has one name");
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_every_word() {
        let names = |words: &str| -> Vec<String> {
            let names = words.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
            names.filter_map(|line| line.split_once(" =").map(|(name, _)| name.to_owned())).collect()
        };
        let (en, id) = (names(include_str!("../locales/en.ftl")), names(include_str!("../locales/id.ftl")));
        assert_eq!(en, id, "the same names in the same order");
        for language in Language::ALL {
            for name in &en {
                assert!(!language.count(name, 2).is_empty(), "{name}");
            }
        }
    }

    #[test]
    fn the_language_is_the_readers() {
        let asked = |name: axum::http::HeaderName, value: &str| {
            Language::asked(&HeaderMap::from_iter([(name, value.parse().unwrap())]))
        };
        assert_eq!(asked(header::ACCEPT_LANGUAGE, "fr, id-ID;q=0.8, en;q=0.5"), Language::Indonesian);
        assert_eq!(asked(header::ACCEPT_LANGUAGE, "fr"), Language::English);
        assert_eq!(asked(header::COOKIE, "a=b; saksi_language=id"), Language::Indonesian);
        assert_eq!(Language::English.count("statements", 1), "1 statement");
        assert_eq!(Language::English.count("statements", 3), "3 statements");
    }

    #[test]
    fn days_as_people_write_them() {
        assert_eq!(Language::English.day("2024-10-17T20:45:00+07:00"), "17 Oct 2024");
        assert_eq!(Language::Indonesian.day("2024-05-03"), "3 Mei 2024");
        assert_eq!(Language::English.day("last week"), "last week");
        assert_eq!(Language::English.days(None, None), "no date");
    }

    #[test]
    fn numbers_as_people_write_them() {
        assert_eq!(Language::English.number(15_000_000.0), "15,000,000");
        assert_eq!(Language::Indonesian.number(1_234.5), "1.234,5");
        assert_eq!(Language::English.number(-40.0), "−40");
    }
}
