//! Gathering: the reader's highlights of all articles in one list, narrowed down.

use crate::{Error, Library, Result, correcting, library::place};
use chrono::{DateTime, Utc};
use palimpsest_article::{
    AnchorStatus, Colour, Entry, EntryId, Highlight, HighlightId, PlacedHighlight, ReadQuotation,
    Revision, RevisionId, Span,
};
use palimpsest_store::Reader;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Which highlights are asked for. What is empty or `None` narrows nothing down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct HighlightFilter {
    /// Words that stand in passage, note, tags or headline, all of them, in any case.
    pub words: String,
    /// One of these colours.
    pub colours: Vec<Colour>,
    /// This tag.
    pub tag: Option<String>,
    /// Somebody of this name is quoted in the passage.
    pub speaker: Option<String>,
    /// The article is of this publisher, or of this host.
    pub site: Option<String>,
    /// This became of it in the newest version.
    pub status: Option<HighlightStatus>,
    /// The article.
    pub entry: Option<EntryId>,
    /// Made at this time or later.
    #[cfg_attr(
        feature = "bindings",
        ts(type = "string | null"),
        schemars(with = "Option<String>")
    )]
    pub since: Option<DateTime<Utc>>,
    /// Made before this time.
    #[cfg_attr(
        feature = "bindings",
        ts(type = "string | null"),
        schemars(with = "Option<String>")
    )]
    pub until: Option<DateTime<Utc>>,
    /// How many of them to pass over.
    pub offset: u32,
    /// How many to return at most; 0 for all.
    pub limit: u32,
}

/// What became of a highlight in the newest version of its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum HighlightStatus {
    /// Its words stand where they were.
    Exact,
    /// Its words stand elsewhere.
    Moved,
    /// Its words were edited.
    Reworded,
    /// Its passage is gone.
    Orphan,
    /// Its words were edited or are gone, and the reader has not said that this may be left so.
    Open,
}

/// A highlight and the article it is in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ListedHighlight {
    /// The highlight, in the newest version of its article.
    #[serde(flatten)]
    pub placed: PlacedHighlight,
    /// The article's headline.
    pub headline: String,
    /// The article's publisher, else its host.
    pub publisher: Option<String>,
    /// The article's address.
    pub url: Option<String>,
    /// Who is quoted in the passage.
    pub speakers: Vec<String>,
}

/// How many highlights have something in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Tally {
    /// What they have in common.
    pub value: String,
    /// How many.
    pub count: u32,
}

/// The highlights asked for, and by what all of them can be narrowed down.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct HighlightList {
    /// How many fit.
    pub total: u32,
    /// Those asked for of them, the last made first.
    pub highlights: Vec<ListedHighlight>,
    /// The colours of all highlights.
    pub colours: Vec<Tally>,
    /// Their tags, the most frequent first.
    pub tags: Vec<Tally>,
    /// Their speakers, the most frequent first.
    pub speakers: Vec<Tally>,
    /// The publishers of their articles, the most frequent first.
    pub sites: Vec<Tally>,
    /// What became of them.
    pub statuses: Vec<Tally>,
}

