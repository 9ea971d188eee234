//! The language of an article, from its own words. The page's tag is not believed against them.

use std::sync::LazyLock;

use lingua::{Language, LanguageDetector, LanguageDetectorBuilder};

use super::words;

/// BCP 47 of a text, and whether it is sure. `hints` are what the page says of itself, nearest first.
pub(super) fn tell(text: &str, hints: &[String]) -> (String, bool) {
    let sample = sample(text);
    let (mut counts, mut all) = ([0usize; 3], 0usize);
    for word in words::words(sample) {
        all += 1;
        for (count, list) in counts.iter_mut().zip(&*COMMON) {
            *count += usize::from(list.binary_search(&word.as_str()).is_ok());
        }
    }
    let hint = hints.iter().find_map(|hint| tag_of(hint));
    if all == 0 {
        return ("und".to_owned(), false);
    }
    let [id, en, ms] = counts;
    let share = |count: usize| count as f32 / all as f32;
    // Running text of a language is a fifth to a half its commonest words; other languages share few of them.
    let (name, best) = if id.max(ms) > en { ("id", id.max(ms)) } else { ("en", en) };
    let other = if name == "id" { en } else { id.max(ms) };
    if share(best) >= 0.12 && best >= 2 && best >= 2 * other {
        let name = if name == "id" && all >= 60 && is_malay(sample, id, ms) { "ms" } else { name };
        return (name.to_owned(), all >= 12);
    }
    if let Some(found) = whatlang::detect(sample).filter(|found| all >= 12 && found.is_reliable()) {
        let tag = tag_of_lang(found.lang());
        if !matches!(tag, "id" | "en") {
            return (tag.to_owned(), true);
        }
    }
    if share(best) >= 0.05 && best > other {
        return (name.to_owned(), false);
    }
    (hint.unwrap_or_else(|| "und".to_owned()), false)
}

/// Whether a word in lower case is among the commonest of a language that is told by them.
pub(super) fn is_common(word: &str) -> bool {
    COMMON.iter().any(|list| list.binary_search(&word).is_ok())
}

/// Malay and Indonesian share most of their words: the words that one alone uses decide, and only then the letters of a whole article.
fn is_malay(sample: &str, id: usize, ms: usize) -> bool {
    let (mut malay, mut indonesian) = (0usize, 0usize);
    for word in words::words(sample) {
        malay += usize::from(ONLY_MALAY.contains(&word.as_str()));
        indonesian += usize::from(ONLY_INDONESIAN.contains(&word.as_str()));
    }
    if malay + indonesian >= 3 {
        return malay > 2 * indonesian;
    }
    ms > id && DETECTOR.detect_language_of(sample) == Some(Language::Malay)
}

static DETECTOR: LazyLock<LanguageDetector> = LazyLock::new(|| {
    LanguageDetectorBuilder::from_languages(&[Language::Indonesian, Language::Malay, Language::English]).build()
});

/// Enough of a text to tell by.
fn sample(text: &str) -> &str {
    let mut end = text.len().min(6_000);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The commonest words of Indonesian, English and Malay, sorted.
static COMMON: LazyLock<[Vec<&'static str>; 3]> = LazyLock::new(|| {
    [
        "ada adalah agar akan anak antara apa atas atau bagi bahwa baru beberapa berita bisa bukan dalam dan dapat dari dengan di dia ia harus hari hingga ini itu jadi jika juga kami karena kata ke kepada ketika kita lagi lain lebih maka masih melalui menjadi menurut mereka merupakan namun oleh orang pada para pernah saat saja salah sampai sangat satu saya sebagai sebelum sebelumnya secara sedang sehingga sejak sejumlah selain seluruh semua sementara seorang seperti serta sesuai setelah siapa sudah suatu sebuah tahun tak tanpa telah tentang terhadap terkait tersebut tetapi tidak tim ujar untuk usai waktu warga yaitu yang",
        "a about after all also an and are as at be because been before but by can could did do first for from had has have he her him his how i if in into is it its last may more most new no not now of on one only or other our out over people said says she should so some such than that the their them then there these they this those to two up us was we were what when where which while who will with would year you your",
        "ada adalah akan antara atas atau bagi bahawa baru beberapa berkata boleh bukan dalam dan dapat dari daripada dengan di dia beliau hari hendak ia ialah ini itu jika juga kami kata ke kepada kerana ketika kita lagi lain lebih maka masih melalui menjadi menurut mereka merupakan namun oleh orang pada para pernah perlu sahaja salah sampai sangat satu saya sebagai sebelum secara sedang sehingga sejak selain seluruh semua seorang seperti serta selepas setelah siapa sudah suatu sebuah tahun tanpa telah tentang terhadap tersebut tetapi tidak untuk waktu yang",
    ]
    .map(|list| {
        let mut words: Vec<&str> = list.split(' ').collect();
        words.sort_unstable();
        words
    })
});

