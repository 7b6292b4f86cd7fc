//! `cargo xtask`: sets the machine up, runs the program, runs every test.
//!
//! It knows the project only by its commands: cargo, npm, apt-get and the binaries they make.

mod commands;
mod icons;
mod lanes;
mod page;
mod run;
mod system;
mod tally;

use lanes::Lane;
use std::process::ExitCode;
use system::Install;

/// What a task returns: nothing, or words for a person.
type Result<T = (), E = String> = std::result::Result<T, E>;

const HELP: &str = "\
usage: cargo xtask run [SOURCE] [--no-install]
           builds everything and opens the window, with SOURCE (an address or a file) if given;
           without a display: saves a picture of the window and prints the article
       cargo xtask test [--fast] [--lane NAME]... [--no-install]
           runs every test; lanes: unit, suite, ui, desktop (--fast leaves the last out)
       cargo xtask screenshots [--no-install]
           makes the pictures in docs/screenshots anew, from the real window
       cargo xtask icons
           makes the icons' sizes anew from icons/palimpsest.svg (needs rsvg-convert)

--no-install says what the system lacks and installs nothing";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result {
    let Some((task, rest)) = arguments.split_first() else {
        println!("{HELP}");
        return Ok(());
    };
    let mut options = Options::read(rest)?;
    match task.as_str() {
        "run" => {
            let source = options.free.pop();
            options.allow(&["--no-install"])?;
            run::run(source.as_deref(), options.install)
        }
        "test" => {
            options.allow(&["--no-install", "--fast", "--lane"])?;
            let lanes = match (options.lanes.as_slice(), options.fast) {
                ([], false) => Lane::ALL.to_vec(),
                ([], true) => Lane::ALL.into_iter().filter(|lane| *lane != Lane::Desktop).collect(),
                (chosen, _) => chosen.to_vec(),
            };
            lanes::test(&lanes, options.install)
        }
        "screenshots" => {
            options.allow(&["--no-install"])?;
            lanes::screenshots(options.install)
        }
        "icons" => {
            options.allow(&[])?;
            icons::make()
        }
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        _ => Err(format!("unknown task '{task}'\n{HELP}")),
    }
}

struct Options {
    install: Install,
    fast: bool,
    lanes: Vec<Lane>,
    free: Vec<String>,
    used: Vec<&'static str>,
}

impl Options {
    fn read(arguments: &[String]) -> Result<Self> {
        let mut options = Self {
            install: Install::Missing,
            fast: false,
            lanes: Vec::new(),
            free: Vec::new(),
            used: Vec::new(),
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--no-install" => {
                    options.install = Install::Nothing;
                    options.used.push("--no-install");
                }
                "--fast" => {
                    options.fast = true;
                    options.used.push("--fast");
                }
                "--lane" => {
                    let name = arguments.next().ok_or("'--lane' needs a name")?;
                    options.lanes.push(Lane::from_name(name)?);
                    options.used.push("--lane");
                }
                option if option.starts_with("--") => {
                    return Err(format!("unknown option '{option}'\n{HELP}"));
                }
                _ => options.free.push(argument.clone()),
            }
        }
        Ok(options)
    }

    /// Refuses what the task does not know, rather than passing over it.
    fn allow(&self, known: &[&str]) -> Result {
        if let Some(unknown) = self.used.iter().find(|option| !known.contains(*option)) {
            return Err(format!("this task has no option '{unknown}'\n{HELP}"));
        }
        match self.free.first() {
            Some(extra) => Err(format!("'{extra}' is one argument too many\n{HELP}")),
            None => Ok(()),
        }
    }
}
