//! `PositionMap`: which passages of one text stand in another, and where.
//!
//! It must not know how that was found out.

use crate::Span;

/// A passage that stands in both texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Where it stands in the old text.
    pub old: Span,
    /// Where it stands in the new text. Where the length is the same, each code point stands for
    /// the one at its offset; else only the ends answer each other.
    pub new: Span,
}

impl Kept {
    /// Returns what is kept of the code points inside `span`.
    fn cut(self, span: Span) -> Option<Kept> {
        let start = self.old.start.max(span.start);
        let end = self.old.end.min(span.end);
        (start < end).then(|| Kept {
            old: Span { start, end },
            new: Span { start: self.place(start), end: self.place(end) },
        })
    }

    fn place(self, position: usize) -> usize {
        let offset = position - self.old.start;
        match (self.old.len(), self.new.len()) {
            (old, new) if old == new || offset == 0 => self.new.start + offset,
            (old, new) => self.new.start + (offset as u64 * new as u64 / old as u64) as usize,
        }
    }
}

/// Which passages of an old text stand in a new one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PositionMap {
    /// In the order of the old text, without overlaps there. A passage that moved stands in the
    /// new text before what comes before it in the old one.
    kept: Vec<Kept>,
}

impl PositionMap {
    /// Makes a map; what is empty, or overlaps an earlier passage of the old text, is left out.
    pub fn new(mut kept: Vec<Kept>) -> Self {
        kept.sort_by_key(|kept| kept.old);
        let mut end = 0;
        kept.retain(|kept| {
            let fits = !kept.old.is_empty() && !kept.new.is_empty() && end <= kept.old.start;
            if fits {
                end = kept.old.end;
            }
            fits
        });
        Self { kept }
    }

    /// Returns all that is kept, in the order of the old text.
    pub fn kept(&self) -> &[Kept] {
        &self.kept
    }

    /// Returns what is kept of a passage of the old text, piece by piece, cut to the passage.
    pub fn within(&self, span: Span) -> impl Iterator<Item = Kept> + '_ {
        let first = self.kept.partition_point(|kept| kept.old.end <= span.start);
        self.kept[first..]
            .iter()
            .take_while(move |kept| kept.old.start < span.end)
            .filter_map(move |kept| kept.cut(span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(old: (usize, usize), new: (usize, usize)) -> Kept {
        Kept { old: Span::new(old.0, old.1), new: Span::new(new.0, new.1) }
    }

    #[test]
    fn what_is_kept_of_a_passage_is_cut_to_it() {
        let map = PositionMap::new(vec![kept((10, 20), (15, 25)), kept((0, 5), (0, 5))]);
        let pieces = |start, end| map.within(Span::new(start, end)).collect::<Vec<_>>();
        assert_eq!(pieces(3, 12), [kept((3, 5), (3, 5)), kept((10, 12), (15, 17))]);
        assert_eq!(pieces(5, 10), []);
        assert_eq!(pieces(19, 99), [kept((19, 20), (24, 25))]);
    }

    #[test]
    fn a_passage_of_another_length_answers_at_its_ends() {
        let map = PositionMap::new(vec![kept((10, 14), (20, 26))]);
        let pieces = |start, end| map.within(Span::new(start, end)).collect::<Vec<_>>();
        assert_eq!(pieces(0, 99), [kept((10, 14), (20, 26))]);
        assert_eq!(pieces(10, 12), [kept((10, 12), (20, 23))]);
    }

    #[test]
    fn nothing_and_overlaps_are_left_out() {
        let map = PositionMap::new(vec![
            kept((0, 5), (0, 5)),
            kept((3, 8), (9, 14)),
            kept((8, 8), (8, 9)),
        ]);
        assert_eq!(map.kept(), [kept((0, 5), (0, 5))]);
    }
}
