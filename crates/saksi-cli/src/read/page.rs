//! One page, read on a thread of the pool. A fault inside the reading of one page never ends the others.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use saksi::{Media, Page};
use saksi_contract::{Article, Input};

use super::pool::{Outcome, Work};
use crate::input::{AddressKind, Task};
use crate::report::Fault;

thread_local! {
    /// Where the last panic of this thread happened.
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Panics on the threads of the pool are reported with the page they belong to, not by the default handler.
pub(crate) fn keep_panics_quiet() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(super::pool::READERS) {
            return usual(panic);
        }
        let place = panic.location().map_or_else(String::new, |at| format!(" ({}:{})", at.file(), at.line()));
        let message = panic.payload_as_str().unwrap_or("no message");
        let words = format!("{message}{place}");
        PANIC.with_borrow_mut(|last| *last = Some(words));
    }));
}

/// Fetches a page that is still to be fetched.
pub(super) fn arrive<T>(task: Task) -> Result<Task, Outcome<T>> {
    guarded(&task.address.clone(), || task.arrive().map_err(Outcome::Fault)).unwrap_or_else(Err)
}

/// Does with one page what is to be done.
pub(super) fn read<T>(task: Task, work: &Work<T>) -> Outcome<T> {
    let address = task.address.clone();
    let read = || match work(task) {
        Ok(done) => Outcome::Done(done),
        Err(fault) => Outcome::Fault(fault),
    };
    guarded(&address, read).unwrap_or_else(|panic| panic)
}

/// Does the work; a panic in it becomes a fault of this one page.
fn guarded<T, U>(address: &str, work: impl FnOnce() -> T) -> Result<T, Outcome<U>> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let words = PANIC.with_borrow_mut(Option::take).unwrap_or_default();
        let fault = Fault::new(format!("`{address}` could not be read: internal error: {words}"));
        Outcome::Panic(fault.hint("this is a fault of saksi; please report it with the page"))
    })
}

/// Reads the article of a page.
pub(super) fn article(task: Task) -> Result<Article, Fault> {
    let Task { address, kind, bytes, media, charset, options, notes } = task;
    let bytes = bytes.load(&address)?;
    let page = Page { address: &address, bytes: &bytes, media, charset: charset.as_deref() };
    let mut reading = saksi::read(&page, &options);
    if bytes.is_empty() {
        reading.article.note("empty", "the input is empty");
    }
    for (code, message) in notes {
        reading.article.note(code, message);
    }
    let media_type = match media {
        Some(Media::Html) => "text/html",
        Some(Media::Text) | None => "text/plain",
    };
    let input = match kind {
        AddressKind::Path => Input::path(address, media_type, &bytes),
        AddressKind::Url => Input::url(address, media_type, &bytes),
        AddressKind::Document => Input::document(address, media_type, &bytes),
    };
    Ok(saksi_contract::article(&reading, input, &bytes))
}
