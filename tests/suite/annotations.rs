//! Annotations through the façade: every act can be undone and done again, and what became of a highlight is
//! the reader's to decide. Long, because each thing the reader can do is done here once by name, and all of
//! them in any order by the property at the end.

use palimpsest::{
    Environment, ErrorCode, HighlightChange, HighlightFilter, HighlightStatus, Library,
    NewHighlight, Reading, Source, Work,
    article::{
        ActKind, AnchorStatus, ArticleNote, Colour, EntryId, Highlight, HighlightId,
        PlacedHighlight, RevisionId, WordEditKind,
    },
    fetch,
};
use proptest::prelude::*;
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};
use tempfile::TempDir;
use url::Url;

struct Shelf {
    folder: TempDir,
    library: Library,
}

fn shelf() -> Shelf {
    let folder = tempfile::tempdir().unwrap();
    let library = open(folder.path());
    Shelf { folder, library }
}

/// Opens a library whose clock goes on a second with every look at it.
fn open(folder: &Path) -> Library {
    let seconds = AtomicI64::new(1_790_000_000);
    Library::open(Environment {
        directory: folder.join("library"),
        clock: Arc::new(move || {
            let second = seconds.fetch_add(1, Ordering::Relaxed);
            chrono::DateTime::from_timestamp(second, 0).unwrap()
        }),
        fetcher: fetch::Client::new(fetch::Limits::default()).unwrap(),
    })
    .unwrap()
}

impl Shelf {
    /// Adds a version of the article at this address, of these paragraphs.
    async fn add(&self, name: &str, paragraphs: &[&str]) -> Reading {
        let address = format!("https://{name}.example/story");
        let body: String = paragraphs.iter().map(|words| format!("<p>{words}</p>")).collect();
        let html = format!(
            "<html><head><title>{name}</title><link rel=canonical href='{address}'></head>\
             <body><article><h1>News of the {name}</h1>{body}</article></body></html>"
        );
        let source = Source::Html { html, url: Url::parse(&address).ok() };
        self.library.add(&source, &Work::unwatched()).await.unwrap().reading
    }

    fn mark(&self, reading: &Reading, words: &str) -> HighlightId {
        let new = NewHighlight {
            entry: reading.entry.id,
            revision: reading.revision.id.clone(),
            span: reading.article.text.occurrences(words).next().unwrap(),
            colour: Colour::Yellow,
            note: String::new(),
            tags: vec![],
        };
        self.library.add_highlight(&new).unwrap().highlight.id
    }

    /// Returns the highlight as it stands in a revision.
    fn placed(&self, id: HighlightId, reading: &Reading) -> PlacedHighlight {
        let all = self.library.annotations(reading.entry.id, Some(&reading.revision.id)).unwrap();
        all.highlights.into_iter().find(|placed| placed.highlight.id == id).unwrap()
    }

    /// Returns all that undoing must bring back, and nothing that tells when it was.
    fn state(&self, entry: EntryId, revisions: &[RevisionId]) -> State {
        let timeless = |placed: PlacedHighlight| PlacedHighlight {
            highlight: Highlight {
                modified_at: placed.highlight.created_at,
                ..placed.highlight.clone()
            },
            ..placed
        };
        let seen = revisions.iter().map(|revision| {
            let seen = self.library.annotations(entry, Some(revision)).unwrap();
            let note = seen.note.map(|ArticleNote { words, .. }| words);
            (seen.highlights.into_iter().map(timeless).collect(), note)
        });
        let mut bin: Vec<HighlightId> =
            self.library.bin(Some(entry)).unwrap().iter().map(|gone| gone.highlight.id).collect();
        bin.sort();
        State { seen: seen.collect(), bin }
    }
}

#[derive(Debug, PartialEq)]
struct State {
    seen: Vec<(Vec<PlacedHighlight>, Option<String>)>,
    bin: Vec<HighlightId>,
}

const OPENING: &str = "The harbour office said on Monday that the old crane would be taken down.";
const MIDDLE: &str =
    "It was built in nineteen hundred and four and has not moved for thirty years.";
const EDITED: &str = "It was built in nineteen hundred and six and has not moved for forty years.";
const CLOSING: &str =
    "“We shall miss it every morning,” said Ilse Brandt, who keeps the kiosk below.";
const OTHER: &str = "Nobody in the council wanted to say what would stand there in its place.";

fn with_colour(colour: Colour) -> HighlightChange {
    HighlightChange { colour: Some(colour), ..HighlightChange::default() }
}

