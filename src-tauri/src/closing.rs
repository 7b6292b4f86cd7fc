//! Closing: the window goes only after what was being written in it is on disk.
//!
//! It asks the page to leave the field it is in, which is what saves a note, and waits for the
//! calls that causes. A page that hangs cannot keep the window open.

use crate::desk::Desk;
use std::{
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};
use tauri::{Manager, WebviewWindow, async_runtime};

/// Leaves the field that is being written in.
const LEAVE_FIELD: &str = "document.activeElement?.blur()";
/// From the page's call to its arrival here: a few milliseconds; on a busy machine tens of them.
const ARRIVAL: Duration = Duration::from_millis(200);
/// The longest a window stays after it was told to close.
const PATIENCE: Duration = Duration::from_secs(3);
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// Closes the window as soon as what was written in it is saved.
pub fn close(window: WebviewWindow) {
    async_runtime::spawn_blocking(move || {
        let end = Instant::now() + PATIENCE;
        let (left, has_left) = mpsc::channel();
        let asked = window.eval_with_callback(LEAVE_FIELD, move |_| {
            // Nobody waits any more where patience ran out.
            let _ = left.send(());
        });
        if asked.is_ok() && has_left.recv_timeout(PATIENCE).is_ok() {
            // One save may follow another: quiet is only what lasts as long as a call takes to come.
            let mut quiet_since = Instant::now();
            while quiet_since.elapsed() < ARRIVAL && Instant::now() < end {
                if window.state::<Desk>().is_asked() {
                    quiet_since = Instant::now();
                }
                thread::sleep(LOOK_EVERY);
            }
        }
        // A window that is gone already is what is wanted.
        let _ = window.destroy();
    });
}
