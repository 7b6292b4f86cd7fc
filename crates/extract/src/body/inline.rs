//! Running text of one block: white space folded as a browser does, marks by code point.

use crate::prose::is_collapsible;
use palimpsest_article::MarkKind;
use url::Url;

/// Marks nested deeper are not kept: no reader could see them.
const MOST_OPEN: usize = 24;

/// A mark over one block's text, in code points of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LocalMark {
    pub kind: MarkKind,
    pub start: usize,
    pub end: usize,
    /// The element; a link's target is read from it once it is known to be needed.
    pub node: usize,
    /// Few marks of a page are links that are needed, and an address is large.
    pub href: Option<Box<Url>>,
}

/// Text and marks under construction.
#[derive(Default)]
pub(super) struct Line {
    text: String,
    chars: usize,
    /// A space to write before the next character.
    space: bool,
    marks: Vec<LocalMark>,
    open: Vec<OpenMark>,
    /// How many of the open marks have no character yet.
    unset: usize,
}

struct OpenMark {
    node: usize,
    kind: MarkKind,
    start: Option<usize>,
}

impl Line {
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds running text.
    pub fn push_folded(&mut self, text: &str) {
        let mut rest = text;
        loop {
            // Most of a text are runs of such characters.
            let plain = rest.bytes().take_while(u8::is_ascii_graphic).count();
            if plain > 0 {
                self.begin_run();
                self.text.push_str(&rest[..plain]);
                self.chars += plain;
            }
            let mut characters = rest[plain..].chars();
            let Some(character) = characters.next() else { return };
            rest = characters.as_str();
            match character {
                space if is_collapsible(space) => self.space = true,
                // Invisible where no line breaks; only in the way of searching and comparing.
                '\u{ad}' | '\u{feff}' => {}
                '\u{a0}' if self.text.is_empty() => {}
                // They show nothing, and some make a terminal act.
                control if control.is_control() => {}
                _ => self.push(character),
            }
        }
    }

    /// Adds text whose spaces and line breaks count.
    pub fn push_verbatim(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '\r' => {}
                // The first line break after `<pre>` is not part of it.
                '\n' if self.text.is_empty() => {}
                control if control.is_control() && !matches!(control, '\n' | '\t') => {}
                _ => self.push(character),
            }
        }
    }

    /// Adds what may part words: a space that folds with others.
    pub fn push_space(&mut self) {
        self.space = true;
    }

    /// Adds a line feed or tab as a separator; spaces around it go.
    pub fn push_separator(&mut self, separator: char) {
        self.space = false;
        if !self.text.is_empty() {
            self.text.push(separator);
            self.chars += 1;
        }
    }

    /// Tells whether the last character is a line break.
    pub fn ends_line(&self) -> bool {
        self.text.ends_with('\n')
    }

    fn push(&mut self, character: char) {
        self.begin_run();
        self.text.push(character);
        self.chars += 1;
    }

    /// Writes the space that is due, and begins the marks that have waited for a character.
    fn begin_run(&mut self) {
        if std::mem::take(&mut self.space)
            && !self.text.is_empty()
            && !self.text.ends_with(['\n', '\t'])
        {
            self.text.push(' ');
            self.chars += 1;
        }
        if self.unset > 0 {
            for mark in self.open.iter_mut().filter(|mark| mark.start.is_none()) {
                mark.start = Some(self.chars);
            }
            self.unset = 0;
        }
    }

    /// Begins a mark at the next character.
    pub fn open(&mut self, node: usize, kind: MarkKind) {
        if self.open.len() < MOST_OPEN {
            self.open.push(OpenMark { node, kind, start: None });
            self.unset += 1;
        }
    }

    /// Ends the mark that `node` began.
    pub fn close(&mut self, node: usize) {
        if self.open.last().is_some_and(|mark| mark.node == node)
            && let Some(mark) = self.open.pop()
        {
            self.unset -= usize::from(mark.start.is_none());
            self.keep(&mark);
        }
    }

    fn keep(&mut self, mark: &OpenMark) {
        if let Some(start) = mark.start
            && start < self.chars
        {
            let (kind, node) = (mark.kind, mark.node);
            self.marks.push(LocalMark { kind, start, end: self.chars, node, href: None });
        }
    }

    /// Returns the text and marks so far and begins anew; open marks go on in the next text.
    pub fn take(&mut self) -> (String, Vec<LocalMark>) {
        let open = std::mem::take(&mut self.open);
        for mark in &open {
            self.keep(mark);
        }
        self.unset = open.len();
        self.open = open.into_iter().map(|mark| OpenMark { start: None, ..mark }).collect();
        self.space = false;
        self.chars = 0;
        // The room stays for the next text and its marks.
        let text = self.text.trim_end().to_owned();
        self.text.clear();
        let len = text.chars().count();
        let mut marks: Vec<LocalMark> = self.marks.drain(..).collect();
        for mark in &mut marks {
            mark.end = mark.end.min(len);
        }
        marks.retain(|mark| mark.start < mark.end);
        marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
        marks.dedup();
        (text, marks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_covers_its_words_and_no_space_around_them() {
        let mut line = Line::default();
        line.push_folded("  The ");
        line.open(1, MarkKind::Emphasis);
        line.push_folded(" old  bridge ");
        line.close(1);
        line.push_folded(" fell. ");
        let (text, marks) = line.take();
        assert_eq!(text, "The old bridge fell.");
        assert_eq!((marks[0].start, marks[0].end), (4, 14));
    }

    #[test]
    fn a_mark_goes_on_in_the_next_block() {
        let mut line = Line::default();
        line.open(1, MarkKind::Strong);
        line.push_folded("one");
        assert_eq!(line.take().1.len(), 1);
        line.push_folded("two");
        line.close(1);
        let (text, marks) = line.take();
        assert_eq!((text.as_str(), marks[0].start, marks[0].end), ("two", 0, 3));
    }
}