#[tokio::test]
async fn undoing_outlives_a_restart() {
    let shelf = shelf();
    let reading = shelf.add("crane", &[OPENING, MIDDLE, CLOSING]).await;
    let entry = reading.entry.id;
    let id = shelf.mark(&reading, "the old crane");
    shelf.library.change_highlight(id, &with_colour(Colour::Red)).unwrap();
    shelf.library.delete_highlight(id).unwrap();
    let Shelf { folder, library } = shelf;
    drop(library);
    let library = open(folder.path());
    let undone = library.undo(Some(entry)).unwrap().unwrap();
    assert_eq!((undone.kind, undone.exact.as_str()), (ActKind::Delete, "the old crane"));
    assert_eq!(library.highlight(id).unwrap().colour, Colour::Red);
    assert_eq!(library.undo(None).unwrap().unwrap().kind, ActKind::Recolour);
    assert_eq!(library.highlight(id).unwrap().colour, Colour::Yellow);
    assert_eq!(library.undo(None).unwrap().unwrap().kind, ActKind::Add);
    assert_eq!(library.undo(None).unwrap(), None);
    assert_eq!(library.bin(Some(entry)).unwrap().len(), 1);
    drop(library);
    let library = open(folder.path());
    for kind in [ActKind::Add, ActKind::Recolour, ActKind::Delete] {
        assert_eq!(library.redo(Some(entry)).unwrap().unwrap().kind, kind);
    }
    assert_eq!(library.redo(Some(entry)).unwrap(), None);
    let kinds: Vec<ActKind> = library.acts(None, 9).unwrap().iter().map(|act| act.kind).collect();
    assert_eq!(kinds, [ActKind::Delete, ActKind::Recolour, ActKind::Add]);
}

#[tokio::test]
async fn an_act_on_the_article_overtakes_what_was_undone_there_and_nowhere_else() {
    let shelf = shelf();
    let crane = shelf.add("crane", &[OPENING, MIDDLE, CLOSING]).await;
    let bridge = shelf.add("bridge", &[OTHER, CLOSING]).await;
    let (near, far) = (shelf.mark(&crane, "the old crane"), shelf.mark(&bridge, "Nobody"));
    shelf.library.undo(Some(crane.entry.id)).unwrap();
    assert!(shelf.library.highlight(near).is_err());
    shelf.library.change_highlight(far, &with_colour(Colour::Blue)).unwrap();
    let offered = shelf.library.annotations(crane.entry.id, None).unwrap();
    assert_eq!(offered.undo, None);
    assert_eq!(offered.redo.unwrap().kind, ActKind::Add);
    shelf.mark(&crane, "thirty years");
    assert_eq!(shelf.library.annotations(crane.entry.id, None).unwrap().redo, None);
    assert_eq!(shelf.library.redo(Some(crane.entry.id)).unwrap(), None);
    // It is in the bin all the same.
    shelf.library.restore_highlight(near).unwrap();
}

#[tokio::test]
async fn what_changes_nothing_is_no_act() {
    let shelf = shelf();
    let reading = shelf.add("crane", &[OPENING, MIDDLE, CLOSING]).await;
    let id = shelf.mark(&reading, "the old crane");
    let before = shelf.library.highlight(id).unwrap();
    shelf.library.change_highlight(id, &with_colour(Colour::Yellow)).unwrap();
    shelf.library.set_article_note(reading.entry.id, "").unwrap();
    shelf.library.restore_highlight(id).unwrap();
    assert_eq!(shelf.library.highlight(id).unwrap(), before);
    assert_eq!(shelf.library.acts(None, 9).unwrap().len(), 1);
}

#[tokio::test]
async fn an_act_on_many_is_one_and_undone_where_nothing_else_was_done_since() {
    let shelf = shelf();
    let crane = shelf.add("crane", &[OPENING, MIDDLE, CLOSING]).await;
    let bridge = shelf.add("bridge", &[OTHER, CLOSING]).await;
    let (near, far) = (shelf.mark(&crane, "the old crane"), shelf.mark(&bridge, "Nobody"));
    shelf.library.change_highlights(&[near, far], &with_colour(Colour::Green)).unwrap();
    shelf.library.change_highlight(far, &with_colour(Colour::Purple)).unwrap();
    let undone = shelf.library.undo(Some(crane.entry.id)).unwrap().unwrap();
    assert_eq!((undone.highlights, undone.entries.len()), (2, 2));
    assert_eq!(shelf.library.highlight(near).unwrap().colour, Colour::Yellow);
    // The later act on the other article stands.
    assert_eq!(shelf.library.highlight(far).unwrap().colour, Colour::Purple);
    let missing = shelf.library.delete_highlights(&[near, HighlightId(99)]).unwrap_err();
    assert_eq!(missing.code, ErrorCode::NotFound);
    assert!(shelf.library.highlight(near).is_ok(), "nothing is half done");
}

