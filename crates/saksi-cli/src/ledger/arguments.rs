//! What can be typed after the subcommands that use a ledger.

use std::ffi::OsString;
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};
use saksi::date::{Date, Stamp};
use saksi::statement::{Side, Stance};

use crate::arguments::{Kind, Read, Reader, seconds};

/// Subcommands that use a ledger.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read pages into the ledger; again is harmless, a changed page is a revision
    Add(Box<Add>),
    /// List claims: who supports, disputes, doubts; numbers; independent origins
    Claims(Claims),
    /// Show one claim: sides, numbers, timeline, origins, changes, and why it hangs together
    Claim(Claim),
    /// List statements, newest first
    Statements(Find),
    /// Find statements by their words: words, "words in a row", begin*, -without
    Search(Search),
    /// Show everything one actor is said to have said
    Actor(Actor),
    /// Check every row against the kept page, and that nobody changed the past
    Verify(Verify),
    /// Read the kept pages with this version; new readings supersede, nothing is lost
    Reread(Reread),
    /// Correct what was read or joined wrongly: a new entry, never an overwrite
    Correct(Correct),
    /// Write the ledger in a form of another world: jsonl, csv, jsonld, web-annotation, prov, ninjs, html
    Export(Export),
    /// Take text and rows out; a tombstone with hash, reason and time stays
    Forget(Forget),
    /// Show the ledger on a local web page and HTTP API
    Serve(Serve),
    /// Serve the ledger to assistants as read-only tools (Model Context Protocol, standard input and output)
    Mcp(Mcp),
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The address to listen on; one beyond this machine needs a token
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub(super) host: std::net::IpAddr,
    /// The port; 0 takes a free one
    #[arg(long, value_name = "PORT", default_value = "7373")]
    pub(super) port: u16,
    /// What every request must show: `Authorization: Bearer TOKEN`, or `/?token=TOKEN` once in a browser
    #[arg(long, value_name = "TOKEN", env = "SAKSI_TOKEN", hide_env_values = true)]
    pub(super) token: Option<String>,
    /// Let the page add, fetch and correct
    #[arg(long)]
    pub(super) write: bool,
    /// Fetch addresses inside the own network, too
    #[arg(long, requires = "write")]
    pub(super) allow_private: bool,
    /// Fetch nothing, whatever is named
    #[arg(long)]
    pub(super) offline: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Mcp {
    /// Saved pages in this folder may be read by name; without it none can
    #[arg(long, value_name = "FOLDER")]
    pub(super) pages: Option<std::path::PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// HTML files, plain texts, files of JSONL documents, folders of these, web addresses, or - for standard input
    #[arg(required = true, value_name = "PAGE|URL")]
    pages: Vec<OsString>,
    /// What the inputs are, whatever they look like
    #[arg(long = "as", value_enum, value_name = "KIND")]
    kind: Option<Kind>,
    /// Publication date (YYYY-MM-DD or RFC 3339) where the input has none
    #[arg(long, value_name = "DATE", value_parser = crate::input::stamp_of)]
    date: Option<Stamp>,
    /// Language (BCP 47, such as id or en) where the input does not say
    #[arg(long, value_name = "LANG", value_parser = crate::input::language_of)]
    lang: Option<String>,
    #[command(flatten)]
    reader: Reader,
    /// Seconds a page may take; 0 for no limit
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    timeout: Duration,
    /// Fetch nothing, whatever is named
    #[arg(long, help_heading = "Web addresses")]
    offline: bool,
    /// Ask addresses inside the own network, too
    #[arg(long, help_heading = "Web addresses")]
    allow_private: bool,
    /// Where sites can reach you, sent with each request: an address of the web or of mail
    #[arg(long, env = "SAKSI_CONTACT", value_name = "ADDRESS", help_heading = "Web addresses")]
    contact: Option<String>,
    /// Pages read at once [default: one a core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

impl Add {
    /// The same inputs as `saksi read` takes them.
    pub(crate) fn into_read(self) -> Read {
        let Self { pages, kind, date, lang, reader, timeout, offline, allow_private, contact, jobs } = self;
        Read {
            pages,
            kind,
            format: None,
            date,
            lang,
            reader,
            timeout,
            offline,
            allow_private,
            contact,
            jobs,
            fail_empty: false,
        }
    }
}

/// What statements are looked for.
#[derive(Debug, Args)]
pub(crate) struct Filters {
    /// Said by this actor: name or id
    #[arg(long, value_name = "NAME")]
    pub(crate) actor: Option<String>,
    /// What the source does with the content: asserts, denies, …
    #[arg(long, value_name = "STANCE", value_parser = stance_of)]
    pub(crate) stance: Option<Stance>,
    /// The side of a claim that is taken: supports, disputes, doubts, open, none
    #[arg(long, value_name = "SIDE", value_parser = side_of)]
    pub(crate) side: Option<Side>,
    /// Language of the article
    #[arg(long, value_name = "LANG", value_parser = crate::input::language_of)]
    pub(crate) language: Option<String>,
    /// Name or host of the outlet
    #[arg(long, value_name = "OUTLET")]
    pub(crate) outlet: Option<String>,
    /// Published on this day or later
    #[arg(long, value_name = "DATE", value_parser = day_of)]
    pub(crate) from: Option<Date>,
    /// Published on this day or earlier
    #[arg(long, value_name = "DATE", value_parser = day_of)]
    pub(crate) to: Option<Date>,
    /// Part of this claim
    #[arg(long, value_name = "ID")]
    pub(crate) claim: Option<String>,
    /// In this article: id, URL or address
    #[arg(long, value_name = "ARTICLE")]
    pub(crate) article: Option<String>,
}

/// How many rows, from where, in which form.
#[derive(Debug, Args)]
pub(crate) struct Paging {
    /// How many rows at most
    #[arg(long, short = 'n', value_name = "N", default_value_t = 20)]
    pub(crate) limit: u32,
    /// Go on after the row with this cursor
    #[arg(long, value_name = "CURSOR")]
    pub(crate) after: Option<String>,
    #[command(flatten)]
    pub(crate) form: Form,
}

#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Form {
    /// How to print: a readable sheet on a terminal, else JSONL
    #[arg(long, short, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<RowFormat>,
}

