// Every type that crosses the wall, generated from Rust, hence long. Do not edit: run
// `UPDATE_EXPECT=1 cargo test -p palimpsest-tests --test suite bindings`.

/**
 * A half-open range of Unicode code points of a [`Text`].
 */
export type Span = { 
/**
 * The first code point inside.
 */
start: number, 
/**
 * The first code point after it.
 */
end: number, };

/**
 * What a block is.
 */
export type BlockKind = "heading" | "paragraph" | "list_item" | "blockquote" | "table" | "preformatted" | "caption" | "credit" | "embed";

/**
 * One block of the body: a paragraph, a heading, a list item…
 *
 * The blocks of an article are in text order and disjoint.
 */
export type Block = { 
/**
 * What the block is.
 */
kind: BlockKind, 
/**
 * Where its words are. Cells of a table are parted by a tab, its rows by a line feed.
 */
span: Span, 
/**
 * Heading: 1–6. List item and blockquote: nesting depth from 1. Otherwise 0.
 */
level: number, 
/**
 * The number shown before an item of an ordered list; `None` for a bullet.
 */
ordinal: number | null, 
/**
 * The block's own language, where it could be told (longer than 80 characters) or is declared.
 */
language: Language | null, 
/**
 * Links and emphasis inside the block, ordered by start, then longest first.
 */
marks: Array<Mark>, };

/**
 * How a run of characters is set apart.
 */
export type MarkKind = "link" | "emphasis" | "strong" | "code" | "sub" | "sup";

/**
 * A run of characters inside a block that is set apart.
 */
export type Mark = { 
/**
 * How it is set apart.
 */
kind: MarkKind, 
/**
 * Where it is.
 */
span: Span, 
/**
 * Where a link leads: absolute, `http`, `https` or `mailto` only. `None` for other kinds.
 */
href?: string, };

/**
 * An image of the article, standing between two blocks.
 */
export type Image = { 
/**
 * Where the image is to be had: absolute `http`, `https` or `data`.
 */
source: string, 
/**
 * Its words for those who do not see it.
 */
alternative_text: string | null, 
/**
 * The offset in the text before which it stands: the start of a block, or the text's end.
 */
at: number, };

/**
 * A language and how sure we are.
 */
export type Language = { 
/**
 * ISO 639-1 where it has a code, else ISO 639-3; `None` where nothing tells.
 */
code: string | null, 
/**
 * From 0 (a guess) to 1.
 */
confidence: number, 
/**
 * The BCP 47 tag the page declares, as written; it may contradict `code`.
 */
declared: string | null, };

/**
 * How exact a timestamp is.
 */
export type Precision = "second" | "minute" | "hour" | "day" | "month" | "unknown";

/**
 * How the zone of a timestamp was decided.
 */
export type ZoneBasis = "explicit" | "page" | "publisher" | "none";

/**
 * One thing concluded rather than read.
 */
export type Inference = { 
/**
 * What was concluded: `year`, `day`, `zone`.
 */
what: string, 
/**
 * The evidence, in words for a reader.
 */
because: string, };

/**
 * A point in time that an update note states, as written and as understood.
 */
export type Timestamp = { 
/**
 * The words on the page.
 */
written: string, 
/**
 * What they mean; `None` where it could not be decided.
 */
value: string | null, 
/**
 * How exact it is.
 */
precision: Precision, 
/**
 * How the zone was decided.
 */
zone_basis: ZoneBasis, 
/**
 * What was not written but concluded, each with its evidence.
 */
inferred: Array<Inference>, };

/**
 * What a date is the date of.
 */
export type DateRole = "published" | "modified" | "updated" | "event";

/**
 * Where a date was found.
 */
export type DateSource = "json_ld" | "microdata" | "open_graph" | "meta" | "time" | "visible" | "url" | "script";

/**
 * One date that the page states.
 */
export type PageDate = { 
/**
 * The date.
 */
value: string, 
/**
 * What it is the date of.
 */
role: DateRole, 
/**
 * Where it was found.
 */
source: DateSource, 
/**
 * From 0 to 1.
 */
confidence: number, };

/**
 * One value that the page states of a field.
 */
export type Finding = { 
/**
 * What it is a value of.
 */
field: MetadataField, 
/**
 * The value, cleaned as the field is; a long one is cut.
 */
value: string, 
/**
 * The surest source that states it.
 */
source: MetadataSource, 
/**
 * Whether it is the field's value, or one of them.
 */
is_chosen: boolean, };

/**
 * A field of [`Metadata`], or of the article, that a page states.
 */
export type MetadataField = "headline" | "standfirst" | "authors" | "publisher" | "section" | "tags" | "is_accessible_for_free" | "canonical_url" | "image" | "language";

