//! Goes through the pages of packs, extracts each and has it scored. It must not know how a score
//! is made.

use crate::label::Label;
use crate::pack::{Pack, Result};
use crate::results::{Column, PageResult, Results};
use crate::{body, cost, dates, lang, meta, strip};
use palimpsest_extract::{Page, extract};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use url::Url;

/// Pages are read side by side on as many threads, unless they are timed.
const THREADS: usize = 2;

/// What is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The body's text.
    Body,
    /// Headline and authors.
    Meta,
    /// Dates of publication and of the last change.
    Dates,
    /// The language.
    Lang,
}

impl Measure {
    /// Returns the name, as in the command.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Body => "body",
            Measure::Meta => "meta",
            Measure::Dates => "dates",
            Measure::Lang => "lang",
        }
    }

    /// Returns the columns of its tables.
    pub fn columns(self) -> Vec<Column> {
        match self {
            Measure::Body => [&body::COLUMNS[..], &cost::COLUMNS].concat(),
            Measure::Meta => meta::COLUMNS.to_vec(),
            Measure::Dates => dates::COLUMNS.to_vec(),
            Measure::Lang => lang::COLUMNS.to_vec(),
        }
    }

    /// Returns the measure of this name.
    pub fn of_name(name: &str) -> Option<Measure> {
        let all = [Measure::Body, Measure::Meta, Measure::Dates, Measure::Lang];
        all.into_iter().find(|measure| measure.name() == name)
    }
}

/// How pages are gone through.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Takes machine-readable metadata out of the pages first.
    pub strip: bool,
    /// How often each page is timed; 0 does not time, and uses more than one thread.
    pub repeat: usize,
    /// Counts memory, where the program was built with the counter.
    pub memory: bool,
}

/// Scores every page of the packs.
pub fn run(packs: &[Pack], measure: Measure, options: Options) -> Result<Results> {
    let pages: Vec<(&Pack, &Label)> =
        packs.iter().flat_map(|pack| pack.labels.iter().map(move |label| (pack, label))).collect();
    let is_alone = options.repeat > 0 || options.memory;
    if is_alone {
        cost::warm_up();
    }
    let threads = if is_alone { 1 } else { THREADS };
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Result<PageResult>)>> = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some((pack, label)) = pages.get(at) else { break };
                    let result = score_page(pack, label, measure, options);
                    if let Ok(mut done) = done.lock() {
                        done.push((at, result));
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().map_err(|_| "a page broke the program".to_owned())?;
    done.sort_by_key(|(at, _)| *at);
    let pages: Vec<PageResult> =
        done.into_iter().map(|(_, result)| result).collect::<Result<_>>()?;
    Ok(Results::of(measure.name(), options.strip, &measure.columns(), pages))
}

fn score_page(
    pack: &Pack,
    label: &Label,
    measure: Measure,
    options: Options,
) -> Result<PageResult> {
    let mut bytes = pack.read_page(label)?;
    if options.strip {
        bytes = strip::strip(&bytes);
    }
    let url = label.url.as_deref().and_then(|url| Url::parse(url).ok());
    let page = Page {
        bytes: &bytes,
        url: url.as_ref(),
        content_type: Some("text/html"),
        file_name: None,
        captured_at: None,
    };
    let mut result =
        PageResult { set: pack.name.clone(), id: label.id.clone(), ..PageResult::default() };
    let extraction = match options.repeat {
        0 => extract(&page),
        repeat => cost::timed(&page, repeat, &mut result),
    };
    if options.memory {
        cost::measure_memory(&page, &mut result);
    }
    let article = &extraction.article;
    let labelled = label.lang.as_deref().map(lang::primary);
    result.language = labelled.or_else(|| article.language.code.clone());
    match measure {
        Measure::Body => body::score_page(label, article, body::rule_of(&pack.name), &mut result),
        Measure::Meta => meta::score_page(label, article, &mut result),
        Measure::Dates => dates::score_page(label, article, &mut result),
        Measure::Lang => lang::score_page(label, article, &mut result),
    }
    Ok(result)
}
