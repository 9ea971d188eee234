//! What can be typed after `saksi`.

use std::ffi::OsString;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use saksi::date::Stamp;

/// Reads news pages and prints who says what, who denies it, and on what evidence.
///
/// Every part of a row is the page's own words, with its place. Nothing is paraphrased; nothing is judged.
#[derive(Debug, Parser)]
#[command(name = "saksi", version, propagate_version = true, after_long_help = AFTER)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const AFTER: &str = "\
Exit codes:
   0  done, also when a page attests nothing
   1  a page attests nothing (with --fail-empty)
   2  the arguments make no sense
   3  some inputs could not be read; the others were
   4  the ledger cannot be used; it stays as it was
  70  a fault of this program";

/// Options that stand before or after the subcommand.
#[derive(Debug, Clone, Args)]
pub(crate) struct Global {
    /// Say nothing on standard error but errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// When to use colour; NO_COLOR and CLICOLOR_FORCE are kept
    #[allow(clippy::doc_markdown)] // The words of the help, which knows no backticks.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub(crate) color: Color,
    /// The file of the ledger [default: in the data folder of the platform]
    #[arg(long, global = true, env = "SAKSI_LEDGER", value_name = "FILE")]
    pub(crate) ledger: Option<std::path::PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal
    Auto,
    Always,
    Never,
}

impl Color {
    /// The same choice in the words of the crate that strips escapes.
    pub(crate) fn choice(self) -> anstream::ColorChoice {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::AlwaysAnsi,
            Self::Never => anstream::ColorChoice::Never,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read pages and print what they attest
    #[command(visible_alias = "r")]
    Read(Box<Read>),
    /// Say why a row was read as it was
    Explain(Explain),
    /// Print the constructions that are known, with examples
    Grammar {
        /// One construction
        name: Option<String>,
        /// Examples and cue words of this language alone: id, en or ms
        #[arg(long, value_name = "LANG", value_parser = crate::grammar::language_of)]
        lang: Option<saksi::Lang>,
    },
    #[command(flatten)]
    Ledger(crate::ledger::Command),
    /// Print completions for a shell
    Completions { shell: clap_complete::Shell },
    /// Print the manual page
    Man {
        /// The page of one subcommand
        command: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Read {
    /// HTML files, plain texts, files of JSONL documents, folders of these, web addresses, or - for standard input
    ///
    /// They are told apart by their content. A JSONL document is one line with `id` and `text`, and perhaps `title`,
    /// `date`, `outlet`, `url` and `lang`.
    #[arg(required = true, value_name = "PAGE")]
    pub(crate) pages: Vec<OsString>,
    /// What the inputs are, whatever they look like
    #[arg(long = "as", value_enum, value_name = "KIND")]
    pub(crate) kind: Option<Kind>,
    /// How to print: a readable sheet on a terminal, else JSONL
    #[arg(long, short, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
    /// Publication date (YYYY-MM-DD or RFC 3339) where the input has none
    #[arg(long, value_name = "DATE", value_parser = crate::input::stamp_of)]
    pub(crate) date: Option<Stamp>,
    /// Language (BCP 47, such as id or en) where the input does not say
    #[arg(long, value_name = "LANG", value_parser = crate::input::language_of)]
    pub(crate) lang: Option<String>,
    #[command(flatten)]
    pub(crate) reader: Reader,
    /// Seconds a page may take; 0 for no limit
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub(crate) timeout: Duration,
    /// Fetch nothing, whatever is named
    #[arg(long, help_heading = "Web addresses")]
    pub(crate) offline: bool,
    /// Ask addresses inside the own network, too
    #[arg(long, help_heading = "Web addresses")]
    pub(crate) allow_private: bool,
    /// Where sites can reach you, sent with each request: an address of the web or of mail
    #[arg(long, env = "SAKSI_CONTACT", value_name = "ADDRESS", help_heading = "Web addresses")]
    pub(crate) contact: Option<String>,
    /// Pages read at once [default: one a core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
    /// Exit with 1 when a page attests nothing
    #[arg(long)]
    pub(crate) fail_empty: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// A page, a plain text or a file of JSONL documents, as for `read`
    #[arg(value_name = "PAGE")]
    pub(crate) page: OsString,
    /// The id of a row, or its first letters, or its number on the sheet
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// What the input is, whatever it looks like
    #[arg(long = "as", value_enum, value_name = "KIND")]
    pub(crate) kind: Option<Kind>,
    /// How to print
    #[arg(long, short, value_enum, value_name = "FORMAT", default_value_t = Telling::Text)]
    pub(crate) format: Telling,
    /// Language (BCP 47, such as id or en) where the input does not say
    #[arg(long, value_name = "LANG", value_parser = crate::input::language_of)]
    pub(crate) lang: Option<String>,
}

/// By what statements are read, and how sure they must be.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Reader {
    /// Leave out statements of a lower confidence, from 0 to 1; of those at 0.9 nine in ten are meant to be right
    #[arg(long, value_name = "CONFIDENCE", default_value = "0", hide_default_value = true, value_parser = confidence)]
    pub(crate) min_confidence: f32,
    /// What reads: the grammar with what was learned from the corpus, or the grammar alone
    #[arg(long = "reader", value_enum, value_name = "READER", default_value_t = ReaderKind::Learned)]
    pub(crate) reads_by: ReaderKind,
}

/// What reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReaderKind {
    /// The grammar, weighed by what was learned
    Learned,
    /// The grammar alone
    Grammar,
}

impl Reader {
    /// Hands the choice to the library.
    pub(crate) fn into(self, options: saksi::Options) -> saksi::Options {
        saksi::Options {
            grammar_only: self.reads_by == ReaderKind::Grammar,
            least_confidence: self.min_confidence,
            ..options
        }
    }
}

/// How an explanation is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Telling {
    /// For people
    Text,
    /// One JSON object
    Json,
}

/// What an input may be said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// A web page in any charset
    Html,
    /// A plain text, kept as it is
    Text,
    /// One JSON document a line
    Jsonl,
}

/// How articles are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One JSON object a line, one line an article
    Jsonl,
    /// One pretty JSON array
    Json,
    /// One row a statement, for spreadsheets
    Csv,
    /// A heading and a table an article
    Md,
    /// One self-contained page: articles beside their statements
    Html,
    /// Who, stance, words, for the terminal
    Sheet,
}

fn confidence(words: &str) -> Result<f32, String> {
    let number = words.parse().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "a number from 0 to 1, such as 0.8".to_owned())
}

pub(crate) fn seconds(words: &str) -> Result<Duration, String> {
    let wrong = || "a number of seconds, such as 10 or 0.5".to_owned();
    let seconds: f64 = words.parse().map_err(|_| wrong())?;
    // A year is as good as no limit, and clocks cannot be overrun by it.
    if (0.0..=31_536_000.0).contains(&seconds) { Ok(Duration::from_secs_f64(seconds)) } else { Err(wrong()) }
}
