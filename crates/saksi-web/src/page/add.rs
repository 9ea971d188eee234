//! Adding pages by hand: an address, or files.

use askama::Template;
use axum::extract::{Multipart, State};
use axum::response::Html;
use saksi_contract::sha256_hex;
use saksi_store::{Kept, Prepared};

use super::{Frame, html};
use crate::guard::is_our_form;
use crate::problem::Problem;
use crate::reading::{self, Beside};
use crate::site::{Site, now};

/// Files of one form.
const MOST: usize = 200;

#[derive(Template)]
#[template(path = "add.html")]
struct AddPage {
    frame: Frame,
    results: Vec<Added>,
}

/// What became of one page.
struct Added {
    name: String,
    /// Where it can be seen.
    link: Option<String>,
    title: String,
    words: String,
    is_fault: bool,
}

/// `/add`
pub(super) async fn form(State(site): State<Site>, frame: Frame) -> Result<Html<String>, Problem> {
    if !site.options().write {
        return Err(Problem::read_only());
    }
    html(&AddPage { frame, results: Vec::new() })
}

/// The form that was sent: its secret first, then addresses and files.
pub(super) async fn add(State(site): State<Site>, frame: Frame, mut form: Multipart) -> Result<Html<String>, Problem> {
    if !site.options().write {
        return Err(Problem::read_only());
    }
    let broken = |error: axum::extract::multipart::MultipartError| Problem::new(error.status(), error.body_text());
    let mut is_ours = false;
    let mut results = Vec::new();
    let mut date = String::new();
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "secret" => {
                is_our_form(&site, &field.text().await.map_err(broken)?)?;
                is_ours = true;
            }
            _ if !is_ours => return Err(Problem::bad("the form is not complete")),
            "date" => date = field.text().await.map_err(broken)?,
            "url" => {
                let addresses = field.text().await.map_err(broken)?;
                for address in addresses.split_whitespace().take(MOST) {
                    let handed = reading::fetched(&site, address.to_owned()).await;
                    results.push(keep(&site, &frame, address, handed).await);
                }
            }
            "file" => {
                let file = field.file_name().unwrap_or_default().to_owned();
                let bytes = field.bytes().await.map_err(broken)?.to_vec();
                if file.is_empty() && bytes.is_empty() || results.len() >= MOST {
                    continue;
                }
                // A file is known by its name alone; where it lay on somebody's disk is not told.
                let short = file.rsplit(['/', '\\']).next().filter(|name| !name.is_empty()).unwrap_or("-").to_owned();
                let handed = dropped(&site, &short, &date, bytes).await;
                results.push(keep(&site, &frame, &short, handed).await);
            }
            _ => {}
        }
    }
    if !is_ours {
        return Err(Problem::bad("the form is not complete"));
    }
    html(&AddPage { frame, results })
}

/// A file with its address: its name. Two files of one name need not be one page, so a further page under a known name
/// carries the beginning of its digest as well, and is no revision of the first.
async fn dropped(site: &Site, name: &str, date: &str, bytes: Vec<u8>) -> Result<reading::Handed, Problem> {
    let digest = sha256_hex(&bytes);
    let asked = name.to_owned();
    let known = site.look(move |ledger| ledger.pages_at(&asked)).await?;
    let is_its_own = known.is_empty() || known.contains(&digest);
    let address = if is_its_own { name.to_owned() } else { format!("{name} ({})", &digest[..12]) };
    reading::handed(bytes, &Beside { address: Some(&address), date: Some(date), ..Beside::default() })
}

async fn keep(site: &Site, frame: &Frame, name: &str, handed: Result<reading::Handed, Problem>) -> Added {
    let t = frame.t;
    let kept = async {
        let prepared = reading::read(site, handed?).await?;
        let (id, title) = (prepared.id().to_owned(), prepared.article().title.clone().unwrap_or_default());
        let kept = kept(site, prepared).await?;
        Ok::<_, Problem>((id, title, kept))
    };
    match kept.await {
        Ok((id, title, kept)) => {
            let words = match &kept {
                Kept::New { statements } => t.count("added-new", *statements),
                Kept::Revision { statements, .. } => t.count("added-revision", *statements),
                Kept::Known => t.t("added-known"),
                Kept::Forgotten => t.t("added-forgotten"),
            };
            let link = (!matches!(kept, Kept::Forgotten)).then(|| format!("/article/{id}"));
            Added { name: name.to_owned(), link, title, words, is_fault: false }
        }
        Err(problem) => {
            Added { name: name.to_owned(), link: None, title: String::new(), words: problem.detail, is_fault: true }
        }
    }
}

/// Keeps a page that was read.
pub(crate) async fn kept(site: &Site, prepared: Prepared) -> Result<Kept, Problem> {
    let kept = site.write(move |ledger| ledger.keep(&[prepared], &now())).await?;
    kept.into_iter().next().ok_or_else(Problem::internal)
}