/// How rows are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RowFormat {
    /// One JSON object a line
    Jsonl,
    /// For the terminal
    Sheet,
}

#[derive(Debug, Args)]
pub(crate) struct Find {
    #[command(flatten)]
    pub(crate) filters: Filters,
    #[command(flatten)]
    pub(crate) paging: Paging,
}

#[derive(Debug, Args)]
pub(crate) struct Search {
    /// What to look for, in source and content; in every form of the words. `'harbour -closed'` leaves a word out
    #[arg(required = true, value_name = "WORDS")]
    pub(crate) words: Vec<String>,
    /// Best match first, instead of newest first
    #[arg(long)]
    pub(crate) best: bool,
    #[command(flatten)]
    pub(crate) filters: Filters,
    #[command(flatten)]
    pub(crate) paging: Paging,
}

#[derive(Debug, Args)]
pub(crate) struct Actor {
    /// Name or id; some of the words of the name are enough where nobody else is called so
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) paging: Paging,
}

#[derive(Debug, Args)]
pub(crate) struct Claims {
    /// Only claims of so many statements or more
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) at_least: u32,
    /// How many at most [default: 20 on a terminal, else all]
    #[arg(long, short = 'n', value_name = "N")]
    pub(crate) limit: Option<u32>,
    /// Go on after the claim with this cursor
    #[arg(long, value_name = "CURSOR")]
    pub(crate) after: Option<String>,
    #[command(flatten)]
    pub(crate) form: Form,
}

#[derive(Debug, Args)]
pub(crate) struct Claim {
    /// Id of the claim, or of any of its statements (ARTICLE/STATEMENT where several articles have it)
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// How to print: a readable sheet on a terminal, else JSONL
    #[arg(long, short, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<ClaimFormat>,
}

/// How one claim is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ClaimFormat {
    /// One JSON object
    Jsonl,
    /// For the terminal
    Sheet,
    /// The chain of relays as a graph (Graphviz)
    Dot,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// In which form
    #[arg(value_enum, value_name = "FORMAT")]
    pub(crate) format: ExportFormat,
    /// One claim and the articles it stands in; html needs one
    #[arg(long, value_name = "ID")]
    pub(crate) claim: Option<String>,
    /// The whole texts, not only words with a little around them
    #[arg(long)]
    pub(crate) full_text: bool,
}

