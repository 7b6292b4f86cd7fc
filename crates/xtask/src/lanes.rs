//! `cargo xtask test`: every test, lane by lane, and a summary at the end.
//!
//! All lanes run even when one fails, and a lane that ran no test has failed: silence must not look
//! like success.

use crate::{
    Result,
    commands::{cargo, npm, root, run, target_directory, watched},
    page,
    run::ensure_driver,
    system::{self, Install, Need},
    tally::{self, Tally},
};
use std::{
    env, fs,
    io::IsTerminal,
    process::Command,
    time::{Duration, Instant},
};

/// A part of the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Format, lints, and each room's own tests.
    Unit,
    /// Whole-product tests without a window.
    Suite,
    /// The page's types, tests and build.
    Ui,
    /// Tests in the real window.
    Desktop,
}

/// The pictures that documents show.
const PICTURES: [&str; 4] = ["reader.png", "reader-dark.png", "library.png", "left-out.png"];

impl Lane {
    /// Every lane, the quickest to fail first.
    pub const ALL: [Lane; 4] = [Lane::Unit, Lane::Suite, Lane::Ui, Lane::Desktop];

    /// Returns the lane of that name.
    pub fn from_name(name: &str) -> Result<Self> {
        let unknown = || format!("unknown lane '{name}' (unit, suite, ui, desktop)");
        Self::ALL.into_iter().find(|lane| lane.name() == name).ok_or_else(unknown)
    }

    fn name(self) -> &'static str {
        match self {
            Lane::Unit => "unit",
            Lane::Suite => "suite",
            Lane::Ui => "ui",
            Lane::Desktop => "desktop",
        }
    }

    fn run(self, install: Install) -> Result<Tally> {
        match self {
            Lane::Unit => unit(install),
            Lane::Suite => suite(install),
            Lane::Ui => ui(),
            Lane::Desktop => desktop(install),
        }
    }
}

/// Runs the lanes; fails where a test failed.
pub fn test(lanes: &[Lane], install: Install) -> Result {
    let mut total = Tally::default();
    let mut summary = String::new();
    for lane in lanes {
        println!("\n=== {} ===", lane.name());
        let start = Instant::now();
        let tally = lane.run(install).unwrap_or_else(|message| {
            eprintln!("error: {message}");
            Tally { passed: 0, failed: 1 }
        });
        let tally = tally.with_outcome(tally.passed > 0);
        summary.push_str(&line(*lane, tally, start.elapsed()));
        total.add(tally);
    }
    println!("\n{summary}{} passed, {} failed", total.passed, total.failed);
    match total.failed {
        0 => Ok(()),
        _ => Err("not every test passed".into()),
    }
}

/// Makes the documents' pictures anew: the desktop test that looks at each screen, then a copy.
pub fn screenshots(install: Install) -> Result {
    prepare_desktop(install)?;
    run(cargo().args(["test", "--test", "desktop", "screenshots"]))?;
    let (from, to) = (target_directory()?.join("screenshots"), root().join("docs/screenshots"));
    let failed = |error| format!("cannot copy the pictures to '{}': {error}", to.display());
    fs::create_dir_all(&to).map_err(failed)?;
    for picture in PICTURES {
        fs::copy(from.join(picture), to.join(picture)).map_err(failed)?;
    }
    println!("{} are in {}", PICTURES.join(", "), to.display());
    Ok(())
}

// The rooms are always built as cargo's default members, all at once: naming packages would give
// the crates they share other features, and build those anew for every command.

fn unit(install: Install) -> Result<Tally> {
    system::ensure(&[Need::Compiler], install)?;
    let mut tally = forgotten_tests()?;
    tally.add(check(cargo().args(["fmt", "--all", "--check"]))?);
    tally.add(check(cargo().args(["clippy", "--all-targets", "--", "-D", "warnings"]))?);
    tally.add(tests(cargo().args(["test", "--no-fail-fast", "--lib", "--bins"]))?);
    tally.add(tests(cargo().args(["test", "--no-fail-fast", "--doc"]))?);
    Ok(tally)
}

fn suite(install: Install) -> Result<Tally> {
    system::ensure(&[Need::Compiler], install)?;
    run(cargo().args(["build", "--bin", "palimpsest", "--test", "suite"]))?;
    tests(cargo().args(["test", "--test", "suite"]))
}

/// Finds test binaries that no lane would run.
fn forgotten_tests() -> Result<Tally> {
    let rooms = fs::read_dir(root().join("crates")).map_err(|error| error.to_string())?;
    let mut tally = Tally::default();
    for folder in rooms.flatten().map(|room| room.path().join("tests")).filter(|it| it.is_dir()) {
        eprintln!(
            "error: no lane runs '{}': tests stand beside the code or in tests/",
            folder.display()
        );
        tally.failed += 1;
    }
    Ok(tally)
}

fn ui() -> Result<Tally> {
    page::install()?;
    let mut tally = check(npm().args(["run", "check"]))?;
    let (output, succeeded) = watched(npm().args(["test"]))?;
    tally.add(tally::of_vitest(&output).with_outcome(succeeded));
    if let Err(message) = page::build() {
        eprintln!("error: {message}");
        tally.failed += 1;
    }
    Ok(tally)
}

fn desktop(install: Install) -> Result<Tally> {
    prepare_desktop(install)?;
    let package = ["-p", "palimpsest-desktop"];
    // The other rooms are the unit lane's.
    let mut lint = cargo();
    lint.arg("clippy").args(package).args(["--all-targets", "--no-deps", "--", "-D", "warnings"]);
    let mut tally = check(&mut lint)?;
    tally.add(tests(cargo().arg("test").args(package))?);
    tally.add(tests(cargo().args(["test", "--test", "desktop"]))?);
    Ok(tally)
}

fn prepare_desktop(install: Install) -> Result {
    system::ensure(&[Need::Compiler, Need::Window, Need::Driver], install)?;
    page::build()?;
    ensure_driver()?;
    run(cargo().args(["build", "-p", "palimpsest-desktop"]))
}

/// Runs a check that counts no tests: it adds a failure or nothing.
fn check(command: &mut Command) -> Result<Tally> {
    let (_, succeeded) = watched(command)?;
    Ok(Tally::default().with_outcome(succeeded))
}

fn tests(command: &mut Command) -> Result<Tally> {
    // The output goes through us, which cargo takes for a file; people like their colours.
    if std::io::stdout().is_terminal() && env::var_os("NO_COLOR").is_none() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    let (output, succeeded) = watched(command)?;
    Ok(tally::of_cargo(&output).with_outcome(succeeded))
}

fn line(lane: Lane, tally: Tally, time: Duration) -> String {
    let mark = if tally.failed == 0 { "ok" } else { "FAILED" };
    format!(
        "{:<8} {mark:<7} {:>5} passed {:>3} failed {:>6.0} s\n",
        lane.name(),
        tally.passed,
        tally.failed,
        time.as_secs_f64()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_are_found_by_name() {
        for lane in Lane::ALL {
            assert_eq!(Lane::from_name(lane.name()), Ok(lane));
        }
        assert!(Lane::from_name("units").is_err());
    }

    #[test]
    fn the_summary_says_what_failed() {
        let tally = Tally { passed: 12, failed: 1 };
        let line = line(Lane::Ui, tally, Duration::from_secs(75));
        assert_eq!(line, "ui       FAILED     12 passed   1 failed     75 s\n");
    }
}
