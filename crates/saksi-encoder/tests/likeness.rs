//! Sentences find their translation; any bytes and any words are fine.

use proptest::prelude::*;
use saksi_encoder::{Language, Table, Vector};

/// The same in both languages, made up.
const PAIRS: [(&str, &str); 8] = [
    ("kapal keruk itu mengambil pasir pada malam hari", "the dredgers took sand at night"),
    ("bank membantah data nasabah bocor", "the bank denied that customer data had leaked"),
    ("jembatan di Merbau runtuh setelah hujan deras", "the bridge in Merbau collapsed after heavy rain"),
    ("menteri kesehatan mengundurkan diri", "the health minister resigned"),
    ("tim kami sudah memeriksa rekaman itu", "our team has examined the recordings"),
    ("harga beras naik sejak pekan lalu", "the price of rice has risen since last week"),
    ("polisi menahan tiga orang pelajar", "police arrested three students"),
    ("pesawat itu mendarat tanpa lampu", "the aircraft landed without lights"),
];

#[test]
fn each_finds_its_translation_first() {
    let table = Table::built_in();
    let of = |text: &str, language| table.vector(text, language);
    let english: Vec<Vector> = PAIRS.iter().map(|(_, text)| of(text, Language::English)).collect();
    for (at, (text, _)) in PAIRS.iter().enumerate() {
        let one = of(text, Language::Indonesian);
        let nearest =
            (0..english.len()).max_by(|&a, &b| one.likeness(&english[a]).total_cmp(&one.likeness(&english[b])));
        assert_eq!(nearest, Some(at), "{text}");
    }
}

#[test]
fn a_denial_is_as_near_as_what_it_denies() {
    // The table sees no negation: whoever uses it has to look at the sides himself.
    let table = Table::built_in();
    let (one, other) = ("the harbour is open", "the harbour is not open");
    let likeness = table.vector(one, Language::English).likeness(&table.vector(other, Language::English));
    assert!(likeness > 0.7, "{likeness}");
}

#[test]
fn nothing_is_like_nothing() {
    let table = Table::built_in();
    let empty = table.vector("", Language::English);
    assert_eq!(empty.likeness(&empty).to_bits(), 0.0_f32.to_bits());
}

#[test]
fn a_cut_table_is_refused() {
    let whole = include_bytes!("../data/table.bin");
    for end in [0, 7, 8, 20, 1000, 100_000, whole.len() - 1] {
        assert!(Table::of(&whole[..end]).is_err(), "{end}");
    }
    assert!(Table::of(&[whole.as_slice(), b"x"].concat()).is_err());
}

proptest! {
    #[test]
    fn any_text_has_a_likeness_within_bounds(one in "\\PC{0,200}", other in "[a-zA-Z ’é]{0,200}") {
        let table = Table::built_in();
        let (a, b) = (table.vector(&one, Language::Indonesian), table.vector(&other, Language::English));
        prop_assert!((-1.0..=1.0).contains(&a.likeness(&b)));
        prop_assert_eq!(a.likeness(&b).to_bits(), b.likeness(&a).to_bits());
    }

    #[test]
    fn any_bytes_are_read_or_refused(mut bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        bytes.splice(0..0, *b"SAKSIE01");
        if let Ok(table) = Table::of(&bytes) {
            prop_assert!(table.vector("any words", Language::English).likeness(&table.vector("x", Language::English)) <= 1.0);
        }
    }
}
