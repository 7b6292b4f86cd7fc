//! The window face: opens the window, and answers what its page asks for through the façade.
//!
//! It knows the façade and nothing below it. What an article is, and what may be done with one, is
//! decided there; here arguments are checked, and paths kept away from the page.

// Without this, Windows opens a console beside the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
mod caret;
mod closing;
mod commands;
mod desk;
mod image_protocol;
mod links;
mod offers;
mod window;
mod works;

use arguments::{Arguments, Request};
use std::process::ExitCode;

fn main() -> ExitCode {
    match arguments::parse(std::env::args_os().skip(1)) {
        Ok(Request::Help) => {
            println!("{}", arguments::HELP);
            ExitCode::SUCCESS
        }
        Ok(Request::Version) => {
            println!("palimpsest-desktop {}", env!("CARGO_PKG_VERSION"));
            ExitCode::SUCCESS
        }
        Ok(Request::Open(arguments)) => open(&arguments),
        Err(message) => {
            eprintln!("error: {message}");
            eprintln!("hint: palimpsest-desktop --help");
            ExitCode::from(2)
        }
    }
}

fn open(arguments: &Arguments) -> ExitCode {
    match window::run(desk::Desk::new(arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: cannot open the window: {error}");
            ExitCode::from(2)
        }
    }
}
