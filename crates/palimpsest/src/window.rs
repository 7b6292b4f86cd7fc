//! What the window's page is told at start. Plain values: the shell alone knows what a window is.

use crate::Error;
use serde::{Deserialize, Serialize};

/// What the page needs to know before it shows anything.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Startup {
    /// The program's version.
    pub version: String,
    /// The folder of the library.
    pub library: String,
    /// Why the library could not be opened.
    pub problem: Option<Error>,
    /// What to open first.
    pub first: Option<First>,
}

/// What to open first, by the program's arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum First {
    /// A file.
    Offered {
        /// Which.
        offered: Offered,
    },
    /// An address, as typed.
    Address {
        /// The address.
        address: String,
    },
    /// An entry of the library.
    Entry {
        /// Which.
        entry: palimpsest_article::EntryId,
    },
    /// What was given cannot be opened.
    Problem {
        /// Why.
        problem: Error,
    },
}

/// A file that the reader chose, dropped on the window or named as an argument.
///
/// The page gets a number and a name, never a path: it cannot ask for a file nobody offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Offered {
    /// Its number.
    pub offer: u32,
    /// Its file name, to show.
    pub name: String,
}
