//! `palimpsest export`: annotations out of the library, into a file or a pipe.

use crate::{
    arguments::{ExportArguments, ExportedFormat},
    output::{self, Failure, Outcome},
    surroundings::Surroundings,
};
use palimpsest::{Error, ErrorCode, ExportFormat, article::EntryId};
use std::path::Path;

/// Exports what was asked for.
pub fn run(surroundings: &Surroundings, arguments: &ExportArguments) -> Result<Outcome, Failure> {
    let library = surroundings.library()?;
    if arguments.print_template {
        let path = library.write_template()?;
        output::say(&format!("the template is '{}'", path.display()));
        output::print_document(&library.template()?)?;
        return Ok(Outcome::Done);
    }
    let format = match arguments.format {
        ExportedFormat::Webannotation => ExportFormat::WebAnnotation,
        ExportedFormat::Markdown => ExportFormat::Markdown,
        ExportedFormat::Json => ExportFormat::Json,
    };
    let template = match &arguments.template {
        Some(path) => Some(template(path)?),
        None => None,
    };
    let entries: Vec<EntryId> = arguments.entries.iter().copied().map(EntryId).collect();
    let exported = library.export_annotations(&entries, format, template.as_deref())?;
    if exported.annotations == 0 {
        output::say("there is nothing to export: nothing is highlighted or noted");
        return Ok(Outcome::Nothing);
    }
    match &arguments.output {
        Some(path) => {
            palimpsest::write_file(path, exported.text.as_bytes(), arguments.force)?;
            output::say(&format!("{} annotations to '{}'", exported.annotations, path.display()));
        }
        None => output::print_document(&exported.text)?,
    }
    Ok(Outcome::Done)
}

fn template(path: &Path) -> Result<String, Error> {
    String::from_utf8(palimpsest::read_file(path)?).map_err(|_| Error {
        code: ErrorCode::Unreadable,
        message: format!("cannot read '{}': it is not UTF-8", path.display()),
        hints: Vec::new(),
    })
}