/// Forms of export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// One statement a line, with its article's fields
    Jsonl,
    /// One statement a row, for spreadsheets
    Csv,
    /// The same columns for data frames
    #[cfg(feature = "parquet")]
    Parquet,
    /// schema.org: `NewsArticle`, Quotation, Claim
    Jsonld,
    /// W3C Web Annotation: one annotation a statement
    WebAnnotation,
    /// W3C PROV: pages, readings, corrections and who made them
    Prov,
    /// IPTC ninjs 3.1: one item an article
    Ninjs,
    /// One self-contained claim sheet
    Html,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// A digest that an earlier check printed: it must still be part of the log
    #[arg(long, value_name = "DIGEST")]
    pub(crate) head: Option<String>,
    /// Pages checked at once [default: one a core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
    #[command(flatten)]
    pub(crate) form: Form,
}

#[derive(Debug, Args)]
pub(crate) struct Reread {
    /// Read pages again that this version has read already
    #[arg(long)]
    pub(crate) all: bool,
    /// Pages read at once [default: one a core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
    #[command(flatten)]
    pub(crate) form: Form,
}

#[derive(Debug, Args)]
pub(crate) struct Correct {
    #[command(subcommand)]
    pub(crate) what: What,
}

/// What is corrected.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// These actors, or claims, are one
    Merge {
        /// Names or ids of actors, or with --claims ids of claims or statements
        #[arg(required = true, num_args = 2.., value_name = "NAME")]
        names: Vec<String>,
        /// The names are claims or statements, not actors
        #[arg(long)]
        claims: bool,
        #[command(flatten)]
        why: Why,
    },
    /// These actors, or statements, are not one
    Split {
        /// Names or ids of actors, or with --claims ids of statements: the first leaves the others
        #[arg(required = true, num_args = 2.., value_name = "NAME")]
        names: Vec<String>,
        /// The names are claims or statements, not actors
        #[arg(long)]
        claims: bool,
        #[command(flatten)]
        why: Why,
    },
    /// A statement has another stance or another actor behind its source
    Relabel {
        /// Id of the statement, ARTICLE/STATEMENT where several articles have it
        statement: String,
        /// What the source does with the content
        #[arg(long, value_name = "STANCE", value_parser = stance_of)]
        stance: Option<Stance>,
        /// Who is meant
        #[arg(long, value_name = "NAME")]
        actor: Option<String>,
        /// What the actor is
        #[arg(long = "type", value_name = "TYPE", default_value = "person",
            value_parser = ["person", "organisation", "state", "group", "document", "unknown"])]
        kind: String,
        #[command(flatten)]
        why: Why,
    },
    /// A correction was wrong
    Undo {
        /// Its number
        number: i64,
        #[command(flatten)]
        why: Why,
    },
    /// All corrections, whether they hold, were undone, or lost their words
    List {
        #[command(flatten)]
        form: Form,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Why {
    /// Why
    #[arg(long, value_name = "REASON")]
    pub(crate) reason: String,
    /// Who says so
    #[arg(long, value_name = "NAME", env = "USER", hide_env_values = true, default_value = "unknown")]
    pub(crate) by: String,
}

#[derive(Debug, Args)]
pub(crate) struct Forget {
    /// URL, address or id of an article, or name or id of an actor
    #[arg(value_name = "URL|ACTOR")]
    pub(crate) name: String,
    /// Why; it stays in the ledger, so it should not say what is to be forgotten
    #[arg(long, value_name = "REASON")]
    pub(crate) reason: String,
    /// The name is that of an actor
    #[arg(long)]
    pub(crate) actor: bool,
}

fn stance_of(name: &str) -> Result<Stance, String> {
    let all = || Stance::ALL.map(Stance::name).join(", ");
    Stance::of_name(name).ok_or_else(|| format!("one of {}", all()))
}

fn side_of(name: &str) -> Result<Side, String> {
    let sides = [Side::Supports, Side::Disputes, Side::Doubts, Side::Open, Side::None];
    let found = sides.into_iter().find(|side| side.name() == name);
    found.ok_or_else(|| format!("one of {}", sides.map(Side::name).join(", ")))
}

fn day_of(words: &str) -> Result<Date, String> {
    crate::input::stamp_of(words).map(|stamp| stamp.day)
}
