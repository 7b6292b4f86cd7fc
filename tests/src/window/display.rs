//! A display without a screen, on a number that nobody uses.

use super::processes::Process;
use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

/// A running display.
pub struct Display {
    /// Its name, as programs are told: `:7`.
    pub name: String,
    _server: Process,
}

impl Display {
    /// Starts a display of that many pixels.
    pub fn start((width, height): (u32, u32)) -> Self {
        let mut server = Process::start(
            Command::new("Xvfb")
                // The server itself picks the number and says which, so that none is taken twice.
                .args(["-displayfd", "1", "-nolisten", "tcp", "-noreset", "-screen", "0"])
                .arg(format!("{width}x{height}x24"))
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let stdout = server.child.stdout.take().expect("its output is piped");
        let mut number = String::new();
        BufReader::new(stdout).read_line(&mut number).expect("the display says its number");
        assert!(!number.trim().is_empty(), "Xvfb ended before it said its number");
        Self { name: format!(":{}", number.trim()), _server: server }
    }
}
