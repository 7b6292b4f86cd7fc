//! Commands: what the page may ask. Each checks its arguments and calls the façade.
//!
//! Blocking work runs off the window's thread, and in a task of its own: should it panic, the page
//! hears of an error instead of waiting for ever.

use crate::{caret, desk::Desk, links};
use palimpsest::{
    Added, Annotations, Error, ErrorCode, Explained, ExportFormat, HighlightChange,
    HighlightFilter, HighlightList, ImportReport, Library, MAX_ANNOTATION_BYTES, MAX_PAGE_BYTES,
    NewCorrection, NewHighlight, Offered, Reading, Result, Source, Stage, Startup, Work,
    article::{
        Act, ArticleNote, Colour, ColourName, CorrectionId, DeletedHighlight, Entry, EntryId,
        Highlight, HighlightId, PlacedHighlight, ReadQuotation, RevisionId, Span, Status,
    },
};
use std::path::PathBuf;
use tauri::{State, WebviewWindow, async_runtime, ipc::Channel};
use tauri_plugin_dialog::{DialogExt, FilePath};

/// Longer addresses than browsers and servers carry.
const MAX_ADDRESS_BYTES: usize = 16 * 1024;
#[tauri::command]
pub async fn start(desk: State<'_, Desk>) -> Result<Startup> {
    desk.works.cancel_all();
    Ok(desk.startup())
}

#[tauri::command]
pub async fn list_entries(desk: State<'_, Desk>) -> Result<Vec<Entry>> {
    ask(&desk, Library::entries).await
}

#[tauri::command]
pub async fn open_address(
    desk: State<'_, Desk>,
    text: String,
    work: u32,
    on_stage: Channel<Stage>,
) -> Result<Added> {
    if text.len() > MAX_ADDRESS_BYTES {
        return Err(refused(ErrorCode::BadSource, "the address is too long"));
    }
    let source = Source::from_address(&text)?;
    add(&desk, source, work, on_stage).await
}

#[tauri::command]
pub async fn open_paste(
    desk: State<'_, Desk>,
    text: String,
    html: Option<String>,
    work: u32,
    on_stage: Channel<Stage>,
) -> Result<Added> {
    let html = html.filter(|html| !html.trim().is_empty());
    if text.trim().is_empty() && html.is_none() {
        return Err(refused(ErrorCode::BadSource, "there is no text on the clipboard"));
    }
    let longest = text.len().max(html.as_ref().map_or(0, String::len));
    if u64::try_from(longest).unwrap_or(u64::MAX) > MAX_PAGE_BYTES {
        let limit = MAX_PAGE_BYTES / (1024 * 1024);
        return Err(refused(
            ErrorCode::TooLarge,
            &format!("the pasted text is larger than {limit} MiB"),
        ));
    }
    add(&desk, Source::from_paste(&text, html.as_deref()), work, on_stage).await
}

#[tauri::command]
pub async fn open_offered(
    desk: State<'_, Desk>,
    offer: u32,
    work: u32,
    on_stage: Channel<Stage>,
) -> Result<Added> {
    let path = offered(&desk, offer)?;
    add(&desk, Source::File { path, url: None }, work, on_stage).await
}

/// The endings of files that hold articles; a page may also be gzipped.
const ARTICLE_FILES: [&str; 10] =
    ["html", "htm", "xhtml", "xht", "mhtml", "mht", "md", "markdown", "txt", "gz"];

#[tauri::command]
pub async fn choose_file(desk: State<'_, Desk>, window: WebviewWindow) -> Result<Option<Offered>> {
    offer_chosen(&desk, &window, "Open an article", "Articles", &ARTICLE_FILES).await
}

#[tauri::command]
pub async fn add_sample(desk: State<'_, Desk>) -> Result<Reading> {
    ask(&desk, Library::add_sample).await
}

#[tauri::command]
pub async fn read_entry(
    desk: State<'_, Desk>,
    entry: EntryId,
    revision: Option<RevisionId>,
) -> Result<Reading> {
    ask(&desk, move |library| library.read(entry, revision.as_ref())).await
}

