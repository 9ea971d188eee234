//! The corpus on the disk: `corpus/LANG/TOPIC.txt`, and texts of others that it must not repeat.

use std::path::{Path, PathBuf};

use saksi::Lang;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::markup::{Fault, parse};
use crate::unit::Unit;

/// All units under a folder, by language, file and place; and the faults of their markup.
pub fn units(corpus: &Path) -> (Vec<Unit>, Vec<Fault>) {
    let mut units = Vec::new();
    let mut faults = Vec::new();
    for lang in [Lang::En, Lang::Id] {
        for path in files(&corpus.join(lang.tag()), "txt") {
            let topic = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let name = format!("{}/{topic}.txt", lang.tag());
            match std::fs::read_to_string(&path) {
                Ok(words) => {
                    let (more, wrong) = parse(&name, lang, &topic, &words);
                    units.extend(more);
                    faults.extend(wrong);
                }
                Err(error) => faults.push(Fault { place: name, message: error.to_string() }),
            }
        }
    }
    (units, faults)
}

/// The units that were labelled again: `corpus/relabelled/LANG.txt`.
pub fn relabelled(corpus: &Path) -> (Vec<Unit>, Vec<Fault>) {
    let mut units = Vec::new();
    let mut faults = Vec::new();
    for lang in [Lang::En, Lang::Id] {
        let name = format!("relabelled/{}.txt", lang.tag());
        if let Ok(words) = std::fs::read_to_string(corpus.join(&name)) {
            let (more, wrong) = parse(&name, lang, "relabelled", &words);
            units.extend(more);
            faults.extend(wrong);
        }
    }
    (units, faults)
}

/// Name and text of every document under a folder that is JSONL with `text`, or plain text.
pub fn foreign(data: &Path) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    let mut open = vec![data.to_owned()];
    while let Some(folder) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            let name = path.strip_prefix(data).unwrap_or(&path).to_string_lossy().into_owned();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            match path.extension().and_then(|extension| extension.to_str()) {
                Some("jsonl") => {
                    let lines = std::fs::read_to_string(&path).unwrap_or_default();
                    let text = |line: &str| {
                        let value: Value = serde_json::from_str(line).ok()?;
                        Some(value["text"].as_str()?.to_owned())
                    };
                    texts.extend(lines.lines().filter_map(|line| Some((name.clone(), text(line)?))));
                }
                Some("txt" | "html") => {
                    texts.extend(std::fs::read_to_string(&path).ok().map(|text| (name, text)));
                }
                _ => {}
            }
        }
    }
    texts
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    files
}

/// The digest of all files of units, in their order.
pub fn sha256(corpus: &Path) -> String {
    let mut hasher = Sha256::new();
    for lang in [Lang::En, Lang::Id] {
        for path in files(&corpus.join(lang.tag()), "txt") {
            hasher.update(std::fs::read(&path).unwrap_or_default());
        }
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
