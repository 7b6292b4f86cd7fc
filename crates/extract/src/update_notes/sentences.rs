//! Where sentences begin, and whether a place is inside quotation marks: enough for notes.

use crate::words::{Token, TokenKind};

/// Yields the tokens at which sentences begin, from `first` on.
pub(super) fn sentence_starts<'a>(
    tokens: &'a [Token<'_>],
    first: usize,
) -> impl Iterator<Item = usize> + 'a {
    (first..tokens.len()).filter(move |&at| at == first || begins(tokens, at))
}

fn begins(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &tokens[before]) else { return true };
    let ends = |token: &Token| {
        matches!(
            token.kind,
            TokenKind::Mark('.' | '!' | '?' | '…' | '。' | '！' | '？' | '।' | '۔' | '؟')
        )
    };
    let closes =
        |token: &Token| matches!(token.kind, TokenKind::Mark('”' | '"' | '»' | ')' | ']' | '“'));
    let after_mark = closes(before) && at >= 2 && ends(&tokens[at - 2]);
    let is_start = matches!(tokens[at].kind, TokenKind::Word | TokenKind::Number);
    is_start && (ends(before) || after_mark) && (tokens[at].spaced || before.is_mark('。'))
}

/// Tells whether a sentence ends with the mark at a token.
pub(super) fn ends_sentence(tokens: &[Token], at: usize) -> bool {
    matches!(tokens[at].kind, TokenKind::Mark('.' | '!' | '?' | '。' | '।' | '۔'))
        && tokens.get(at + 1).is_none_or(|next| next.spaced)
}

/// Tells whether an odd number of quotation marks stands before token `at`.
pub(super) fn inside_marks(tokens: &[Token], at: usize) -> bool {
    let mut depth: i32 = 0;
    let mut straight = false;
    for token in &tokens[..at] {
        match token.kind {
            TokenKind::Mark('“' | '„' | '«' | '「') => depth += 1,
            TokenKind::Mark('”' | '»' | '」') => depth = (depth - 1).max(0),
            TokenKind::Mark('"') => straight = !straight,
            _ => {}
        }
    }
    depth > 0 || straight
}