#[tokio::test]
async fn a_reworded_highlight_shows_its_words_and_takes_the_new_ones() {
    let shelf = shelf();
    let first = shelf.add("crane", &[OPENING, MIDDLE, CLOSING]).await;
    let id = shelf.mark(&first, MIDDLE.trim_end_matches('.'));
    let second = shelf.add("crane", &[OPENING, EDITED, CLOSING]).await;
    let placed = shelf.placed(id, &second);
    let words = |kind| {
        let of_kind = placed.rewording.iter().filter(|edit| edit.kind == kind);
        of_kind.map(|edit| edit.text.trim()).collect::<Vec<_>>()
    };
    assert_eq!(words(WordEditKind::Removed), ["four", "thirty"]);
    assert_eq!(words(WordEditKind::Inserted), ["six", "forty"]);
    let AnchorStatus::Reworded { span, .. } = placed.anchor else { panic!("{placed:?}") };

    let kept = shelf.library.settle_highlight(id, &second.revision.id, true).unwrap();
    assert!(kept.is_settled && kept.anchor == placed.anchor);
    let open = HighlightFilter { status: Some(HighlightStatus::Open), ..Default::default() };
    assert_eq!(shelf.library.highlights(&open).unwrap().total, 0);
    shelf.library.undo(Some(first.entry.id)).unwrap();
    assert_eq!(shelf.library.highlights(&open).unwrap().total, 1);

    let taken = shelf.library.attach_highlight(id, &second.revision.id, span).unwrap();
    assert_eq!(taken.anchor, AnchorStatus::Exact { span });
    assert_eq!(taken.highlight.target.quote.exact, EDITED.trim_end_matches('.'));
    let origin = taken.highlight.origin.clone().unwrap();
    assert_eq!(origin.revision, first.revision.id);
    assert_eq!(origin.target.quote.exact, MIDDLE.trim_end_matches('.'));
    // In the version it was made on it still stands on its own words.
    let there = shelf.placed(id, &first);
    let AnchorStatus::Exact { span } = there.anchor else { panic!("{there:?}") };
    assert_eq!(first.article.text.slice(span), MIDDLE.trim_end_matches('.'));

    shelf.library.undo(Some(first.entry.id)).unwrap();
    let back = shelf.placed(id, &second);
    assert_eq!((back.anchor, &back.highlight.origin), (placed.anchor, &None));
}

#[tokio::test]
async fn an_orphan_is_attached_again_and_followed_from_there() {
    let shelf = shelf();
    let first = shelf.add("crane", &[OPENING, OTHER, CLOSING]).await;
    let id = shelf.mark(&first, OTHER);
    let second = shelf.add("crane", &[OPENING, MIDDLE, CLOSING]).await;
    let third = shelf.add("crane", &[OPENING, EDITED, CLOSING]).await;
    for reading in [&second, &third] {
        assert_eq!(shelf.placed(id, reading).anchor, AnchorStatus::Orphan);
    }
    let span = second.article.text.occurrences(MIDDLE).next().unwrap();
    shelf.library.attach_highlight(id, &second.revision.id, span).unwrap();
    assert_eq!(shelf.placed(id, &second).anchor, AnchorStatus::Exact { span });
    let followed = shelf.placed(id, &third);
    let AnchorStatus::Reworded { span, .. } = followed.anchor else { panic!("{followed:?}") };
    assert_eq!(third.article.text.slice(span), EDITED);
    assert!(matches!(shelf.placed(id, &first).anchor, AnchorStatus::Exact { .. }));
    // A version that comes later is followed from there too.
    let fourth = shelf.add("crane", &[OTHER, MIDDLE, CLOSING]).await;
    let followed = shelf.placed(id, &fourth).anchor.span().unwrap();
    assert_eq!(fourth.article.text.slice(followed), MIDDLE);
    let nowhere = shelf.library.attach_highlight(
        id,
        &second.revision.id,
        palimpsest::article::Span::new(3, 3),
    );
    assert_eq!(nowhere.unwrap_err().code, ErrorCode::BadSpan);
}

