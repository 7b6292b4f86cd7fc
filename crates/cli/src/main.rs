//! The terminal face: arguments in, data to stdout, words to stderr, an exit code.
//!
//! It knows the façade and nothing below it.

mod acts;
mod add;
mod arguments;
mod batch;
mod explain;
mod extract;
mod fields;
mod highlight;
mod open;
mod output;
mod quotes;
mod show;
mod surroundings;
mod updates;

use arguments::{Arguments, Command};
use clap::Parser;
use output::{Failure, Outcome};
use std::process::ExitCode;
use surroundings::Surroundings;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            output::say(&format!("error: cannot start: {error}"));
            return ExitCode::from(2);
        }
    };
    let result = runtime.block_on(run(arguments));
    // A name lookup that timed out still runs on its thread; nobody waits for it.
    runtime.shutdown_background();
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        // The reader of a pipe has had enough, as `head` does: that is no failure.
        Err(Failure::BrokenPipe) => ExitCode::SUCCESS,
        Err(Failure::Said(error)) => {
            output::say_error(&error);
            ExitCode::from(2)
        }
    }
}

async fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    let surroundings = Surroundings::new(arguments.library, arguments.json)?;
    match arguments.command {
        Command::Extract(arguments) if arguments.batch => batch::run(),
        Command::Extract(arguments) if arguments.explain => {
            explain::run(&surroundings, &arguments).await
        }
        Command::Extract(arguments) => extract::run(&surroundings, &arguments).await,
        Command::Updates(arguments) => updates::run(&surroundings, &arguments).await,
        Command::Quotes(arguments) => quotes::run(&surroundings, &arguments).await,
        Command::Add(arguments) => add::run(&surroundings, &arguments).await,
        Command::List => show::list(&surroundings),
        Command::Show(arguments) => show::run(&surroundings, &arguments),
        Command::Highlight(command) => highlight::run(&surroundings, &command),
        Command::Note(arguments) => acts::note(&surroundings, &arguments),
        Command::Undo { entry } => acts::undo(&surroundings, entry, false),
        Command::Redo { entry } => acts::undo(&surroundings, entry, true),
        Command::History { entry, count } => acts::history(&surroundings, entry, count),
        Command::Open(arguments) => open::run(&surroundings, &arguments),
    }
}
