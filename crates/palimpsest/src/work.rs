//! `Work`: how long work is watched and cancelled.

use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::future::Future;
use tokio_util::sync::CancellationToken;

/// What long work is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Stage {
    /// The page is being fetched.
    Fetching,
    /// The file is being read.
    Reading,
    /// The article is being found on the page.
    Extracting,
    /// It is being put on disk. From here on it is kept.
    Saving,
    /// Its images are being fetched; cancelled now, it is shown without them.
    Images,
}

/// A piece of long work: whom to tell of its stages, and whether it is still wanted.
pub struct Work {
    cancellation: CancellationToken,
    on_stage: Box<dyn Fn(Stage) + Send + Sync>,
}

impl Work {
    /// Makes work that tells its stages to `on_stage` and stops when `cancellation` says so.
    pub fn new(
        cancellation: CancellationToken,
        on_stage: impl Fn(Stage) + Send + Sync + 'static,
    ) -> Self {
        Self { cancellation, on_stage: Box::new(on_stage) }
    }

    /// Makes work that nobody watches.
    pub fn unwatched() -> Self {
        Self::new(CancellationToken::new(), |_| {})
    }

    /// Tells the stage; fails where the work is no longer wanted.
    pub(crate) fn enter(&self, stage: Stage) -> Result<()> {
        if self.cancellation.is_cancelled() {
            return Err(Error::cancelled());
        }
        (self.on_stage)(stage);
        Ok(())
    }

    /// Runs `step` unless and until the work is cancelled.
    pub(crate) async fn run<T>(&self, step: impl Future<Output = T>) -> Result<T> {
        tokio::select! {
            biased;
            () = self.cancellation.cancelled() => Err(Error::cancelled()),
            result = step => Ok(result),
        }
    }
}