#[tokio::test]
async fn a_highlight_gets_another_extent_and_keeps_all_else() {
    let shelf = shelf();
    let reading = shelf.add("crane", &[OPENING, MIDDLE, CLOSING]).await;
    let id = shelf.mark(&reading, "old crane");
    let span = reading.article.text.occurrences("the old crane would").next().unwrap();
    let wider = shelf.library.attach_highlight(id, &reading.revision.id, span).unwrap();
    assert_eq!(wider.highlight.target.quote.exact, "the old crane would");
    assert_eq!(wider.highlight.origin, None);
    let undone = shelf.library.undo(None).unwrap().unwrap();
    assert_eq!(undone.kind, ActKind::Resize);
    assert_eq!(shelf.library.highlight(id).unwrap().target.quote.exact, "old crane");
}

#[tokio::test]
async fn a_highlight_in_the_bin_is_placed_in_the_versions_that_came_meanwhile() {
    let shelf = shelf();
    let first = shelf.add("crane", &[OPENING, MIDDLE, CLOSING]).await;
    let id = shelf.mark(&first, MIDDLE);
    shelf.library.delete_highlight(id).unwrap();
    let second = shelf.add("crane", &[OTHER, OPENING, EDITED, CLOSING]).await;
    shelf.library.restore_highlight(id).unwrap();
    let span = shelf.placed(id, &second).anchor.span().unwrap();
    assert_eq!(second.article.text.slice(span), EDITED);
}

#[tokio::test]
async fn a_link_leads_to_the_passage_on_the_site() {
    let shelf = shelf();
    let reading = shelf.add("crane", &[OPENING, MIDDLE, CLOSING]).await;
    let span = reading.article.text.occurrences("the old crane").next().unwrap();
    let link =
        |span| shelf.library.passage_link(reading.entry.id, &reading.revision.id, span).unwrap();
    let expected = "https://crane.example/story#:~:text=the%20old%20crane";
    assert_eq!(link(span).as_deref(), Some(expected));
    assert_eq!(link(palimpsest::article::Span::new(3, 3)), None);
}

#[tokio::test]
async fn the_highlights_of_all_articles_are_narrowed_down() {
    let shelf = shelf();
    let crane = shelf.add("crane", &[OPENING, MIDDLE, CLOSING]).await;
    let bridge = shelf.add("bridge", &[OTHER, MIDDLE]).await;
    let quoted = shelf.mark(&crane, "We shall miss it every morning");
    let plain = shelf.mark(&crane, "the old crane");
    let far = shelf.mark(&bridge, "Nobody in the council");
    let tagged = HighlightChange {
        note: Some("Ask the Archive".into()),
        tags: Some(vec!["politics".into()]),
        colour: Some(Colour::Blue),
        ..HighlightChange::default()
    };
    shelf.library.change_highlight(far, &tagged).unwrap();
    let find = |filter: HighlightFilter| {
        let list = shelf.library.highlights(&filter).unwrap();
        let ids: Vec<HighlightId> =
            list.highlights.iter().map(|one| one.placed.highlight.id).collect();
        assert_eq!(list.total as usize, ids.len());
        ids
    };
    let none = HighlightFilter::default;
    assert_eq!(find(none()), [far, plain, quoted], "the last made first");
    // A tag is added to several as one act, beside those they have, and once.
    let town =
        HighlightChange { added_tags: Some(vec!["town".into()]), ..HighlightChange::default() };
    shelf.library.change_highlights(&[far, plain], &town).unwrap();
    shelf.library.change_highlights(&[far], &town).unwrap();
    assert_eq!(shelf.library.highlight(far).unwrap().tags, ["politics", "town"]);
    assert_eq!(find(HighlightFilter { tag: Some("town".into()), ..none() }), [far, plain]);
    shelf.library.undo(None).unwrap();
    assert_eq!(find(HighlightFilter { tag: Some("town".into()), ..none() }), []);
    assert_eq!(find(HighlightFilter { tag: Some("politics".into()), ..none() }), [far]);
    assert_eq!(find(HighlightFilter { colours: vec![Colour::Yellow], ..none() }), [plain, quoted]);
    assert_eq!(find(HighlightFilter { words: "archive COUNCIL".into(), ..none() }), [far]);
    assert_eq!(find(HighlightFilter { words: "news crane".into(), ..none() }), [plain, quoted]);
    assert_eq!(find(HighlightFilter { site: Some("bridge.example".into()), ..none() }), [far]);
    assert_eq!(find(HighlightFilter { speaker: Some("Ilse Brandt".into()), ..none() }), [quoted]);
    assert_eq!(find(HighlightFilter { entry: Some(crane.entry.id), ..none() }), [plain, quoted]);
    let made = shelf.library.highlight(plain).unwrap().created_at;
    assert_eq!(find(HighlightFilter { since: Some(made), ..none() }), [far, plain]);
    assert_eq!(find(HighlightFilter { until: Some(made), ..none() }), [quoted]);
    let list =
        shelf.library.highlights(&HighlightFilter { offset: 1, limit: 1, ..none() }).unwrap();
    assert_eq!((list.total, list.highlights.len()), (3, 1));
    assert_eq!(list.highlights[0].placed.highlight.id, plain);
    let tallies: Vec<(&str, u32)> =
        list.colours.iter().map(|tally| (tally.value.as_str(), tally.count)).collect();
    assert_eq!(tallies, [("yellow", 2), ("blue", 1)]);

    shelf.add("crane", &[OPENING, MIDDLE, OTHER]).await;
    let orphans = HighlightFilter { status: Some(HighlightStatus::Orphan), ..none() };
    assert_eq!(find(orphans), [quoted]);
    // Who is quoted is known from where the highlight was made.
    assert_eq!(find(HighlightFilter { speaker: Some("Ilse Brandt".into()), ..none() }), [quoted]);
}

