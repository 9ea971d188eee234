//! The pages of a folder, its folders included, in the order of their names.

use std::ffi::OsStr;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::{Found, Given};
use crate::report::Fault;

/// Every page of a folder. Returns whether to go on.
pub(super) fn each(root: &Path, given: &Given, found: &mut dyn FnMut(Found) -> bool) -> bool {
    let mut passed = 0_usize;
    let walk = WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry) && !is_saved_parts(entry)) {
        let on = match entry {
            Ok(entry) if entry.file_type().is_dir() => true,
            Ok(entry) if entry.file_type().is_file() && is_page_name(entry.path()) => {
                super::file(entry.path(), given, found)
            }
            Ok(_) => {
                passed += 1;
                true
            }
            Err(error) => found(fault(&error)),
        };
        if !on {
            return false;
        }
    }
    if passed > 0 {
        let files = if passed == 1 { "1 file".to_owned() } else { format!("{passed} files") };
        let note =
            format!("{files} in `{}` passed over: no page by name (.html, .htm, .xhtml, .txt, .jsonl)", root.display());
        return found(Found::Note(note));
    }
    true
}

/// A folder holds pictures, scripts and lists beside its pages: names tell, the content decides the rest.
fn is_page_name(path: &Path) -> bool {
    let Some(extension) = path.extension().and_then(OsStr::to_str) else {
        return true;
    };
    let pages = ["html", "htm", "xhtml", "shtml", "txt", "text", "jsonl", "ndjson", "php", "asp", "aspx"];
    pages.contains(&extension.to_ascii_lowercase().as_str())
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// `Page_files` beside `Page.html`: what a browser saves with a page, advertisements in frames among it.
fn is_saved_parts(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let Some(page) = name.strip_suffix("_files") else { return false };
    entry.file_type().is_dir()
        && ["html", "htm"].iter().any(|extension| entry.path().with_file_name(format!("{page}.{extension}")).exists())
}

fn fault(error: &walkdir::Error) -> Found {
    let path = error.path().unwrap_or(Path::new("?")).display().to_string();
    if let Some(ancestor) = error.loop_ancestor() {
        return Found::Note(format!("`{path}` leads back to `{}` and is not followed", ancestor.display()));
    }
    match error.io_error() {
        Some(error) => Found::Fault(Fault::unreadable(&path, error)),
        None => Found::Fault(Fault::new(format!("cannot read `{path}`"))),
    }
}