/**
 * Where a value was found.
 */
export type MetadataSource = "json_ld" | "microdata" | "rdfa" | "open_graph" | "twitter" | "dublin_core" | "meta" | "title_element" | "link" | "visible" | "address";

/**
 * What a page says of its article.
 */
export type Metadata = { 
/**
 * The headline as a reader sees it, without the site's name; empty where there is none.
 */
headline: string, 
/**
 * Another wording of the headline that the page carries, for search or sharing.
 */
alternative_headline: string | null, 
/**
 * The sentence or two under the headline, also called deck, dek or chapeau.
 */
standfirst: string | null, 
/**
 * The people, or the desk, who sign the article.
 */
authors: Array<string>, 
/**
 * The publication.
 */
publisher: string | null, 
/**
 * The section it stands in.
 */
section: string | null, 
/**
 * What the publisher filed it under: keywords, topics.
 */
tags: Array<string>, 
/**
 * Whether all of it can be read without paying, where the page says so.
 */
is_accessible_for_free: boolean | null, 
/**
 * When it was first published.
 */
date_published: string | null, 
/**
 * When it was last changed, by the publisher's word.
 */
date_modified: string | null, 
/**
 * Every date found, with its source; conflicts are kept.
 */
dates: Array<PageDate>, 
/**
 * The address the page gives itself, in canonical form.
 */
canonical_url: string | null, 
/**
 * The image that stands for the article.
 */
image: string | null, 
/**
 * What the page states of the fields above, dates aside: the distinct values of each field with
 * the source of each, surest first. Where sources disagree, all of them are here.
 */
findings: Array<Finding>, };

/**
 * What sort of quotation it is.
 */
export type QuotationKind = "direct" | "partial" | "block" | "scare" | "term" | "text";

/**
 * How the speaker of a quotation was told.
 */
export type SpeakerBasis = "cue_verb" | "cue_phrase" | "pronoun" | "context" | "source" | "reader";

/**
 * Whose words a quotation gives.
 */
export type Speaker = { 
/**
 * The name to show: the fullest the article gives.
 */
name: string, 
/**
 * Where the speaker is mentioned beside the quotation.
 */
mention: Span | null, 
/**
 * How the speaker was told.
 */
basis: SpeakerBasis, };

/**
 * The words that attribute a quotation.
 */
export type Cue = { 
/**
 * Where they are.
 */
span: Span, 
/**
 * The words, as written.
 */
verb: string, };

/**
 * Words the article gives as somebody's.
 */
export type Quotation = { 
/**
 * What sort of quotation it is.
 */
kind: QuotationKind, 
/**
 * From the first quoted character to the last, an interruption included, marks excluded.
 */
span: Span, 
/**
 * The quoted words without marks and interruptions: ordered, disjoint, inside `span`.
 */
pieces: Array<Span>, 
/**
 * The pieces' words, joined by a space.
 */
content: string, 
/**
 * Whose words they are; `None` where the article does not tell.
 */
speaker: Speaker | null, 
/**
 * The words that attribute it: "said", "selon".
 */
cue: Cue | null, 
/**
 * How sure we are of the whole, from 0 to 1.
 */
confidence: number, 
/**
 * Whether the marks were closed as they should be; the text itself is never repaired.
 */
closed: boolean, 
/**
 * The quotation of the body whose words this one repeats, as a pull quote does: not to be
 * counted twice.
 */
repeats?: Span, 
/**
 * Whether the headline quotes its words.
 */
in_headline?: boolean, };

/**
 * The number of a correction in its library.
 */
export type CorrectionId = number;

/**
 * What a passage is, by the reader's word.
 */
export type Verdict = { "verdict": "quotation", 
/**
 * Its kind.
 */
kind: QuotationKind, 
/**
 * Whose words they are; `None` where nobody is to be named.
 */
speaker: string | null, } | { "verdict": "no_quotation" };

/**
 * A quotation as it stands after the reader's corrections.
 */
export type ReadQuotation = { 
/**
 * The correction that made it so; `None` where it stands as the engine read it.
 */
correction: CorrectionId | null, 
/**
 * Whether the reader says that it is none.
 */
is_rejected: boolean, 
/**
 * What sort of quotation it is.
 */
kind: QuotationKind, 
/**
 * From the first quoted character to the last, an interruption included, marks excluded.
 */
span: Span, 
/**
 * The quoted words without marks and interruptions: ordered, disjoint, inside `span`.
 */
pieces: Array<Span>, 
/**
 * The pieces' words, joined by a space.
 */
content: string, 
/**
 * Whose words they are; `None` where the article does not tell.
 */
speaker: Speaker | null, 
/**
 * The words that attribute it: "said", "selon".
 */
cue: Cue | null, 
/**
 * How sure we are of the whole, from 0 to 1.
 */
confidence: number, 
/**
 * Whether the marks were closed as they should be; the text itself is never repaired.
 */
closed: boolean, 
/**
 * The quotation of the body whose words this one repeats, as a pull quote does: not to be
 * counted twice.
 */
repeats?: Span, 
/**
 * Whether the headline quotes its words.
 */
in_headline?: boolean, };

