//! The text of an article cut wherever a statement begins or ends, so that each piece can be marked with what it belongs to.

use std::collections::BTreeSet;

use serde_json::Value;

/// A block of the article.
pub(crate) struct Block {
    /// `title`, `paragraph`, …; `outside` for text that is kept but is not the article's.
    pub(crate) role: String,
    pub(crate) pieces: Vec<Piece>,
}

/// Some words that belong to the same parts of the same statements.
pub(crate) struct Piece {
    pub(crate) words: String,
    /// Ids of the statements, with blanks between them.
    pub(crate) statements: String,
    pub(crate) is_source: bool,
    pub(crate) is_cue: bool,
    /// The innermost statement whose content it is.
    pub(crate) target: Option<Target>,
}

/// The statement that a piece of content leads to.
pub(crate) struct Target {
    pub(crate) id: String,
    pub(crate) side: &'static str,
    /// Whether it is the first piece of it.
    pub(crate) is_first: bool,
    /// Where its row stands: on the same page unless somebody puts it elsewhere.
    pub(crate) link: String,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Content,
    Source,
    Cue,
}

struct Stretch<'a> {
    start: usize,
    end: usize,
    part: Part,
    id: &'a str,
    side: &'static str,
}

/// Cuts the text of the contract's article. `side_of` gives the side of a statement as it counts.
pub(crate) fn blocks(body: &Value, side_of: &dyn Fn(&str) -> &'static str) -> Vec<Block> {
    let text = body["text"].as_str().unwrap_or_default();
    // Offsets count code points: the places of all of them, and one past the last.
    let mut places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
    places.push(text.len());
    let span = |value: &Value| -> Option<(usize, usize)> {
        let point = |at: usize| value[at].as_u64().and_then(|point| places.get(usize::try_from(point).ok()?).copied());
        point(0).zip(point(1)).filter(|(start, end)| start <= end)
    };
    let mut stretches: Vec<Stretch<'_>> = Vec::new();
    for statement in body["statements"].as_array().into_iter().flatten() {
        let id = statement["id"].as_str().unwrap_or_default();
        let side = side_of(id);
        for (name, part) in [("content", Part::Content), ("cue", Part::Cue), ("source", Part::Source)] {
            for (start, end) in statement[name]["spans"].as_array().into_iter().flatten().filter_map(span) {
                stretches.push(Stretch { start, end, part, id, side });
            }
        }
    }
    stretches.sort_by_key(|stretch| (stretch.start, stretch.end));
    let mut marker = Marker { text, stretches, seen: BTreeSet::new() };
    let mut blocks = Vec::new();
    let mut at = 0;
    for block in body["blocks"].as_array().into_iter().flatten() {
        let Some((start, end)) = span(&block["span"]).filter(|(start, _)| *start >= at) else { continue };
        marker.add(&mut blocks, "outside", at, start);
        marker.add(&mut blocks, block["role"].as_str().unwrap_or("paragraph"), start, end);
        at = end;
    }
    marker.add(&mut blocks, "outside", at, text.len());
    blocks
}

struct Marker<'a> {
    text: &'a str,
    stretches: Vec<Stretch<'a>>,
    seen: BTreeSet<&'a str>,
}

impl Marker<'_> {
    fn add(&mut self, blocks: &mut Vec<Block>, role: &str, start: usize, end: usize) {
        if !self.text[start..end].trim().is_empty() {
            blocks.push(Block { role: role.to_owned(), pieces: self.cut(start, end) });
        }
    }

    fn cut(&mut self, start: usize, end: usize) -> Vec<Piece> {
        let before = self.stretches.partition_point(|stretch| stretch.start < end);
        let mut here: Vec<&Stretch<'_>> =
            self.stretches[..before].iter().filter(|stretch| stretch.end > start).collect();
        // The innermost statement is the shortest: it decides where a link leads.
        here.sort_by_key(|stretch| (stretch.end - stretch.start, stretch.part));
        let mut cuts: BTreeSet<usize> =
            here.iter().flat_map(|stretch| [stretch.start.max(start), stretch.end.min(end)]).collect();
        cuts.extend([start, end]);
        let cuts: Vec<usize> = cuts.into_iter().collect();
        let mut pieces = Vec::new();
        for pair in cuts.windows(2) {
            let over: Vec<&&Stretch<'_>> =
                here.iter().filter(|stretch| stretch.start <= pair[0] && pair[1] <= stretch.end).collect();
            let ids: BTreeSet<&str> = over.iter().map(|stretch| stretch.id).collect();
            let content = over.iter().find(|stretch| stretch.part == Part::Content);
            let target = content.map(|stretch| Target {
                id: stretch.id.to_owned(),
                side: stretch.side,
                is_first: self.seen.insert(stretch.id),
                link: format!("#r-{}", stretch.id),
            });
            pieces.push(Piece {
                words: self.text[pair[0]..pair[1]].to_owned(),
                statements: ids.into_iter().collect::<Vec<_>>().join(" "),
                is_source: over.iter().any(|stretch| stretch.part == Part::Source),
                is_cue: over.iter().any(|stretch| stretch.part == Part::Cue),
                target,
            });
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_pieces_are_the_text() {
        let body = json!({
            "text": "Judul é\n\n“Ya,” kata Sumi. Iklan",
            "blocks": [{"role": "title", "span": [0, 7]}, {"role": "paragraph", "span": [9, 25]}],
            "statements": [{"id": "a", "content": {"spans": [[9, 14]]}, "cue": {"spans": [[15, 19]]}, "source": {"spans": [[20, 24]]}}],
        });
        let blocks = blocks(&body, &|_| "supports");
        let told: Vec<(String, String)> = blocks
            .iter()
            .map(|block| {
                (
                    block.role.clone(),
                    block.pieces.iter().map(|piece| piece.words.as_str()).collect::<Vec<_>>().join("|"),
                )
            })
            .collect();
        assert_eq!(
            told,
            [("title", "Judul é"), ("paragraph", "“Ya,”| |kata| |Sumi|."), ("outside", " Iklan")]
                .map(|(role, words)| (role.to_owned(), words.to_owned()))
        );
        assert!(blocks[1].pieces[0].target.as_ref().is_some_and(|target| target.is_first && target.id == "a"));
        assert!(blocks[1].pieces[2].is_cue && blocks[1].pieces[4].is_source);
    }

    #[test]
    fn offsets_beyond_the_text_are_passed_over() {
        let body = json!({"text": "a", "blocks": [{"role": "x", "span": [5, 9]}], "statements": [{"id": "a", "content": {"spans": [[3, 1]]}}]});
        assert_eq!(blocks(&body, &|_| "none").len(), 1);
    }
}