#[tauri::command]
pub async fn explain_entry(
    desk: State<'_, Desk>,
    entry: EntryId,
    revision: Option<RevisionId>,
) -> Result<Explained> {
    ask(&desk, move |library| library.explain(entry, revision.as_ref())).await
}

#[tauri::command]
pub async fn cancel_work(desk: State<'_, Desk>, work: u32) -> Result<()> {
    desk.works.cancel(work);
    Ok(())
}

#[tauri::command]
pub async fn add_highlight(
    desk: State<'_, Desk>,
    highlight: NewHighlight,
) -> Result<PlacedHighlight> {
    ask(&desk, move |library| library.add_highlight(&highlight)).await
}

#[tauri::command]
pub async fn change_highlight(
    desk: State<'_, Desk>,
    id: HighlightId,
    change: HighlightChange,
) -> Result<Highlight> {
    ask(&desk, move |library| library.change_highlight(id, &change)).await
}

#[tauri::command]
pub async fn delete_highlight(desk: State<'_, Desk>, id: HighlightId) -> Result<()> {
    ask(&desk, move |library| library.delete_highlight(id)).await
}

#[tauri::command]
pub async fn restore_highlight(desk: State<'_, Desk>, id: HighlightId) -> Result<Highlight> {
    ask(&desk, move |library| library.restore_highlight(id)).await
}

#[tauri::command]
pub async fn change_highlights(
    desk: State<'_, Desk>,
    ids: Vec<HighlightId>,
    change: HighlightChange,
) -> Result<()> {
    ask(&desk, move |library| library.change_highlights(&ids, &change)).await
}

#[tauri::command]
pub async fn delete_highlights(desk: State<'_, Desk>, ids: Vec<HighlightId>) -> Result<()> {
    ask(&desk, move |library| library.delete_highlights(&ids)).await
}

#[tauri::command]
pub async fn attach_highlight(
    desk: State<'_, Desk>,
    id: HighlightId,
    revision: RevisionId,
    span: Span,
) -> Result<PlacedHighlight> {
    ask(&desk, move |library| library.attach_highlight(id, &revision, span)).await
}

#[tauri::command]
pub async fn settle_highlight(
    desk: State<'_, Desk>,
    id: HighlightId,
    revision: RevisionId,
    is_settled: bool,
) -> Result<PlacedHighlight> {
    ask(&desk, move |library| library.settle_highlight(id, &revision, is_settled)).await
}

#[tauri::command]
pub async fn read_annotations(
    desk: State<'_, Desk>,
    entry: EntryId,
    revision: RevisionId,
) -> Result<Annotations> {
    ask(&desk, move |library| library.annotations(entry, Some(&revision))).await
}

#[tauri::command]
pub async fn passage_link(
    desk: State<'_, Desk>,
    entry: EntryId,
    revision: RevisionId,
    span: Span,
) -> Result<Option<String>> {
    ask(&desk, move |library| library.passage_link(entry, &revision, span)).await
}

#[tauri::command]
pub async fn set_article_note(
    desk: State<'_, Desk>,
    entry: EntryId,
    words: String,
) -> Result<Option<ArticleNote>> {
    ask(&desk, move |library| library.set_article_note(entry, &words)).await
}

#[tauri::command]
pub async fn undo(desk: State<'_, Desk>, entry: Option<EntryId>) -> Result<Option<Act>> {
    ask(&desk, move |library| library.undo(entry)).await
}

#[tauri::command]
pub async fn redo(desk: State<'_, Desk>, entry: Option<EntryId>) -> Result<Option<Act>> {
    ask(&desk, move |library| library.redo(entry)).await
}

#[tauri::command]
pub async fn list_highlights(
    desk: State<'_, Desk>,
    filter: HighlightFilter,
) -> Result<HighlightList> {
    ask(&desk, move |library| library.highlights(&filter)).await
}

/// The endings of files that hold annotations.
const ANNOTATION_FILES: [&str; 3] = ["json", "jsonld", "csv"];

