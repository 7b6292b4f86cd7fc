//! `palimpsest undo`, `redo`, `history` and `note`: what was done to annotations, and the note on an article.

use crate::{
    arguments::NoteArguments,
    output::{self, Failure, Outcome},
    surroundings::Surroundings,
};
use palimpsest::article::{Act, ActKind, EntryId};

/// Undoes the last act, or does again what was undone last.
pub fn undo(
    surroundings: &Surroundings,
    entry: Option<i64>,
    again: bool,
) -> Result<Outcome, Failure> {
    let library = surroundings.library()?;
    let entry = entry.map(EntryId);
    if let Some(entry) = entry {
        // Nothing to undo is not the same as nowhere to look.
        library.annotations(entry, None)?;
    }
    let act = if again { library.redo(entry)? } else { library.undo(entry)? };
    if surroundings.json {
        output::print_json(&act)?;
    }
    match (act, again) {
        (None, false) => output::say("there is nothing to undo"),
        (None, true) => output::say("there is nothing to do again"),
        (Some(act), false) => output::say(&format!("undone: {}", described(&act))),
        (Some(act), true) => output::say(&format!("done again: {}", described(&act))),
    }
    Ok(Outcome::Done)
}

/// Prints the last acts, the newest first.
pub fn history(
    surroundings: &Surroundings,
    entry: Option<i64>,
    count: u32,
) -> Result<Outcome, Failure> {
    let acts = surroundings.library()?.acts(entry.map(EntryId), count)?;
    if surroundings.json {
        output::print_json(&acts)?;
        return Ok(Outcome::Done);
    }
    for act in &acts {
        let when = act.done_at.format("%Y-%m-%d %H:%M UTC");
        let undone = if act.is_undone { "\t(undone)" } else { "" };
        output::print(&format!("{when}\t{}{undone}\n", described(act)))?;
    }
    Ok(Outcome::Done)
}

/// Prints the note on an article, or writes it.
pub fn note(surroundings: &Surroundings, arguments: &NoteArguments) -> Result<Outcome, Failure> {
    let library = surroundings.library()?;
    let entry = EntryId(arguments.entry);
    let note = match &arguments.words {
        Some(words) => library.set_article_note(entry, words)?,
        None => library.annotations(entry, None)?.note,
    };
    match (surroundings.json, note) {
        (true, note) => output::print_json(&note)?,
        (false, Some(note)) => output::print(&(note.words + "\n"))?,
        (false, None) => {}
    }
    Ok(Outcome::Done)
}

/// Returns an act in words, with the first passage it was done to.
fn described(act: &Act) -> String {
    let count = match act.highlights {
        1 => "a highlight".to_owned(),
        count => format!("{count} highlights"),
    };
    let what = match act.kind {
        ActKind::Add => format!("{count} made"),
        ActKind::Recolour => format!("{count} recoloured"),
        ActKind::Note => format!("note on {count} written"),
        ActKind::Tag => format!("tags of {count} changed"),
        ActKind::Delete => format!("{count} removed"),
        ActKind::Restore => format!("{count} brought back"),
        ActKind::Resize => format!("{count} resized"),
        ActKind::Attach => format!("{count} attached to other words"),
        ActKind::Settle => format!("{count} left as it is, or asked for again"),
        ActKind::ArticleNote => "note on the article written".to_owned(),
        ActKind::Import => format!("{count} imported"),
    };
    match act.exact.is_empty() {
        true => what,
        false => format!("{what}: {}", act.exact.replace('\n', " ")),
    }
}
