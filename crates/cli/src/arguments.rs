//! The arguments of the program, and the help it gives. Long, because it is all the words of the help.

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
    /// Capture a page and keep its article in the library
    Add(AddArguments),
    /// List the entries of the library, the newest first
    List,
    /// Show an article of the library
    Show(ShowArguments),
    /// Add, list, change and remove highlights
    #[command(subcommand)]
    Highlight(HighlightCommand),
    /// Print or write the note on an article as a whole
    Note(NoteArguments),
    /// Undo the last act on highlights and notes, of one entry or of all
    Undo {
        /// The number of the entry
        entry: Option<i64>,
    },
    /// Do again what was undone last
    Redo {
        /// The number of the entry
        entry: Option<i64>,
    },
    /// List the last acts on highlights and notes, the newest first
    History {
        /// The number of an entry [default: the whole library]
        entry: Option<i64>,
        /// How many at most
        #[arg(long, default_value_t = 50)]
        count: u32,
    },
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
    List(HighlightListArguments),
    /// Change colour, note or tags of a highlight
    Change(HighlightChangeArguments),
    /// Attach a highlight to other words: another extent, a new wording, or where you found it again
    Attach(HighlightAttachArguments),
    /// Print a link to the passage on the publisher's page
    Link {
        /// The number of the highlight
        #[arg(value_parser = highlight_id)]
        highlight: HighlightId,
    },
    /// Say that what became of a highlight in a version may be left as it is
    Settle {
        /// The number of the highlight
        #[arg(value_parser = highlight_id)]
        highlight: HighlightId,
        /// Which version, counted from 1 [default: the newest]
        #[arg(long, value_name = "N")]
        revision: Option<u32>,
        /// Ask for it again
        #[arg(long)]
        undone: bool,
    },
    /// Remove a highlight; it goes to the bin
    Remove {
        /// The number of the highlight, as `highlight list` prints it
        #[arg(value_parser = highlight_id)]
        highlight: HighlightId,
    },
    /// List the highlights in the bin, the last removed first
    Bin {
        /// The number of an entry [default: the whole library]
        entry: Option<i64>,
    },
    /// Bring a removed highlight back
    Restore {
        /// The number it had
        #[arg(value_parser = highlight_id)]
        highlight: HighlightId,
    },
    /// Print what the colours stand for, or name one
    Colours {
        /// yellow, green, blue, red, purple or orange
        #[arg(requires = "name")]
        colour: Option<Colour>,
        /// What it stands for; \"\" brings the first name back
        name: Option<String>,
    },
}

/// What `highlight list` takes.
#[derive(Args)]
pub struct HighlightListArguments {
    /// The number of an entry [default: the whole library]
    pub entry: Option<i64>,
    /// Only those with these words in passage, note, tags or headline
    #[arg(long, default_value = "")]
    pub words: String,
    /// Only those of this colour; may be given several times
    #[arg(long = "colour")]
    pub colours: Vec<Colour>,
    /// Only those with this tag
    #[arg(long)]
    pub tag: Option<String>,
    /// Only those in which somebody of this name is quoted
    #[arg(long)]
    pub speaker: Option<String>,
    /// Only those in articles of this publisher or host
    #[arg(long)]
    pub site: Option<String>,
    /// Only those of which this became in the newest version
    #[arg(long, value_enum)]
    pub status: Option<Status>,
}

/// What became of a highlight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Status {
    /// Its words stand where they were
    Exact,
    /// Its words stand elsewhere
    Moved,
    /// Its words were edited
    Reworded,
    /// Its words are gone
    Orphan,
    /// Edited or gone, and not said to be left so
    Open,
}

/// What `highlight change` takes.
#[derive(Args)]
pub struct HighlightChangeArguments {
    /// The number of the highlight
    #[arg(value_parser = highlight_id)]
    pub highlight: HighlightId,
    /// The new colour
    #[arg(long)]
    pub colour: Option<Colour>,
    /// The new note; \"\" takes it away
    #[arg(long)]
    pub note: Option<String>,
    /// The new tags in place of the old; may be given several times
    #[arg(long = "tag", conflicts_with = "no_tags")]
    pub tags: Option<Vec<String>>,
    /// Take all tags away
    #[arg(long)]
    pub no_tags: bool,
}

/// What `highlight attach` takes.
#[derive(Args)]
pub struct HighlightAttachArguments {
    /// The number of the highlight
    #[arg(value_parser = highlight_id)]
    pub highlight: HighlightId,
    /// The words to attach it to, exactly as they stand in the text
    #[arg(long, required_unless_present_any = ["span", "accept"], conflicts_with_all = ["span", "accept"])]
    pub quote: Option<String>,
    /// Which of several places where the words stand, counted from 1
    #[arg(long, value_name = "N", requires = "quote")]
    pub occurrence: Option<usize>,
    /// The passage by its position, in code points: START..END
    #[arg(long, value_parser = span, conflicts_with = "accept")]
    pub span: Option<Span>,
    /// Accept the new wording of the place where it stands
    #[arg(long)]
    pub accept: bool,
    /// Which version, counted from 1 [default: the newest]
    #[arg(long, value_name = "N")]
    pub revision: Option<u32>,
}

/// What `note` takes.
#[derive(Args)]
pub struct NoteArguments {
    /// The number of the entry
    pub entry: i64,
    /// The new note, Markdown; \"\" takes it away [default: print it]
    pub words: Option<String>,
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

fn highlight_id(number: &str) -> Result<HighlightId, std::num::ParseIntError> {
    number.parse().map(HighlightId)
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