#[tauri::command]
pub async fn choose_annotations(
    desk: State<'_, Desk>,
    window: WebviewWindow,
) -> Result<Option<Offered>> {
    let kinds = "Web Annotation, Hypothesis, Readwise";
    offer_chosen(&desk, &window, "Import annotations", kinds, &ANNOTATION_FILES).await
}

#[tauri::command]
pub async fn import_annotations(desk: State<'_, Desk>, offer: u32) -> Result<ImportReport> {
    let path = offered(&desk, offer)?;
    ask(&desk, move |library| {
        let bytes = palimpsest::read_bounded(&path, MAX_ANNOTATION_BYTES as u64)?;
        library.import_annotations(&bytes, None)
    })
    .await
}

/// Asks where to, and writes; `None` where the reader chose nowhere, else how many were written.
#[tauri::command]
pub async fn export_annotations(
    desk: State<'_, Desk>,
    window: WebviewWindow,
    entries: Vec<EntryId>,
    format: ExportFormat,
) -> Result<Option<usize>> {
    let exported =
        ask(&desk, move |library| library.export_annotations(&entries, format, None)).await?;
    if exported.annotations == 0 {
        return Err(refused(ErrorCode::NotFound, "nothing is highlighted or noted there"));
    }
    let name = match format {
        ExportFormat::WebAnnotation => "annotations.jsonld",
        ExportFormat::Markdown => "highlights.md",
        ExportFormat::Json => "annotations.json",
    };
    let dialog = window
        .dialog()
        .file()
        .set_parent(&window)
        .set_title("Export annotations")
        .set_file_name(name);
    let chosen = blocking(move || Ok(dialog.blocking_save_file())).await?;
    let Some(path) = path_of(chosen)? else { return Ok(None) };
    blocking(move || {
        // The dialog has asked whether a file that is there may be replaced.
        palimpsest::write_file(&path, exported.text.as_bytes(), true)?;
        Ok(Some(exported.annotations))
    })
    .await
}

#[tauri::command]
pub async fn list_bin(
    desk: State<'_, Desk>,
    entry: Option<EntryId>,
) -> Result<Vec<DeletedHighlight>> {
    ask(&desk, move |library| library.bin(entry)).await
}

#[tauri::command]
pub async fn colour_names(desk: State<'_, Desk>) -> Result<Vec<ColourName>> {
    ask(&desk, Library::colour_names).await
}

#[tauri::command]
pub async fn name_colour(
    desk: State<'_, Desk>,
    colour: Colour,
    name: String,
) -> Result<Vec<ColourName>> {
    ask(&desk, move |library| library.name_colour(colour, &name)).await
}

#[tauri::command]
pub async fn correct_quotation(
    desk: State<'_, Desk>,
    correction: NewCorrection,
) -> Result<Vec<ReadQuotation>> {
    ask(&desk, move |library| library.correct_quotation(&correction)).await
}

#[tauri::command]
pub async fn take_correction_back(
    desk: State<'_, Desk>,
    entry: EntryId,
    revision: RevisionId,
    id: CorrectionId,
) -> Result<Vec<ReadQuotation>> {
    ask(&desk, move |library| library.take_correction_back(entry, &revision, id)).await
}

#[tauri::command]
pub async fn set_status(
    desk: State<'_, Desk>,
    entry: EntryId,
    status: Status,
    on: bool,
) -> Result<()> {
    ask(&desk, move |library| library.set_status(entry, status, on)).await
}

#[tauri::command]
pub async fn open_link(url: String) -> Result<()> {
    blocking(move || links::open(&url)).await
}

/// Turns the web view's text cursor on or off; `false` where it has none.
#[tauri::command]
pub async fn set_caret_browsing(window: WebviewWindow, is_on: bool) -> Result<bool> {
    blocking(move || caret::set(&window, is_on).map_err(|error| broken(&error))).await
}

/// Asks the library, off the window's thread.
async fn ask<T: Send + 'static>(
    desk: &Desk,
    question: impl FnOnce(&Library) -> Result<T> + Send + 'static,
) -> Result<T> {
    let library = desk.library()?;
    let asked = desk.question();
    blocking(move || {
        // It lives as long as the work, even if nobody waits for the answer any more.
        let _asked = asked;
        question(&library)
    })
    .await
}

