//! Embeds the page and names each command, so that the capability file can allow it.

use std::path::Path;
use tauri_build::{AppManifest, Attributes};

/// Every command of the window. One that is missing here, or in `capabilities/window.json`, is
/// refused at run time; a test in `src/commands.rs` compares the three lists.
const COMMANDS: &[&str] = &[
    "start",
    "list_entries",
    "open_address",
    "open_paste",
    "open_offered",
    "choose_file",
    "add_sample",
    "read_entry",
    "explain_entry",
    "cancel_work",
    "add_highlight",
    "change_highlight",
    "delete_highlight",
    "restore_highlight",
    "change_highlights",
    "delete_highlights",
    "attach_highlight",
    "settle_highlight",
    "read_annotations",
    "passage_link",
    "set_article_note",
    "undo",
    "redo",
    "list_highlights",
    "list_bin",
    "choose_annotations",
    "import_annotations",
    "export_annotations",
    "colour_names",
    "name_colour",
    "correct_quotation",
    "take_correction_back",
    "set_status",
    "open_link",
    "set_caret_browsing",
];

fn main() {
    println!("cargo::rerun-if-changed=../ui/dist");
    println!("cargo::rerun-if-changed=../icons");
    if !Path::new("../ui/dist/index.html").is_file() {
        println!(
            "cargo::error=the window's page is not built: run `cargo xtask run`, \
             or `npm ci && npm run build` in ui/"
        );
        return;
    }
    let manifest = AppManifest::new().commands(COMMANDS);
    if let Err(error) = tauri_build::try_build(Attributes::new().app_manifest(manifest)) {
        println!("cargo::error={error:#}");
    }
}