/**
 * What an update note announces.
 */
export type UpdateNoteKind = "update" | "correction" | "clarification" | "editors_note" | "retraction" | "dateline";

/**
 * Where on the page a note stands.
 */
export type Placement = "top" | "between" | "inside" | "bottom" | "metadata";

/**
 * A note by the publisher about the article itself.
 */
export type UpdateNote = { 
/**
 * What the note announces.
 */
kind: UpdateNoteKind, 
/**
 * The label as written: "Mise à jour", "Correction"; `None` where only a sentence tells.
 */
label: string | null, 
/**
 * When the change was made, where the note says so.
 */
timestamp: Timestamp | null, 
/**
 * What was changed, without label and timestamp; empty for a mere dateline.
 */
body: string, 
/**
 * The whole note as written.
 */
text: string, 
/**
 * Where the note stands in the article's text.
 */
span: Span, 
/**
 * Where on the page it stands.
 */
placement: Placement, 
/**
 * The blocks the note is made of: taken out of the body, to be read at their place. Empty
 * where the note is part of a paragraph.
 */
blocks: Array<Block>, };

/**
 * An article: its metadata, one text, and ranges over it.
 *
 * `text` holds the blocks of the body and of the update notes in page order, parted by a blank
 * line. Headline and standfirst are metadata and not in it.
 */
export type Article = { 
/**
 * What it is written in.
 */
language: Language, 
/**
 * The canonical text. Nothing edits it; every span counts its code points.
 */
text: string, 
/**
 * The body, in text order. Blocks that are update notes are with their note.
 */
blocks: Array<Block>, 
/**
 * Images, in text order.
 */
images: Array<Image>, 
/**
 * Quotations, in text order.
 */
quotations: Array<Quotation>, 
/**
 * The publisher's notes on the article, in text order.
 */
update_notes: Array<UpdateNote>, 
/**
 * The headline as a reader sees it, without the site's name; empty where there is none.
 */
headline: string, 
/**
 * Another wording of the headline that the page carries, for search or sharing.
 */
alternative_headline: string | null, 
/**
 * The sentence or two under the headline, also called deck, dek or chapeau.
 */
standfirst: string | null, 
/**
 * The people, or the desk, who sign the article.
 */
authors: Array<string>, 
/**
 * The publication.
 */
publisher: string | null, 
/**
 * The section it stands in.
 */
section: string | null, 
/**
 * What the publisher filed it under: keywords, topics.
 */
tags: Array<string>, 
/**
 * Whether all of it can be read without paying, where the page says so.
 */
is_accessible_for_free: boolean | null, 
/**
 * When it was first published.
 */
date_published: string | null, 
/**
 * When it was last changed, by the publisher's word.
 */
date_modified: string | null, 
/**
 * Every date found, with its source; conflicts are kept.
 */
dates: Array<PageDate>, 
/**
 * The address the page gives itself, in canonical form.
 */
canonical_url: string | null, 
/**
 * The image that stands for the article.
 */
image: string | null, 
/**
 * What the page states of the fields above, dates aside: the distinct values of each field with
 * the source of each, surest first. Where sources disagree, all of them are here.
 */
findings: Array<Finding>, };

/**
 * What is odd about a page.
 */
export type WarningCode = "empty" | "binary" | "no_article" | "wrong_charset" | "undecodable" | "mojibake" | "deep_nesting" | "too_large";

/**
 * Something odd about a page that did not stop extraction.
 */
export type Warning = { 
/**
 * What it is, for programs.
 */
code: WarningCode, 
/**
 * What it is, for people.
 */
message: string, };

/**
 * Selects a passage by its words and their context.
 *
 * <https://www.w3.org/TR/annotation-model/#text-quote-selector>
 */
export type TextQuoteSelector = { 
/**
 * The selected words.
 */
exact: string, 
/**
 * The words just before.
 */
prefix: string, 
/**
 * The words just after.
 */
suffix: string, };

/**
 * Selects a passage by its position, in code points.
 *
 * <https://www.w3.org/TR/annotation-model/#text-position-selector>
 */