const ONLY_MALAY: [&str; 20] = [
    "bahawa",
    "kerana",
    "beliau",
    "ialah",
    "selepas",
    "sahaja",
    "boleh",
    "berkata",
    "pihak",
    "kementerian",
    "hendaklah",
    "daripada",
    "manakala",
    "turut",
    "semalam",
    "polis",
    "syarikat",
    "mesyuarat",
    "wang",
    "peratus",
];
const ONLY_INDONESIAN: [&str; 20] = [
    "bahwa",
    "karena",
    "setelah",
    "saja",
    "bisa",
    "polisi",
    "perusahaan",
    "rapat",
    "uang",
    "persen",
    "kemarin",
    "ujar",
    "sementara",
    "namun",
    "kantor",
    "warga",
    "usai",
    "tersebut",
    "sejumlah",
    "adapun",
];

/// A well-formed language of a tag: "id-ID" is `id`, "in_ID" the old name of it.
fn tag_of(hint: &str) -> Option<String> {
    let first = hint.trim().split(['-', '_', ',', ' ', ';']).next()?.to_ascii_lowercase();
    let named = match first.as_str() {
        "in" | "ind" | "indonesian" | "indonesia" | "bahasa" => "id",
        "english" | "eng" => "en",
        "may" | "msa" | "malay" => "ms",
        "german" | "deutsch" => "de",
        "french" => "fr",
        "spanish" => "es",
        other if (2..=3).contains(&other.len()) && other.bytes().all(|b| b.is_ascii_lowercase()) => other,
        _ => return None,
    };
    Some(named.to_owned())
}

fn tag_of_lang(lang: whatlang::Lang) -> &'static str {
    const TAGS: [(&str, &str); 68] = [
        ("epo", "eo"),
        ("eng", "en"),
        ("rus", "ru"),
        ("cmn", "zh"),
        ("spa", "es"),
        ("por", "pt"),
        ("ita", "it"),
        ("ben", "bn"),
        ("fra", "fr"),
        ("deu", "de"),
        ("ukr", "uk"),
        ("kat", "ka"),
        ("ara", "ar"),
        ("hin", "hi"),
        ("jpn", "ja"),
        ("heb", "he"),
        ("yid", "yi"),
        ("pol", "pl"),
        ("amh", "am"),
        ("jav", "jv"),
        ("kor", "ko"),
        ("nob", "nb"),
        ("dan", "da"),
        ("swe", "sv"),
        ("fin", "fi"),
        ("tur", "tr"),
        ("nld", "nl"),
        ("hun", "hu"),
        ("ces", "cs"),
        ("ell", "el"),
        ("bul", "bg"),
        ("bel", "be"),
        ("mar", "mr"),
        ("kan", "kn"),
        ("ron", "ro"),
        ("slv", "sl"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("mkd", "mk"),
        ("lit", "lt"),
        ("lav", "lv"),
        ("est", "et"),
        ("tam", "ta"),
        ("vie", "vi"),
        ("urd", "ur"),
        ("tha", "th"),
        ("guj", "gu"),
        ("uzb", "uz"),
        ("pan", "pa"),
        ("aze", "az"),
        ("ind", "id"),
        ("tel", "te"),
        ("pes", "fa"),
        ("mal", "ml"),
        ("ori", "or"),
        ("mya", "my"),
        ("nep", "ne"),
        ("sin", "si"),
        ("khm", "km"),
        ("tuk", "tk"),
        ("aka", "ak"),
        ("zul", "zu"),
        ("sna", "sn"),
        ("afr", "af"),
        ("lat", "la"),
        ("slk", "sk"),
        ("cat", "ca"),
        ("tgl", "tl"),
    ];
    let code = lang.code();
    TAGS.iter().find(|(three, _)| *three == code).map_or("und", |(_, two)| two)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_tell_not_the_page() {
        let id = "Gubernur itu mengatakan bahwa pelabuhan akan dibuka lagi pada hari Senin karena ombak sudah mereda.";
        assert_eq!(tell(id, &["en".to_owned()]).0, "id");
        let en = "The governor said that the port would be opened again on Monday because the sea had calmed.";
        assert_eq!(tell(en, &["id".to_owned()]).0, "en");
        let ms = "Beliau berkata kerajaan negeri akan membayar wang bantuan kepada penduduk kerana banjir itu, manakala pihak polis boleh membantu selepas mesyuarat. ".repeat(6);
        assert_eq!(tell(&ms, &[]).0, "ms");
        let de = "Der Minister sagte am Montag, dass die Brücke über den Fluss nach dem Hochwasser nicht mehr befahren werden kann.";
        assert_eq!(tell(de, &["de-DE".to_owned()]).0, "de");
        assert_eq!(tell("", &["id".to_owned()]).0, "und");
    }
}
