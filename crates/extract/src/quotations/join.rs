//! Puts together what one statement was cut into: by an attribution in its middle, or by the end of
//! a paragraph. It must not know how speakers are found.

use super::part::Part;
use super::vocabulary::Roles;
use crate::words::is_space;
use palimpsest_article::{Quotation, QuotationKind, SpeakerBasis};

/// An attribution between two pieces of one quotation has at most this many words.
const LONGEST_INTERRUPTION: usize = 30;

/// Tells whether two passages of a block are one quotation with an attribution between them; given
/// with the numbers of the last passage of the first and of the second.
pub(super) fn interrupts(
    part: &Part,
    first: &Quotation,
    second: &Quotation,
    [before, after]: [usize; 2],
) -> bool {
    if first.kind != QuotationKind::Direct || !first.closed || first.speaker.is_none() {
        return false;
    }
    let (Some(first_range), Some(second_range)) = (part.ranges.get(before), part.ranges.get(after))
    else {
        return false;
    };
    let narration = first_range.end..second_range.start.max(first_range.end);
    let bytes = part.passages[before].close..part.passages[after].open;
    let words = part.count_words(narration.clone());
    let has_cue = narration
        .clone()
        .any(|at| !part.quoted[at] && part.words[at].roles.any(Roles::VERB | Roles::PHRASE));
    let narrated = part.text.get(bytes.clone()).unwrap_or_default();
    let quoted = part.text.get(..bytes.start).unwrap_or_default();
    let comma_first = quoted.trim_end_matches(is_closing).ends_with([',', '?', '!', '—'])
        || narrated.trim_start().starts_with(',');
    let narrated = narrated.trim_end();
    let comma_last = narrated.ends_with(',');
    let stop_last = part.joins_sentences
        && narrated.trim_end_matches(is_closing).ends_with('.')
        && second.kind == QuotationKind::Direct;
    let own_cue = second.cue.as_ref().is_some_and(|cue| cue.span.start >= second.span.end);
    has_cue && words <= LONGEST_INTERRUPTION && comma_first && (comma_last || stop_last) && !own_cue
}

fn is_closing(character: char) -> bool {
    matches!(character, '”' | '"' | '»' | '“' | '«' | '’' | '\'' | '‘' | '›' | '‹')
        || is_space(character)
}

/// Tells whether both have speakers of their own that are not the same: then the first was just
/// never closed.
fn is_of_another(first: &Quotation, second: &Quotation) -> bool {
    let own = |quotation: &Quotation| {
        let speaker = quotation.speaker.clone();
        speaker.filter(|speaker| speaker.basis == SpeakerBasis::CueVerb).map(|it| it.name)
    };
    own(first).zip(own(second)).is_some_and(|(first, second)| first != second)
}

/// Adds a block's quotations; one that goes on from the block before is joined to it.
pub(super) fn append(all: &mut Vec<Quotation>, mut found: Vec<Quotation>, reopened: bool) {
    if reopened
        && let Some(last) = all.last_mut()
        && found.first().is_some_and(|next| !is_of_another(last, next))
    {
        let next = found.remove(0);
        last.span.end = next.span.end;
        last.pieces.extend(next.pieces);
        last.closed = next.closed;
        last.kind = QuotationKind::Direct;
        if last.speaker.is_none() {
            (last.speaker, last.cue) = (next.speaker, next.cue);
        }
    }
    all.append(&mut found);
}