export type TextPositionSelector = { 
/**
 * The first code point inside.
 */
start: number, 
/**
 * The first code point after it.
 */
end: number, };

/**
 * The address of a passage: by words, and by position in the text it was made on.
 */
export type Target = { 
/**
 * By words.
 */
quote: TextQuoteSelector, 
/**
 * By position.
 */
position: TextPositionSelector, };

/**
 * What became of a passage in another version of the text.
 */
export type AnchorStatus = { "status": "exact", 
/**
 * Where it is.
 */
span: Span, } | { "status": "moved", 
/**
 * Where it is now.
 */
span: Span, } | { "status": "reworded", 
/**
 * Where it is now.
 */
span: Span, 
/**
 * How like the old words the new ones are, from 0 to 1.
 */
score: number, } | { "status": "orphan" };

/**
 * What became of words.
 */
export type WordEditKind = "kept" | "removed" | "inserted";

/**
 * A run of words that an edit kept, removed or inserted.
 *
 * In the order of reading, what is kept and inserted makes the new passage, and what is kept and
 * removed the old one, save white space and invisible characters.
 */
export type WordEdit = { 
/**
 * What became of them.
 */
kind: WordEditKind, 
/**
 * The words, with the white space and the marks between and around them.
 */
text: string, };

/**
 * The six colours of highlights.
 */
export type Colour = "yellow" | "green" | "blue" | "red" | "purple" | "orange";

/**
 * What the reader calls a colour.
 */
export type ColourName = { 
/**
 * The colour.
 */
colour: Colour, 
/**
 * What it stands for.
 */
name: string, };

/**
 * The number of a highlight in its library.
 */
export type HighlightId = number;

/**
 * The passage a highlight was made on.
 */
export type Origin = { 
/**
 * The revision.
 */
revision: RevisionId, 
/**
 * Its address there.
 */
target: Target, };

/**
 * A passage the reader marked.
 */
export type Highlight = { 
/**
 * Its number.
 */
id: HighlightId, 
/**
 * The entry it belongs to.
 */
entry: EntryId, 
/**
 * The revision it was made on.
 */
revision: RevisionId, 
/**
 * Its address in that revision.
 */
target: Target, 
/**
 * Its colour.
 */
colour: Colour, 
/**
 * The reader's note; empty where there is none.
 */
note: string, 
/**
 * The reader's tags.
 */
tags: Array<string>, 
/**
 * When it was made.
 */
created_at: string, 
/**
 * When it was last changed by the reader.
 */
modified_at: string, 
/**
 * The passage it was made on, where the reader has since attached it to another revision's.
 */
origin: Origin | null, 
/**
 * What it is called where it came from; `None` for one made here.
 */
iri: string | null, };

/**
 * A highlight and what became of it in the revision at hand.
 */
export type PlacedHighlight = { 
/**
 * Where it is in this revision.
 */
anchor: AnchorStatus, 
/**
 * What was kept, removed and inserted of its words; empty unless they were reworded.
 */
rewording: Array<WordEdit>, 
/**
 * Whether the reader has seen what became of it here and leaves it so.
 */
is_settled: boolean, 
/**
 * Its number.
 */
id: HighlightId, 
/**
 * The entry it belongs to.
 */
entry: EntryId, 
/**
 * The revision it was made on.
 */
revision: RevisionId, 
/**
 * Its address in that revision.
 */
target: Target, 
/**
 * Its colour.
 */
colour: Colour, 
/**
 * The reader's note; empty where there is none.
 */
note: string, 
/**
 * The reader's tags.
 */
tags: Array<string>, 
/**
 * When it was made.
 */
created_at: string, 
/**
 * When it was last changed by the reader.
 */
modified_at: string, 
/**
 * The passage it was made on, where the reader has since attached it to another revision's.
 */
origin: Origin | null, 
/**
 * What it is called where it came from; `None` for one made here.
 */
iri: string | null, };

/**
 * A highlight in the bin.
 */
export type DeletedHighlight = { 
/**
 * When it was deleted.
 */
deleted_at: string, 
/**
 * Its number.
 */
id: HighlightId, 
/**
 * The entry it belongs to.
 */
entry: EntryId, 
/**
 * The revision it was made on.
 */
revision: RevisionId, 
/**
 * Its address in that revision.
 */
target: Target, 
/**
 * Its colour.
 */
colour: Colour, 
/**
 * The reader's note; empty where there is none.
 */
note: string, 
/**
 * The reader's tags.
 */
tags: Array<string>, 
/**
 * When it was made.
 */
created_at: string, 
/**
 * When it was last changed by the reader.
 */
modified_at: string, 
/**
 * The passage it was made on, where the reader has since attached it to another revision's.
 */
origin: Origin | null, 
/**
 * What it is called where it came from; `None` for one made here.
 */
iri: string | null, };