impl Library {
    /// Returns the highlights of the library that fit a filter.
    pub fn highlights(&self, filter: &HighlightFilter) -> Result<HighlightList> {
        let (all, looked_up) = self.store().read(gathered)?;
        if !looked_up.is_empty() {
            // What is only derived: that it could not be kept is no reason to show nothing.
            let _ = self.store().write(|writer| {
                looked_up.iter().try_for_each(|(id, speakers)| writer.set_speakers(*id, speakers))
            });
        }
        let mut list = HighlightList {
            colours: tallied(all.iter().map(|one| one.placed.highlight.colour.name())),
            tags: tallied(all.iter().flat_map(|one| &one.placed.highlight.tags)),
            speakers: tallied(all.iter().flat_map(|one| &one.speakers)),
            sites: tallied(all.iter().filter_map(|one| one.publisher.as_ref())),
            statuses: tallied(all.iter().flat_map(|one| {
                let open = is_open(&one.placed).then_some("open");
                [Some(status_name(one.placed.anchor)), open].into_iter().flatten()
            })),
            ..HighlightList::default()
        };
        let words: Vec<String> =
            filter.words.split_whitespace().map(|word| word.to_lowercase()).collect();
        let mut found: Vec<ListedHighlight> =
            all.into_iter().filter(|one| fits(one, filter, &words)).collect();
        found.sort_by_key(|one| {
            let Highlight { created_at, id, .. } = one.placed.highlight;
            std::cmp::Reverse((created_at, id))
        });
        list.total = u32::try_from(found.len()).unwrap_or(u32::MAX);
        let limit = if filter.limit == 0 { usize::MAX } else { filter.limit as usize };
        list.highlights = found.into_iter().skip(filter.offset as usize).take(limit).collect();
        Ok(list)
    }
}

type LookedUp = Vec<(HighlightId, Vec<String>)>;

/// Returns every highlight with its article, and the speakers that had to be looked up.
fn gathered(reader: &Reader) -> Result<(Vec<ListedHighlight>, LookedUp), Error> {
    let mut all = Vec::new();
    let mut looked_up = Vec::new();
    for entry in reader.entries()?.into_iter().filter(|entry| entry.highlights > 0) {
        let highlights = reader.highlights(entry.id)?;
        let mut speakers = reader.speakers(entry.id)?;
        for (id, names) in missing_speakers(reader, entry.id, &highlights, &speakers)? {
            looked_up.push((id, names.clone()));
            speakers.insert(id, names);
        }
        for placed in placed(reader, &entry, highlights)? {
            let speakers = speakers.remove(&placed.highlight.id).unwrap_or_default();
            let Entry { headline, publisher, url, .. } = &entry;
            all.push(ListedHighlight {
                placed,
                headline: headline.clone(),
                publisher: publisher.clone(),
                url: url.clone(),
                speakers,
            });
        }
    }
    Ok((all, looked_up))
}

/// Places the highlights in the entry's newest revision. Its article is read only where that is needed: to
/// find what was not placed yet, and to tell how words were edited.
fn placed(
    reader: &Reader,
    entry: &Entry,
    highlights: Vec<Highlight>,
) -> Result<Vec<PlacedHighlight>> {
    let stored: HashMap<HighlightId, AnchorStatus> =
        reader.anchors(entry.id, &entry.revision)?.into_iter().collect();
    let settled: HashSet<HighlightId> =
        reader.settled_highlights(entry.id, &entry.revision)?.into_iter().collect();
    let (plain, rest): (Vec<Highlight>, Vec<Highlight>) =
        highlights.into_iter().partition(|highlight| {
            let anchor = stored.get(&highlight.id);
            anchor.is_some_and(|anchor| !matches!(anchor, AnchorStatus::Reworded { .. }))
        });
    let plain = plain.into_iter().map(|highlight| PlacedHighlight {
        anchor: stored[&highlight.id],
        rewording: Vec::new(),
        is_settled: settled.contains(&highlight.id),
        highlight,
    });
    let mut placed: Vec<PlacedHighlight> = plain.collect();
    if !rest.is_empty()
        && let Some(revision) = reader.revision(entry.id, &entry.revision)?
    {
        placed.extend(place(reader, &revision, rest)?);
    }
    Ok(placed)
}

