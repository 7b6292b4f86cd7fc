//! Works: the long work under way, by the number the page gave it, so that the page can cancel it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio_util::sync::CancellationToken;

type Tokens = HashMap<u32, CancellationToken>;

/// The long work under way.
#[derive(Clone, Default)]
pub struct Works {
    tokens: Arc<Mutex<Tokens>>,
}

/// Work that was begun; it is forgotten when this is dropped.
pub struct Begun {
    /// Says when the work is no longer wanted.
    pub cancellation: CancellationToken,
    works: Works,
    work: u32,
}

impl Works {
    /// Begins work under the page's number.
    pub fn begin(&self, work: u32) -> Begun {
        let cancellation = self.lock().entry(work).or_default().clone();
        Begun { cancellation, works: self.clone(), work }
    }

    /// Cancels the work of that number.
    ///
    /// A call to cancel can overtake the call to begin: then the work is cancelled as it begins.
    pub fn cancel(&self, work: u32) {
        self.lock().entry(work).or_default().cancel();
    }

    /// Cancels everything and forgets the numbers: a page that starts anew counts anew.
    pub fn cancel_all(&self) {
        for (_, cancellation) in self.lock().drain() {
            cancellation.cancel();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Tokens> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        let mut tokens = self.works.lock();
        // A page that started anew may have given the number to other work, which nobody cancelled.
        let is_own = tokens
            .get(&self.work)
            .is_some_and(|token| token.is_cancelled() == self.cancellation.is_cancelled());
        if is_own {
            tokens.remove(&self.work);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_of_an_earlier_page_takes_nothing_with_it() {
        let works = Works::default();
        let old = works.begin(1);
        works.cancel_all();
        let new = works.begin(1);
        drop(old);
        works.cancel(1);
        assert!(new.cancellation.is_cancelled());
    }

    #[test]
    fn one_work_is_cancelled_and_no_other() {
        let works = Works::default();
        let (one, two) = (works.begin(1), works.begin(2));
        works.cancel(1);
        assert!(one.cancellation.is_cancelled());
        assert!(!two.cancellation.is_cancelled());
    }

    #[test]
    fn a_number_can_be_used_again() {
        let works = Works::default();
        let first = works.begin(1);
        works.cancel(1);
        drop(first);
        assert!(!works.begin(1).cancellation.is_cancelled());
    }

    #[test]
    fn cancelling_may_come_first() {
        let works = Works::default();
        works.cancel(7);
        assert!(works.begin(7).cancellation.is_cancelled());
    }

    #[test]
    fn a_new_page_ends_the_old_ones_work() {
        let works = Works::default();
        let old = works.begin(1);
        works.cancel_all();
        assert!(old.cancellation.is_cancelled());
        assert!(!works.begin(1).cancellation.is_cancelled());
    }
}