/**
 * The reader's note on an article as a whole.
 */
export type ArticleNote = { 
/**
 * The words, Markdown.
 */
words: string, 
/**
 * When it was last changed.
 */
modified_at: string, };

/**
 * The number of an act in its library; a later act has a higher one.
 */
export type ActId = number;

/**
 * Kinds of acts.
 */
export type ActKind = "add" | "recolour" | "note" | "tag" | "delete" | "restore" | "resize" | "attach" | "settle" | "article_note" | "import";

/**
 * Something the reader did to annotations, as a list of acts shows it.
 */
export type Act = { 
/**
 * Its number.
 */
id: ActId, 
/**
 * What was done.
 */
kind: ActKind, 
/**
 * When it was done.
 */
done_at: string, 
/**
 * Whether it was undone since.
 */
is_undone: boolean, 
/**
 * The articles it was done in.
 */
entries: Array<EntryId>, 
/**
 * How many highlights it was done to; none where it is about a note on an article.
 */
highlights: number, 
/**
 * The first of their passages, so that the reader knows which act is meant.
 */
exact: string, };

/**
 * The number of an entry in its library.
 */
export type EntryId = number;

/**
 * One fact of the reader's about an entry. An entry without `Read` is unread.
 */
export type Status = "read" | "later" | "archived" | "starred" | "tracked";

/**
 * The identity of one distinct content: the hash of what a reader reads.
 */
export type RevisionId = string;

/**
 * The SHA-256 of bytes as received.
 */
export type Sha256Hash = string;

/**
 * What the reader keeps and may track: it survives edits and moves of the page. As a list shows it.
 */
export type Entry = { 
/**
 * Its number.
 */
id: EntryId, 
/**
 * The address of the page, or of the file it came from; `None` for pasted words.
 */
url: string | null, 
/**
 * The headline of the newest revision.
 */
headline: string, 
/**
 * The publisher of the newest revision, else the host of its address.
 */
publisher: string | null, 
/**
 * The language of the newest revision.
 */
language: string | null, 
/**
 * When the article was published, by the newest revision.
 */
date_published: string | null, 
/**
 * The reader's facts.
 */
statuses: Array<Status>, 
/**
 * When it came into the library.
 */
added_at: string, 
/**
 * When the page was last looked at.
 */
captured_at: string, 
/**
 * The newest revision.
 */
revision: RevisionId, 
/**
 * How many captures there are.
 */
captures: number, 
/**
 * How many revisions there are.
 */
revisions: number, 
/**
 * How many highlights there are.
 */
highlights: number, };

/**
 * A revision as a list of versions shows it.
 */
export type RevisionSummary = { 
/**
 * The hash of its content.
 */
id: RevisionId, 
/**
 * Its place among the entry's revisions, from 1.
 */
number: number, 
/**
 * When it was first seen.
 */
first_seen: string, 
/**
 * How many captures showed it.
 */
captures: number, };

/**
 * What went wrong. A code exists only if a face does something of its own about it.
 */
export type ErrorCode = "bad_source" | "unreadable" | "fetch_failed" | "no_article" | "too_large" | "not_found" | "bad_span" | "read_only_library" | "unusable_library" | "library_failed" | "cancelled";

/**
 * What went wrong, in a form that faces can match on (`code`) and show (`message`, `hints`).
 */
export type Error = { 
/**
 * What it is, for programs.
 */
code: ErrorCode, 
/**
 * What it is, for people: `cannot read 'page.htm': no such file`.
 */
message: string, 
/**
 * What to do about it, a sentence each.
 */
hints: Array<string>, };

/**
 * What long work is doing.
 */
export type Stage = "fetching" | "reading" | "extracting" | "saving" | "images";

/**
 * A highlight to be made.
 */
export type NewHighlight = { 
/**
 * The entry.
 */
entry: EntryId, 
/**
 * The revision the reader was looking at.
 */
revision: RevisionId, 
/**
 * The passage.
 */
span: Span, 
/**
 * The colour.
 */
colour: Colour, 
/**
 * The note; may be empty.
 */
note: string, 
/**
 * The tags.
 */
tags: Array<string>, };

/**
 * What to change of a highlight; `None` leaves it as it is.
 */
export type HighlightChange = { 
/**
 * The new colour.
 */
colour: Colour | null, 
/**
 * The new note.
 */
note: string | null, 
/**
 * The new tags.
 */
tags: Array<string> | null, 
/**
 * Tags to be added to those it has.
 */
added_tags?: Array<string>, };

