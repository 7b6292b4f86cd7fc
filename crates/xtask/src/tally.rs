//! Tallies: how many tests passed and failed, read from what `cargo test` and vitest print.

/// A lane's count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u32,
    /// Tests and checks that failed.
    pub failed: u32,
}

impl Tally {
    /// Adds another count to this one.
    pub fn add(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// A command that fails without a failed test (it did not build, it crashed) is one failure.
    pub fn with_outcome(mut self, succeeded: bool) -> Self {
        if !succeeded && self.failed == 0 {
            self.failed = 1;
        }
        self
    }
}

/// Counts in the output of `cargo test`: one `test result:` line per binary.
pub fn of_cargo(output: &str) -> Tally {
    let mut tally = Tally::default();
    for line in plain(output).lines() {
        if let Some(result) = line.trim_start().strip_prefix("test result: ") {
            tally.add(counted(result, "passed", "failed"));
        }
    }
    tally
}

/// Counts in the output of vitest: its summary's line `Tests  1 failed | 20 passed (21)`.
pub fn of_vitest(output: &str) -> Tally {
    let output = plain(output);
    let line = output.lines().rev().find_map(|line| line.trim_start().strip_prefix("Tests "));
    line.map_or_else(Tally::default, |line| counted(line, "passed", "failed"))
}

fn counted(line: &str, passed: &str, failed: &str) -> Tally {
    let words: Vec<&str> = line
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let before = |name: &str| {
        let at = words.iter().position(|word| *word == name)?;
        words.get(at.checked_sub(1)?)?.parse().ok()
    };
    // `ok. 3 passed; 0 failed` but also `FAILED. 2 passed; 1 failed`: the words are matched in full.
    Tally { passed: before(passed).unwrap_or(0), failed: before(failed).unwrap_or(0) }
}

/// Leaves out terminal colours: an escape, a bracket, figures, a letter.
fn plain(output: &str) -> String {
    let mut pieces = output.split("\u{1b}[");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece.find(|letter: char| letter.is_ascii_alphabetic());
        plain.push_str(end.map_or("", |end| &piece[end + 1..]));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_binaries_are_summed() {
        let output = "\
            running 3 tests\n\
            test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n\
            test a ... FAILED\n\
            test result: \u{1b}[31mFAILED\u{1b}[0m. 12 passed; 2 failed; 0 ignored\n";
        assert_eq!(of_cargo(output), Tally { passed: 15, failed: 2 });
        assert_eq!(of_cargo("error: could not compile"), Tally::default());
    }

    #[test]
    fn vitest_counts_tests_not_files() {
        let output = "\
             Test Files  1 failed | 5 passed (6)\n\
             \u{1b}[2m      Tests \u{1b}[22m \u{1b}[31m1 failed\u{1b}[39m | 20 passed (21)\n\
            \x20  Start at  10:00:00\n";
        assert_eq!(of_vitest(output), Tally { passed: 20, failed: 1 });
        assert_eq!(of_vitest("      Tests  20 passed (20)"), Tally { passed: 20, failed: 0 });
        assert_eq!(of_vitest(""), Tally::default());
    }

    #[test]
    fn a_failure_without_failed_tests_counts() {
        let tally = Tally { passed: 3, failed: 0 };
        assert_eq!(tally.with_outcome(true).failed, 0);
        assert_eq!(tally.with_outcome(false).failed, 1);
        assert_eq!(Tally { passed: 3, failed: 2 }.with_outcome(false).failed, 2);
    }
}
