//! Decides whether a head with a body after it is a note, and not a headline, a system message or a
//! sentence that only begins like one. It must not know how a head is read.

use super::heads::{Head, Separator};
use super::vocabulary::{
    act_at, has_act, is_invitation, itself_begins, names_itself, tells_of_publication,
};
use super::{Paragraph, REACH};

/// What is asked of the reader is asked among this many words.
pub(super) const FIRST_WORDS: usize = 40;

impl Paragraph<'_> {
    /// Decides whether a head with a body after it is a note.
    pub(super) fn is_note(&self, head: &Head, bracketed: bool) -> bool {
        let rest = &self.tokens[self.reach(head.body)];
        let day = head.reading.as_ref().is_some_and(|reading| reading.has_day());
        let dated = head.reading.as_ref().is_some_and(|reading| {
            reading.has_day() || reading.time.is_some() || reading.month.is_some()
        });
        let from = head.body.saturating_sub(REACH / 8);
        let itself = names_itself(&self.tokens[self.reach(from)], self.dates.language);
        if is_invitation(&rest[..rest.len().min(FIRST_WORDS)], self.dates.language)
            && !(dated && itself)
        {
            return false;
        }
        let Some((label, _)) = &head.label else {
            // "2:58 p.m.: This article was updated to add…", or one line of a list of edits.
            let begins_with_itself = names_itself(&rest[..rest.len().min(4)], self.dates.language);
            let is_edit_line = head
                .reading
                .as_ref()
                .is_some_and(|reading| reading.date().is_some() && reading.time.is_some())
                && rest.len() <= 12;
            return (head.separator == Separator::Colon && begins_with_itself || is_edit_line)
                && has_act(self.tokens, self.reach(head.body));
        };
        if label.weak {
            // "Edit: we have adjusted…", "Note: This article was…": at once, and as a sentence.
            let acts_at_once = || has_act(self.tokens, head.body..head.body + 3);
            let begins_with_itself = || {
                itself_begins(rest, self.dates.language).is_some()
                    && (has_act(self.tokens, self.reach(head.body))
                        || tells_of_publication(rest, self.dates.language))
            };
            let is_sentence = self.ends_as_sentence() || bracketed;
            return (day || is_sentence && (acts_at_once() || begins_with_itself()))
                && matches!(
                    head.separator,
                    Separator::Colon | Separator::Dash | Separator::Enclosed
                );
        }
        match head.separator {
            // `Red. / 9 January`: a slash parts the parts of a byline.
            Separator::Dash if self.is_slash(head) => false,
            Separator::Colon | Separator::Dash => {
                // Headlines begin so too; they are short, undated and end without a full stop.
                let colon_only = head.separator == Separator::Colon || dated;
                colon_only
                    && (dated || bracketed || itself || label.names_note || self.ends_as_sentence())
            }
            Separator::Enclosed => {
                // "(updated 1/1/20) and Privacy Policy": a sentence that goes on.
                let goes_on = rest
                    .first()
                    .is_some_and(|token| token.of(self.text).starts_with(char::is_lowercase));
                !goes_on && (dated || bracketed && self.ends_as_sentence())
            }
            Separator::FullStop => dated || itself || label.names_note && self.ends_as_sentence(),
            Separator::Nothing => {
                let begins = rest.first().is_some_and(|token| token.is_capitalised(self.text));
                // "Corrects 10th paragraph to show…": the label is the sentence's verb.
                let is_verb =
                    bracketed && act_at(self.tokens, head.body.saturating_sub(1)).is_some();
                label.prefixes && self.ends_as_sentence() && (day && begins || is_verb)
            }
            Separator::End => false,
        }
    }

    fn is_slash(&self, head: &Head) -> bool {
        let before = head.body.checked_sub(1).and_then(|at| self.tokens.get(at));
        before.is_some_and(|token| token.is_mark('/'))
    }

    pub(super) fn ends_as_sentence(&self) -> bool {
        let end = self.text.trim_end_matches(|character: char| {
            character.is_whitespace()
                || matches!(
                    character,
                    '"' | '”' | '“' | '»' | '\'' | '’' | ')' | ']' | '*' | '_' | '）' | '」'
                )
        });
        end.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '۔', '؟'])
    }
}
