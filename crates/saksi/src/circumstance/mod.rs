//! What stands around a statement: when it was said, through which outlet, on what evidence, with which numbers.
//! This room reads the sentence of a statement; it finds no statements of its own.

use crate::Lang;
use crate::article::Article;
use crate::segment::Segments;
use crate::statement::Statement;

/// Adds via, said, evidence and quantities to statements that have source, cue and content.
pub fn add(_article: &Article, _segments: &Segments, _lang: Lang, _statements: &mut [Statement]) {}
