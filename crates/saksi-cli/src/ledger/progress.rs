//! How far long work is, on standard error, where somebody watches.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Desk;

/// A bar that counts pages; drawn on terminals only, and not when quiet.
pub(super) fn bar(desk: &Desk<'_>, total: Option<u64>) -> ProgressBar {
    let bar = match total {
        Some(total) => ProgressBar::new(total),
        None => ProgressBar::no_length(),
    };
    if desk.global.quiet || !std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
        return bar;
    }
    let template = match total {
        Some(_) => "{bar:30} {pos}/{len} pages  {per_sec}  {eta} left  {msg}",
        None => "{spinner} {pos} pages  {per_sec}  {elapsed}  {msg}",
    };
    bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
