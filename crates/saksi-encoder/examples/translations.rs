//! How often a sentence finds its translation: `cargo run -p saksi-encoder --example translations -- INDONESIAN.conllu ENGLISH.conllu`.
//!
//! The two files hold the same sentences in the same order (UD Indonesian-PUD and UD English-PUD, which only measure).
//! Prints how many find their translation nearest of all, in both directions; says so and ends well where a file is absent.

#![allow(clippy::disallowed_methods, clippy::print_stdout)] // It reads files and prints.

use saksi_encoder::{Language, Table, Vector};

fn main() {
    let default = ["../shared/data/treebanks/pud-id.conllu", "../shared/data/treebanks/pud-en.conllu"];
    let given: Vec<String> = std::env::args().skip(1).collect();
    let path = |at: usize| given.get(at).map_or(default[at], String::as_str);
    let read = |at: usize, language| Some(vectors(&std::fs::read_to_string(path(at)).ok()?, language));
    let (Some(indonesian), Some(english)) = (read(0, Language::Indonesian), read(1, Language::English)) else {
        println!("skipped: {} or {} is absent", path(0), path(1));
        return;
    };
    println!("sentences                    {}", indonesian.len());
    println!("Indonesian finds English     {:.1} %", found(&indonesian, &english));
    println!("English finds Indonesian     {:.1} %", found(&english, &indonesian));
}

fn vectors(treebank: &str, language: Language) -> Vec<Vector> {
    let texts = treebank.lines().filter_map(|line| line.strip_prefix("# text = "));
    texts.map(|text| Table::built_in().vector(text, language)).collect()
}

fn found(from: &[Vector], among: &[Vector]) -> f64 {
    let nearest =
        |one: &Vector| (0..among.len()).max_by(|&a, &b| one.likeness(&among[a]).total_cmp(&one.likeness(&among[b])));
    let right = from.iter().enumerate().filter(|(at, one)| nearest(one) == Some(*at)).count();
    100.0 * right as f64 / from.len().max(1) as f64
}