/**
 * All annotations of an entry as they stand in one revision, and what can be undone there.
 */
export type Annotations = { 
/**
 * The highlights: in text order, orphans first.
 */
highlights: Array<PlacedHighlight>, 
/**
 * The note on the article as a whole.
 */
note: ArticleNote | null, 
/**
 * The act that would be undone first.
 */
undo: Act | null, 
/**
 * The act that would be done again first.
 */
redo: Act | null, };

/**
 * What became of a highlight in the newest version of its article.
 */
export type HighlightStatus = "exact" | "moved" | "reworded" | "orphan" | "open";

/**
 * Which highlights are asked for. What is empty or `None` narrows nothing down.
 */
export type HighlightFilter = { 
/**
 * Words that stand in passage, note, tags or headline, all of them, in any case.
 */
words: string, 
/**
 * One of these colours.
 */
colours: Array<Colour>, 
/**
 * This tag.
 */
tag: string | null, 
/**
 * Somebody of this name is quoted in the passage.
 */
speaker: string | null, 
/**
 * The article is of this publisher, or of this host.
 */
site: string | null, 
/**
 * This became of it in the newest version.
 */
status: HighlightStatus | null, 
/**
 * The article.
 */
entry: EntryId | null, 
/**
 * Made at this time or later.
 */
since: string | null, 
/**
 * Made before this time.
 */
until: string | null, 
/**
 * How many of them to pass over.
 */
offset: number, 
/**
 * How many to return at most; 0 for all.
 */
limit: number, };

/**
 * A highlight and the article it is in.
 */
export type ListedHighlight = { 
/**
 * The article's headline.
 */
headline: string, 
/**
 * The article's publisher, else its host.
 */
publisher: string | null, 
/**
 * The article's address.
 */
url: string | null, 
/**
 * Who is quoted in the passage.
 */
speakers: Array<string>, 
/**
 * Where it is in this revision.
 */
anchor: AnchorStatus, 
/**
 * What was kept, removed and inserted of its words; empty unless they were reworded.
 */
rewording: Array<WordEdit>, 
/**
 * Whether the reader has seen what became of it here and leaves it so.
 */
is_settled: boolean, 
/**
 * Its number.
 */
id: HighlightId, 
/**
 * The entry it belongs to.
 */
entry: EntryId, 
/**
 * The revision it was made on.
 */
revision: RevisionId, 
/**
 * Its address in that revision.
 */
target: Target, 
/**
 * Its colour.
 */
colour: Colour, 
/**
 * The reader's note; empty where there is none.
 */
note: string, 
/**
 * The reader's tags.
 */
tags: Array<string>, 
/**
 * When it was made.
 */
created_at: string, 
/**
 * When it was last changed by the reader.
 */
modified_at: string, 
/**
 * The passage it was made on, where the reader has since attached it to another revision's.
 */
origin: Origin | null, 
/**
 * What it is called where it came from; `None` for one made here.
 */
iri: string | null, };

/**
 * How many highlights have something in common.
 */
export type Tally = { 
/**
 * What they have in common.
 */
value: string, 
/**
 * How many.
 */
count: number, };

/**
 * The highlights asked for, and by what all of them can be narrowed down.
 */
export type HighlightList = { 
/**
 * How many fit.
 */
total: number, 
/**
 * Those asked for of them, the last made first.
 */
highlights: Array<ListedHighlight>, 
/**
 * The colours of all highlights.
 */
colours: Array<Tally>, 
/**
 * Their tags, the most frequent first.
 */
tags: Array<Tally>, 
/**
 * Their speakers, the most frequent first.
 */
speakers: Array<Tally>, 
/**
 * The publishers of their articles, the most frequent first.
 */
sites: Array<Tally>, 
/**
 * What became of them.
 */
statuses: Array<Tally>, };

/**
 * Formats in which annotations go out.
 */
export type ExportFormat = "web_annotation" | "markdown" | "json";

/**
 * A highlight whose words are not in its article.
 */
export type Orphaned = { 
/**
 * The highlight.
 */
highlight: HighlightId, 
/**
 * The entry it is kept with.
 */
entry: EntryId, 
/**
 * Its words.
 */
exact: string, };

/**
 * An article that annotations wait for.
 */
export type Waiting = { 
/**
 * The article's address; `None` where only its title is known.
 */
address: string | null, 
/**
 * The article's title, as the file has it.
 */
title: string, 
/**
 * How many annotations.
 */
count: number, };

/**
 * An annotation that was not taken.
 */
export type Refused = { 
/**
 * Its place in the file, counted from 0.
 */
index: number, 
/**
 * The reason.
 */
why: string, };

/**
 * What became of a file of annotations.
 */
