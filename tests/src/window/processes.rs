//! Processes that end with the test: each with its own group, ended by its own id.

use rustix::process::{Pid, Signal, kill_process_group};
use std::{
    os::unix::process::CommandExt,
    process::{Child, Command},
};

/// A running process; dropping it ends it and everything it started.
pub struct Process {
    /// The process itself.
    pub child: Child,
}

impl Process {
    /// Starts the command in a group of its own.
    pub fn start(command: &mut Command) -> Self {
        let program = command.get_program().to_string_lossy().into_owned();
        match command.process_group(0).spawn() {
            Ok(child) => Self { child },
            Err(error) => {
                panic!("cannot start '{program}': {error}; `cargo xtask test` installs it")
            }
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let id = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        if let Some(id) = id {
            // Nothing of the group may be left, which is what is wanted.
            let _ = kill_process_group(id, Signal::KILL);
        }
        let _ = self.child.wait();
    }
}