#[tokio::test]
async fn what_no_person_writes_is_refused_and_changes_nothing() {
    let shelf = shelf();
    let reading = shelf.add("crane", &[OPENING, MIDDLE, CLOSING]).await;
    let id = shelf.mark(&reading, "the old crane");
    let before = shelf.state(reading.entry.id, std::slice::from_ref(&reading.revision.id));
    let long = "n".repeat(1024 * 1024);
    let change = |note: Option<String>, tags: Option<Vec<String>>| {
        shelf
            .library
            .change_highlight(id, &HighlightChange { note, tags, ..HighlightChange::default() })
    };
    for refused in [
        change(Some(long.clone()), None).unwrap_err(),
        change(None, Some(vec!["t".into(); 101])).unwrap_err(),
        change(None, Some(vec!["t".repeat(401)])).unwrap_err(),
        shelf.library.set_article_note(reading.entry.id, &long).unwrap_err(),
        shelf.library.name_colour(Colour::Red, &long).unwrap_err(),
    ] {
        assert_eq!(refused.code, ErrorCode::TooLarge, "{}", refused.message);
    }
    assert!(change(Some("n".repeat(256 * 1024)), Some(vec!["t".repeat(400); 100])).is_ok());
    shelf.library.undo(None).unwrap();
    assert_eq!(shelf.state(reading.entry.id, &[reading.revision.id]), before);
}

#[test]
fn colours_have_names_that_the_reader_changes() {
    let shelf = shelf();
    let name = |names: Vec<palimpsest::article::ColourName>, at: usize| names[at].name.clone();
    assert_eq!(name(shelf.library.colour_names().unwrap(), 0), "Claim");
    assert_eq!(name(shelf.library.name_colour(Colour::Yellow, " Beleg ").unwrap(), 0), "Beleg");
    assert_eq!(name(open(shelf.folder.path()).colour_names().unwrap(), 0), "Beleg");
    assert_eq!(name(shelf.library.name_colour(Colour::Yellow, " ").unwrap(), 0), "Claim");
}

/// Something the reader may do to the two highlights and the note of an article.
#[derive(Clone, Debug)]
enum Deed {
    Add(usize),
    Recolour(usize, usize),
    Note(usize, u8),
    Tag(usize, u8),
    Delete(usize),
    Restore(usize),
    Attach(usize, usize, usize),
    Settle(usize, usize, bool),
    ArticleNote(u8),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (0..3usize).prop_map(Deed::Add),
        (0..4usize, 0..6usize).prop_map(|(at, colour)| Deed::Recolour(at, colour)),
        (0..4usize, 0..3u8).prop_map(|(at, note)| Deed::Note(at, note)),
        (0..4usize, 0..3u8).prop_map(|(at, tag)| Deed::Tag(at, tag)),
        (0..4usize).prop_map(Deed::Delete),
        (0..4usize).prop_map(Deed::Restore),
        (0..4usize, 0..3usize, 0..3usize).prop_map(|(at, in_, to)| Deed::Attach(at, in_, to)),
        (0..4usize, 0..3usize, any::<bool>()).prop_map(|(at, in_, on)| Deed::Settle(at, in_, on)),
        (0..3u8).prop_map(Deed::ArticleNote),
    ]
}