/// Adds the source as work that the page can watch and cancel.
async fn add(desk: &Desk, source: Source, work: u32, on_stage: Channel<Stage>) -> Result<Added> {
    let library = desk.library()?;
    let begun = desk.works.begin(work);
    let watched = Work::new(begun.cancellation.clone(), move |stage| {
        // Only a page that is gone cannot be told.
        let _ = on_stage.send(stage);
    });
    async_runtime::spawn(async move { library.add(&source, &watched).await })
        .await
        .unwrap_or_else(|error| Err(broken(&error)))
}

async fn blocking<T: Send + 'static>(
    act: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    async_runtime::spawn_blocking(act).await.unwrap_or_else(|error| Err(broken(&error)))
}

/// Lets the reader choose a file of some kinds; `None` where none was chosen.
async fn offer_chosen(
    desk: &Desk,
    window: &WebviewWindow,
    title: &str,
    kinds: &str,
    endings: &[&str],
) -> Result<Option<Offered>> {
    let dialog = window
        .dialog()
        .file()
        .set_parent(window)
        .set_title(title)
        .add_filter(kinds, endings)
        .add_filter("All files", &["*"]);
    let chosen = blocking(move || Ok(dialog.blocking_pick_file())).await?;
    Ok(path_of(chosen)?.map(|path| desk.offers.offer(path)))
}

fn path_of(chosen: Option<FilePath>) -> Result<Option<PathBuf>> {
    let path = chosen.map(FilePath::into_path).transpose();
    path.map_err(|error| refused(ErrorCode::Unreadable, &error.to_string()))
}

fn offered(desk: &Desk, offer: u32) -> Result<PathBuf> {
    let path = desk.offers.path(offer);
    path.ok_or_else(|| refused(ErrorCode::BadSource, &format!("no file '{offer}' was offered")))
}

fn refused(code: ErrorCode, message: &str) -> Error {
    Error { code, message: message.to_owned(), hints: Vec::new() }
}

fn broken(error: &tauri::Error) -> Error {
    Error {
        code: ErrorCode::LibraryFailed,
        message: format!("the program made a mistake: {error}"),
        hints: vec!["what was saved before is safe; please report this".into()],
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    /// A command must be written here, named in the build script and in `generate_handler`, and
    /// allowed by the capability: one list that lags behind is a call refused at run time.
    #[test]
    fn the_four_lists_of_commands_agree() {
        let written: BTreeSet<String> = include_str!("commands.rs")
            .split("#[tauri::command]\npub async fn ")
            .skip(1)
            .map(|rest| rest.split('(').next().unwrap().to_owned())
            .collect();
        assert!(written.contains("open_link"), "{written:?}");

        let build = include_str!("../build.rs");
        let listed = build.split("COMMANDS: &[&str] = &[").nth(1).unwrap().split("];").next();
        let named: BTreeSet<String> =
            listed.unwrap().split('"').skip(1).step_by(2).map(str::to_owned).collect();
        assert_eq!(named, written);

        let handled: BTreeSet<String> = include_str!("window.rs")
            .split("commands::")
            .skip(1)
            .map(|rest| rest.split(',').next().unwrap().trim().to_owned())
            .collect();
        assert_eq!(handled, written);

        let capability: serde_json::Value =
            serde_json::from_str(include_str!("../capabilities/window.json")).unwrap();
        let permissions = capability["permissions"].as_array().unwrap();
        let (own, core): (Vec<&str>, Vec<&str>) = permissions
            .iter()
            .map(|permission| permission.as_str().unwrap())
            .partition(|permission| permission.starts_with("allow-"));
        let allowed: BTreeSet<String> =
            own.iter().map(|permission| permission["allow-".len()..].replace('-', "_")).collect();
        assert_eq!(allowed, written);
        assert_eq!(core, ["core:event:allow-listen", "core:event:allow-unlisten"]);
    }
}
