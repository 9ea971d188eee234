//! Any bytes as a page: no panic, blocks in order and on character boundaries, parts inside the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use saksi::{Options, Page};

fuzz_target!(|bytes: &[u8]| {
    let page = Page { address: "fuzz", bytes, media: None, charset: None };
    let reading = saksi::read(&page, &Options::default());
    let text = &reading.article.text;
    let mut end = 0;
    for block in &reading.article.blocks {
        assert!(block.span.from() >= end && text.get(block.span.range()).is_some());
        end = block.span.to();
    }
    for statement in &reading.statements {
        for span in statement.content.iter().chain(&statement.cue.spans) {
            assert!(text.get(span.range()).is_some());
        }
    }
});