export type ImportReport = { 
/**
 * What the file was: `webannotation`, `hypothesis` or `readwise`.
 */
format: string, 
/**
 * How many highlights were added, orphans included.
 */
added: number, 
/**
 * How many annotations were in the library already.
 */
already_there: number, 
/**
 * How many notes on articles were written.
 */
article_notes: number, 
/**
 * The highlights among the added whose words are not in their article.
 */
orphans: Array<Orphaned>, 
/**
 * The articles that the library does not have, and how much of the file waits for them.
 */
waiting: Array<Waiting>, 
/**
 * What was not taken, and why.
 */
refused: Array<Refused>, 
/**
 * The articles that have new annotations.
 */
entries: Array<EntryId>, };

/**
 * A correction to be made.
 */
export type NewCorrection = { 
/**
 * The entry.
 */
entry: EntryId, 
/**
 * The revision the reader was looking at.
 */
revision: RevisionId, 
/**
 * The passage: from the first quoted character to the last.
 */
span: Span, 
/**
 * What it is.
 */
verdict: Verdict, };

/**
 * An image of the article that is on disk.
 */
export type StoredImage = { 
/**
 * The address by which the article names it.
 */
source: string, 
/**
 * Its content hash, by which it is asked for.
 */
id: Sha256Hash, };

/**
 * One revision of an entry, with the reader's highlights in it.
 */
export type Reading = { 
/**
 * The entry.
 */
entry: Entry, 
/**
 * The revision shown.
 */
revision: RevisionSummary, 
/**
 * All revisions of the entry, oldest first.
 */
revisions: Array<RevisionSummary>, 
/**
 * The article as it was in the revision shown.
 */
article: Article, 
/**
 * What was odd when it was extracted.
 */
warnings: Array<Warning>, 
/**
 * All highlights of the entry, with their place in this revision: in text order, orphans first.
 */
highlights: Array<PlacedHighlight>, 
/**
 * The reader's note on the article as a whole.
 */
note: ArticleNote | null, 
/**
 * The article's quotations as the reader has put them right, in text order.
 */
quotations: Array<ReadQuotation>, 
/**
 * How many of the reader's corrections speak of a passage that this revision has not.
 */
lost_corrections: number, 
/**
 * The images that are on disk.
 */
images: Array<StoredImage>, };

/**
 * Why a block is not in the article.
 */
export type Reason = { "reason": "hidden" } | { "reason": "comments" } | { "reason": "part", 
/**
 * The part's name: its class, id, role or element.
 */
name: string, } | { "reason": "furniture" } | { "reason": "links" } | { "reason": "outside" } | { "reason": "repeated" } | { "reason": "unlike" };

/**
 * What became of a block.
 */
export type Place = { "place": "body", 
/**
 * Where it is in the text.
 */
span: Span, } | { "place": "update_note", 
/**
 * Where it is in the text.
 */
span: Span, } | { "place": "headline" } | { "place": "standfirst" } | { "place": "removed", 
/**
 * The strongest reason.
 */
reason: Reason, };

/**
 * One block of a page, in the article or not.
 */
export type PageBlock = { 
/**
 * What it is by its markup.
 */
kind: BlockKind, 
/**
 * Its words.
 */
text: string, 
/**
 * What became of it.
 */
place: Place, 
/**
 * The probability, from 0 to 1, that it is the article, by its looks and its neighbours.
 */
likely: number, };

/**
 * What a page yields: an article, perhaps an empty one, and what was odd about the page.
 */
export type Extraction = { 
/**
 * What was odd, most serious first.
 */
warnings: Array<Warning>, 
/**
 * What it is written in.
 */
language: Language, 
/**
 * The canonical text. Nothing edits it; every span counts its code points.
 */
text: string, 
/**
 * The body, in text order. Blocks that are update notes are with their note.
 */
blocks: Array<Block>, 
/**
 * Images, in text order.
 */
images: Array<Image>, 
/**
 * Quotations, in text order.
 */
quotations: Array<Quotation>, 
/**
 * The publisher's notes on the article, in text order.
 */
update_notes: Array<UpdateNote>, 
/**
 * The headline as a reader sees it, without the site's name; empty where there is none.
 */
headline: string, 
/**
 * Another wording of the headline that the page carries, for search or sharing.
 */
alternative_headline: string | null, 
/**
 * The sentence or two under the headline, also called deck, dek or chapeau.
 */
standfirst: string | null, 
/**
 * The people, or the desk, who sign the article.
 */
authors: Array<string>, 
/**
 * The publication.
 */
publisher: string | null, 
/**
 * The section it stands in.
 */
section: string | null, 
/**
 * What the publisher filed it under: keywords, topics.
 */
tags: Array<string>, 
/**
 * Whether all of it can be read without paying, where the page says so.
 */
is_accessible_for_free: boolean | null, 
/**
 * When it was first published.
 */
date_published: string | null, 
/**
 * When it was last changed, by the publisher's word.
 */
date_modified: string | null, 
/**
 * Every date found, with its source; conflicts are kept.
 */
dates: Array<PageDate>, 
/**
 * The address the page gives itself, in canonical form.
 */
canonical_url: string | null, 
/**
 * The image that stands for the article.
 */
image: string | null, 
/**
 * What the page states of the fields above, dates aside: the distinct values of each field with
 * the source of each, surest first. Where sources disagree, all of them are here.
 */
findings: Array<Finding>, };

