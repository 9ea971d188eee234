//! Small pages of our own, read and made ready.

use saksi::{Media, Options};
use saksi_store::{AddressKind, Given, Kept, Ledger, Prepared};

pub(crate) const NOW: &str = "2026-03-01T00:00:00Z";

/// A page before it is read.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    pub(crate) given: Given,
    pub(crate) text: String,
}

impl Sample {
    pub(crate) fn new(address: &str, text: &str) -> Self {
        let given = Given {
            address: address.to_owned(),
            kind: AddressKind::Document,
            media: Media::Text,
            charset: Some("utf-8".to_owned()),
            options: Options { language: Some("id".to_owned()), ..Options::default() },
            notes: Vec::new(),
        };
        Self { given, text: text.to_owned() }.on("2026-02-10")
    }

    pub(crate) fn english(mut self) -> Self {
        self.given.options.language = Some("en".to_owned());
        self
    }

    pub(crate) fn on(mut self, day: &str) -> Self {
        let day = day.parse().unwrap();
        self.given.options.published = Some(saksi::date::Stamp { day, time: None, offset: None });
        self
    }

    pub(crate) fn by(mut self, outlet: &str) -> Self {
        self.given.options.outlet = Some(outlet.to_owned());
        self
    }

    pub(crate) fn at(mut self, url: &str) -> Self {
        self.given.options.url = Some(url.to_owned());
        self
    }

    pub(crate) fn ready(&self) -> Prepared {
        let bytes = self.text.as_bytes();
        Prepared::of(self.given.read(bytes), &self.given, bytes)
    }

    pub(crate) fn keep(&self, ledger: &mut Ledger) -> Kept {
        ledger.keep(&[self.ready()], NOW).unwrap().pop().unwrap()
    }
}

/// Four pages of two outlets about one bridge.
pub(crate) fn bridge() -> Vec<Sample> {
    vec![
        Sample::new(
            "a",
            "\"Jembatan itu aman,\" kata Bupati Rano Wetan, Selasa (10/2/2026).\n\n\
             Rano membantah tuduhan bahwa baja jembatan itu dicuri.",
        )
        .by("Radio Tepi"),
        Sample::new(
            "b",
            "Walhi Hulu menuduh kontraktor mencuri 12 ton baja. \"Kami punya buktinya,\" kata Sumi Lestari.",
        )
        .by("Kabar Hulu")
        .on("2026-02-11"),
        Sample::new("c", "\"The bridge is safe,\" said Regent Rano Wetan. Wetan denied that steel had been stolen.")
            .english()
            .by("The Tidewater Post")
            .on("2026-02-12"),
        Sample::new("d", "Polisi mengatakan penyelidikan masih berjalan.").by("Radio Tepi").on("2026-01-05"),
    ]
}

pub(crate) fn ledger_of(samples: &[Sample]) -> Ledger {
    let mut ledger = Ledger::in_memory().unwrap();
    let group: Vec<Prepared> = samples.iter().map(Sample::ready).collect();
    ledger.keep(&group, NOW).unwrap();
    ledger
}