/// Looks up who is quoted in the highlights for which this is not known.
pub(crate) fn missing_speakers(
    reader: &Reader,
    entry: EntryId,
    highlights: &[Highlight],
    known: &HashMap<HighlightId, Vec<String>>,
) -> Result<LookedUp> {
    let mut by_revision: BTreeMap<&RevisionId, Vec<&Highlight>> = BTreeMap::new();
    for highlight in highlights.iter().filter(|highlight| !known.contains_key(&highlight.id)) {
        by_revision.entry(&highlight.revision).or_default().push(highlight);
    }
    let mut found = Vec::new();
    for (id, highlights) in by_revision {
        let Some(Revision { article, .. }) = reader.revision(entry, id)? else { continue };
        let quotations = correcting::quotations(reader, entry, id, &article)?.all;
        for highlight in highlights {
            let position = highlight.target.position;
            let span = Span { start: position.start, end: position.end };
            found.push((highlight.id, speakers(&quotations, span)));
        }
    }
    Ok(found)
}

/// Returns whose words a passage has, in the order of the text, each once.
fn speakers(quotations: &[ReadQuotation], span: Span) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for read in quotations.iter().filter(|read| !read.is_rejected) {
        let quotation = &read.quotation;
        let is_in =
            quotation.pieces.iter().any(|piece| piece.start < span.end && span.start < piece.end);
        let name = quotation.speaker.as_ref().map(|speaker| speaker.name.trim());
        if let Some(name) = name.filter(|name| is_in && !name.is_empty())
            && quotation.kind.is_speech()
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
    names
}

fn fits(one: &ListedHighlight, filter: &HighlightFilter, words: &[String]) -> bool {
    let PlacedHighlight { highlight, anchor, .. } = &one.placed;
    let is_of_site = |site: &String| {
        let host = one.url.as_deref().and_then(|url| url::Url::parse(url).ok());
        let host = host.as_ref().and_then(url::Url::host_str);
        one.publisher.as_ref() == Some(site) || host == Some(site.as_str())
    };
    let has_status = |status| match status {
        HighlightStatus::Open => is_open(&one.placed),
        HighlightStatus::Exact => matches!(anchor, AnchorStatus::Exact { .. }),
        HighlightStatus::Moved => matches!(anchor, AnchorStatus::Moved { .. }),
        HighlightStatus::Reworded => matches!(anchor, AnchorStatus::Reworded { .. }),
        HighlightStatus::Orphan => matches!(anchor, AnchorStatus::Orphan),
    };
    (filter.colours.is_empty() || filter.colours.contains(&highlight.colour))
        && filter.tag.as_ref().is_none_or(|tag| highlight.tags.contains(tag))
        && filter.speaker.as_ref().is_none_or(|speaker| one.speakers.contains(speaker))
        && filter.site.as_ref().is_none_or(is_of_site)
        && filter.status.is_none_or(has_status)
        && filter.entry.is_none_or(|entry| highlight.entry == entry)
        && filter.since.is_none_or(|since| since <= highlight.created_at)
        && filter.until.is_none_or(|until| highlight.created_at < until)
        && (words.is_empty() || {
            let quote = &highlight.target.quote.exact;
            let tags = highlight.tags.join("\n");
            let all =
                [quote, &highlight.note, &tags, &one.headline].map(|text| text.to_lowercase());
            words.iter().all(|word| all.iter().any(|text| text.contains(word)))
        })
}

fn is_open(placed: &PlacedHighlight) -> bool {
    !placed.is_settled
        && matches!(placed.anchor, AnchorStatus::Reworded { .. } | AnchorStatus::Orphan)
}

pub(crate) fn status_name(anchor: AnchorStatus) -> &'static str {
    match anchor {
        AnchorStatus::Exact { .. } => "exact",
        AnchorStatus::Moved { .. } => "moved",
        AnchorStatus::Reworded { .. } => "reworded",
        AnchorStatus::Orphan => "orphan",
    }
}

fn tallied<T: AsRef<str>>(values: impl Iterator<Item = T>) -> Vec<Tally> {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for value in values {
        *counts.entry(value.as_ref().to_owned()).or_default() += 1;
    }
    let mut tallies: Vec<Tally> =
        counts.into_iter().map(|(value, count)| Tally { value, count }).collect();
    // By name among the equally frequent: the map has them so.
    tallies.sort_by_key(|tally| std::cmp::Reverse(tally.count));
    tallies
}