/**
 * An extraction, and what became of every block of the page.
 */
export type Explanation = { 
/**
 * Everything on the page that could be read, in page order; empty for plain text.
 */
page_blocks: Array<PageBlock>, 
/**
 * What was odd, most serious first.
 */
warnings: Array<Warning>, 
/**
 * What it is written in.
 */
language: Language, 
/**
 * The canonical text. Nothing edits it; every span counts its code points.
 */
text: string, 
/**
 * The body, in text order. Blocks that are update notes are with their note.
 */
blocks: Array<Block>, 
/**
 * Images, in text order.
 */
images: Array<Image>, 
/**
 * Quotations, in text order.
 */
quotations: Array<Quotation>, 
/**
 * The publisher's notes on the article, in text order.
 */
update_notes: Array<UpdateNote>, 
/**
 * The headline as a reader sees it, without the site's name; empty where there is none.
 */
headline: string, 
/**
 * Another wording of the headline that the page carries, for search or sharing.
 */
alternative_headline: string | null, 
/**
 * The sentence or two under the headline, also called deck, dek or chapeau.
 */
standfirst: string | null, 
/**
 * The people, or the desk, who sign the article.
 */
authors: Array<string>, 
/**
 * The publication.
 */
publisher: string | null, 
/**
 * The section it stands in.
 */
section: string | null, 
/**
 * What the publisher filed it under: keywords, topics.
 */
tags: Array<string>, 
/**
 * Whether all of it can be read without paying, where the page says so.
 */
is_accessible_for_free: boolean | null, 
/**
 * When it was first published.
 */
date_published: string | null, 
/**
 * When it was last changed, by the publisher's word.
 */
date_modified: string | null, 
/**
 * Every date found, with its source; conflicts are kept.
 */
dates: Array<PageDate>, 
/**
 * The address the page gives itself, in canonical form.
 */
canonical_url: string | null, 
/**
 * The image that stands for the article.
 */
image: string | null, 
/**
 * What the page states of the fields above, dates aside: the distinct values of each field with
 * the source of each, surest first. Where sources disagree, all of them are here.
 */
findings: Array<Finding>, };

/**
 * What today's engine makes of the page that a revision was read from.
 */
export type Explained = { 
/**
 * The revision that was asked about.
 */
revision: RevisionId, 
/**
 * When the page was captured.
 */
captured_at: string, 
/**
 * Whether today's engine reads the very text that is stored: only then are the spans in
 * `explanation` those of the revision too.
 */
is_same_text: boolean, 
/**
 * The page as it is read today.
 */
explanation: Explanation, };

/**
 * What was new about a source that was added.
 */
export type Outcome = "new_entry" | "new_revision" | "reverted" | "unchanged";

/**
 * What became of a source that was added.
 */
export type Added = { 
/**
 * The article, ready to be shown.
 */
reading: Reading, 
/**
 * What was new about it.
 */
outcome: Outcome, };

/**
 * A file that the reader chose, dropped on the window or named as an argument.
 *
 * The page gets a number and a name, never a path: it cannot ask for a file nobody offered.
 */
export type Offered = { 
/**
 * Its number.
 */
offer: number, 
/**
 * Its file name, to show.
 */
name: string, };

/**
 * What to open first, by the program's arguments.
 */
export type First = { "kind": "offered", 
/**
 * Which.
 */
offered: Offered, } | { "kind": "address", 
/**
 * The address.
 */
address: string, } | { "kind": "entry", 
/**
 * Which.
 */
entry: EntryId, } | { "kind": "problem", 
/**
 * Why.
 */
problem: Error, };

/**
 * What the page needs to know before it shows anything.
 */
export type Startup = { 
/**
 * The program's version.
 */
version: string, 
/**
 * The folder of the library.
 */
library: string, 
/**
 * Why the library could not be opened.
 */
problem: Error | null, 
/**
 * What to open first.
 */
first: First | null, };
