//! A display without a screen, on a number that nobody uses.

use super::processes::Process;
use std::{
    error::Error,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};
use x11rb::{
    connection::Connection,
    protocol::xproto::{AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, MapState},
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

    /// Asks every window to close, as a window manager does when a person clicks the cross, and
    /// waits until the programs have ended.
    pub fn close_windows(&self) -> Result<(), Box<dyn Error>> {
        let (connection, screen) = x11rb::connect(Some(&self.name))?;
        let root = connection.setup().roots[screen].root;
        let atom = |name: &str| -> Result<u32, Box<dyn Error>> {
            Ok(connection.intern_atom(false, name.as_bytes())?.reply()?.atom)
        };
        let (protocols, delete) = (atom("WM_PROTOCOLS")?, atom("WM_DELETE_WINDOW")?);
        for window in connection.query_tree(root)?.reply()?.children {
            let shown = connection.get_window_attributes(window)?.reply()?.map_state;
            let known = connection
                .get_property(false, window, protocols, AtomEnum::ATOM, 0, 32)?
                .reply()?
                .value32()
                .is_some_and(|mut atoms| atoms.any(|atom| atom == delete));
            if shown == MapState::VIEWABLE && known {
                let data = [delete, x11rb::CURRENT_TIME, 0, 0, 0];
                let message = ClientMessageEvent::new(32, window, protocols, data);
                connection.send_event(false, window, EventMask::NO_EVENT, message)?;
            }
        }
        connection.flush()?;
        let end = Instant::now() + Duration::from_secs(15);
        // Programs keep windows that nobody sees until they end.
        while !connection.query_tree(root)?.reply()?.children.is_empty() {
            if Instant::now() > end {
                return Err("the program does not end".into());
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}
