//! The terminal face as a person uses it: the real program, on a library of the test's own.

use serde_json::Value;
use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use tempfile::TempDir;

/// A terminal with an empty folder and an empty library.
pub struct Terminal {
    folder: TempDir,
}

/// What a run of the program gave.
#[derive(Debug)]
pub struct Run {
    /// The exit code.
    pub code: i32,
    /// The data.
    pub stdout: String,
    /// The words.
    pub stderr: String,
}

impl Run {
    /// Returns the data as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("not JSON: {error}\n{self:?}"))
    }

    /// Checks that the run succeeded.
    pub fn ok(self) -> Self {
        assert_eq!(self.code, 0, "{self:?}");
        self
    }
}

impl Default for Terminal {
    fn default() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }
}

impl Terminal {
    /// Returns a path in the terminal's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file into the terminal's folder and returns its path.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("the temporary folder is writable");
        path.to_str().expect("the path of a test is Unicode").to_owned()
    }

    /// Returns the folder of the library.
    pub fn library(&self) -> PathBuf {
        self.path("library")
    }

    /// Runs the program.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with_input(arguments, b"")
    }

    /// Runs the program with an input.
    pub fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut child = Command::new(program())
            .args(arguments)
            .current_dir(self.folder.path())
            .env("PALIMPSEST_LIBRARY", self.library())
            .env("HOME", self.folder.path())
            .env("NO_PROXY", "*")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("its input is piped");
        let input = input.to_vec();
        let writer = std::thread::spawn(move || stdin.write_all(&input));
        let output = child.wait_with_output().expect("the program ends");
        // A program that ends before it read everything breaks the pipe, which is its right.
        let _ = writer.join();
        Run {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).expect("the data is Unicode"),
            stderr: String::from_utf8(output.stderr).expect("the words are Unicode"),
        }
    }
}

/// Finds the program where cargo built it: beside the folder of this test.
fn program() -> PathBuf {
    let test = std::env::current_exe().expect("a test has a path");
    let folder = test.parent().and_then(Path::parent).expect("cargo runs tests from deps/");
    let program = folder.join(format!("palimpsest{}", std::env::consts::EXE_SUFFIX));
    assert!(
        program.is_file(),
        "'{}' is not built; `cargo build -p palimpsest-cli`, or run `cargo xtask test`",
        program.display()
    );
    program
}
