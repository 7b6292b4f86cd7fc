//! The arguments of the program, and the help it gives.

use clap::{Args, Parser, Subcommand, ValueEnum};
use palimpsest::article::{Colour, HighlightId, Span};
use std::path::PathBuf;
use url::Url;

/// Reads news articles, keeps every version, and keeps your highlights.
#[derive(Parser)]
#[command(name = "palimpsest", version)]
pub struct Arguments {
    /// The folder of the library [default: $PALIMPSEST_LIBRARY, else the place for program data]
    #[arg(long, global = true, value_name = "DIR")]
    pub library: Option<PathBuf>,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Extract the article of a page, without keeping it
    Extract(ExtractArguments),
    /// Tell what the publisher says it changed in an article, and when, without keeping it
    Updates(UpdatesArguments),
    /// Tell who is quoted in an article, and what with
    Quotes(QuotesArguments),
    /// Tell where passages of a text stand in another version of it
    Anchor(AnchorArguments),
    /// Capture a page and keep its article in the library
    Add(AddArguments),
    /// List the entries of the library, the newest first
    List,
    /// Show an article of the library
    Show(ShowArguments),
    /// Add, list and remove highlights
    #[command(subcommand)]
    Highlight(HighlightCommand),
    /// Open the window
    Open(OpenArguments),
}

/// What `extract` takes.
#[derive(Args)]
pub struct ExtractArguments {
    /// An address, a file, or - for standard input
    #[arg(required_unless_present = "batch", conflicts_with = "batch")]
    pub source: Option<String>,
    /// The address a file came from
    #[arg(long, conflicts_with = "batch")]
    pub url: Option<Url>,
    /// How to print the article
    #[arg(long, value_enum, conflicts_with = "batch")]
    pub format: Option<Format>,
    /// Print the whole page block by block: what is the article, what was removed and why, and where
    /// each fact is from; docs/explain.md tells more
    #[arg(long, conflicts_with = "batch")]
    pub explain: bool,
    /// Read one JSON request a line from standard input, write one answer a line
    #[arg(
        long,
        long_help = "Read one JSON request a line from standard input, write one answer a line.\n\n\
            A request is {\"id\", \"path\", \"url\"}; \"html\" or \"text\" in place of \"path\" gives the page\n\
            itself. The answer is {\"id\", \"article\", \"ms\"} or {\"id\", \"error\"}, in the order asked."
    )]
    pub batch: bool,
}

/// How to print an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The article with all its spans; docs/article.md explains it
    Json,
    /// Words alone
    Text,
    /// CommonMark
    Markdown,
}

/// What `updates` takes.
#[derive(Args)]
pub struct UpdatesArguments {
    /// An address, a file, or - for standard input
    pub source: String,
    /// The address a file came from
    #[arg(long)]
    pub url: Option<Url>,
}

/// What `quotes` takes.
#[derive(Args)]
pub struct QuotesArguments {
    /// An address, a file, - for standard input, or entry:N of the library with your corrections
    pub source: String,
    /// The address a file came from
    #[arg(long)]
    pub url: Option<Url>,
    /// Only what these words in a speaker's name lead to
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,
    /// Also what stands in marks and is no speech: titles, terms, documents, marks of distance
    #[arg(long)]
    pub all: bool,
}

/// What `anchor` takes.
#[derive(Args)]
pub struct AnchorArguments {
    /// Read one JSON request a line from standard input, write one answer a line
    #[arg(
        long,
        required = true,
        long_help = "Read one JSON request a line from standard input, write one answer a line.\n\n\
            A request is {\"id\", \"old\", \"new\", \"spans\": [[start, end], …]} with both texts and passages\n\
            of the old one in code points, or {\"id\", \"new\", \"targets\"} with for each passage a W3C selector\n\
            or a list of them. The answer is {\"id\", \"results\": [{\"status\", \"span\", \"score\"}, …], \"ms\"} or\n\
            {\"id\", \"error\"}, in the order asked; the span of an orphan is null."
    )]
    pub batch: bool,
}

/// What `add` takes.
#[derive(Args)]
pub struct AddArguments {
    /// An address, a file, or - for standard input
    pub source: String,
    /// The address a file came from
    #[arg(long)]
    pub url: Option<Url>,
}

/// What `show` takes.
#[derive(Args)]
pub struct ShowArguments {
    /// The number of the entry, as `list` prints it
    pub entry: i64,
    /// Which version, counted from 1 [default: the newest]
    #[arg(long, value_name = "N")]
    pub revision: Option<u32>,
    /// How to print the article
    #[arg(long, value_enum)]
    pub format: Option<Format>,
}

/// What `highlight` does.
#[derive(Subcommand)]
pub enum HighlightCommand {
    /// Highlight a passage
    Add(HighlightAddArguments),
    /// List highlights
    List {
        /// The number of an entry [default: the whole library]
        entry: Option<i64>,
    },
    /// Remove a highlight
    Remove {
        /// The number of the highlight, as `highlight list` prints it
        #[arg(value_parser = |number: &str| number.parse().map(HighlightId))]
        highlight: HighlightId,
    },
    /// Bring a removed highlight back
    Restore {
        /// The number it had
        #[arg(value_parser = |number: &str| number.parse().map(HighlightId))]
        highlight: HighlightId,
    },
}

/// What `highlight add` takes.
#[derive(Args)]
pub struct HighlightAddArguments {
    /// The number of the entry
    pub entry: i64,
    /// The words to highlight, exactly as they stand in the text
    #[arg(long, required_unless_present = "span", conflicts_with = "span")]
    pub quote: Option<String>,
    /// Which of several places where the words stand, counted from 1
    #[arg(long, value_name = "N", requires = "quote")]
    pub occurrence: Option<usize>,
    /// The passage by its position, in code points: START..END
    #[arg(long, value_parser = span)]
    pub span: Option<Span>,
    /// yellow, green, blue, red, purple or orange
    #[arg(long, default_value = "yellow")]
    pub colour: Colour,
    /// A note
    #[arg(long, default_value = "")]
    pub note: String,
    /// A tag; may be given several times
    #[arg(long = "tag")]
    pub tags: Vec<String>,
    /// Which version, counted from 1 [default: the newest]
    #[arg(long, value_name = "N")]
    pub revision: Option<u32>,
}

/// What `open` takes.
#[derive(Args)]
pub struct OpenArguments {
    /// The number of an entry, an address or a file [default: the library]
    pub what: Option<String>,
}

fn span(written: &str) -> Result<Span, String> {
    let parse = |number: &str| number.trim().parse::<usize>().ok();
    written
        .split_once("..")
        .and_then(|(start, end)| Some((parse(start)?, parse(end)?)))
        .filter(|(start, end)| start <= end)
        .map(|(start, end)| Span { start, end })
        .ok_or_else(|| "a span is START..END, as in 120..145".to_owned())
}