impl Deed {
    /// Does it; what cannot be done (a highlight in the bin, none yet) is refused and changes nothing.
    fn done(&self, shelf: &Shelf, readings: &[Reading], made: &mut Vec<HighlightId>) {
        let library = &shelf.library;
        let newest = &readings[readings.len() - 1];
        let id = |made: &[HighlightId], at: usize| {
            made.get(at % made.len().max(1)).copied().unwrap_or(HighlightId(99))
        };
        let change = |id, change: HighlightChange| library.change_highlight(id, &change).is_ok();
        let words = |reading: &Reading, at: usize| {
            let block = &reading.article.blocks[at % reading.article.blocks.len()];
            block.span
        };
        match *self {
            Deed::Add(at) => {
                let new = NewHighlight {
                    entry: newest.entry.id,
                    revision: newest.revision.id.clone(),
                    span: words(newest, at),
                    colour: Colour::Yellow,
                    note: String::new(),
                    tags: vec![],
                };
                made.push(library.add_highlight(&new).unwrap().highlight.id);
            }
            Deed::Recolour(at, colour) => {
                change(id(made, at), with_colour(Colour::ALL[colour]));
            }
            Deed::Note(at, note) => {
                let note = Some("n".repeat(note.into()));
                change(id(made, at), HighlightChange { note, ..Default::default() });
            }
            Deed::Tag(at, tag) => {
                let tags = Some(vec![format!("t{tag}")]);
                change(id(made, at), HighlightChange { tags, ..Default::default() });
            }
            Deed::Delete(at) => {
                let _ = library.delete_highlight(id(made, at));
            }
            Deed::Restore(at) => {
                let _ = library.restore_highlight(id(made, at));
            }
            Deed::Attach(at, reading, to) => {
                let reading = &readings[reading];
                let span = words(reading, to);
                let _ = library.attach_highlight(id(made, at), &reading.revision.id, span);
            }
            Deed::Settle(at, reading, on) => {
                let _ = library.settle_highlight(id(made, at), &readings[reading].revision.id, on);
            }
            Deed::ArticleNote(note) => {
                library.set_article_note(newest.entry.id, &"n".repeat(note.into())).unwrap();
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever was done, undoing goes back through every state and doing again comes through them once more.
    #[test]
    fn every_act_is_undone_and_done_again(deeds in prop::collection::vec(deed(), 1..14)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let shelf = shelf();
        let readings = runtime.block_on(async {
            vec![
                shelf.add("crane", &[OPENING, OTHER, CLOSING]).await,
                shelf.add("crane", &[OPENING, MIDDLE, CLOSING]).await,
                shelf.add("crane", &[MIDDLE, EDITED, CLOSING]).await,
            ]
        });
        let entry = readings[0].entry.id;
        let revisions: Vec<RevisionId> =
            readings.iter().map(|reading| reading.revision.id.clone()).collect();
        let mut made = Vec::new();
        let mut states = vec![shelf.state(entry, &revisions)];
        for deed in &deeds {
            deed.done(&shelf, &readings, &mut made);
            let acts = shelf.library.acts(Some(entry), 99).unwrap().len();
            let state = shelf.state(entry, &revisions);
            prop_assert!(acts + 1 == states.len() || acts == states.len(), "{deed:?}");
            if acts == states.len() {
                states.push(state);
            } else {
                prop_assert_eq!(&state, states.last().unwrap(), "{:?} is no act", deed);
            }
        }
        // The bin is not looked at: a highlight whose making is undone lies in it.
        let mut at = states.len() - 1;
        while shelf.library.undo(Some(entry)).unwrap().is_some() {
            at -= 1;
            prop_assert_eq!(&shelf.state(entry, &revisions).seen, &states[at].seen, "undone to {}", at);
        }
        prop_assert_eq!(at, 0);
        while shelf.library.redo(Some(entry)).unwrap().is_some() {
            at += 1;
            prop_assert_eq!(&shelf.state(entry, &revisions).seen, &states[at].seen, "again to {}", at);
        }
        prop_assert_eq!(shelf.state(entry, &revisions), states.pop().unwrap());
        prop_assert_eq!(at, states.len());
    }
}
