//! Character references (`&amp;`, `&#233;`) to characters, by the rules of the HTML standard. This
//! room must not know where the text is from.

use html5ever::{
    data::{C1_REPLACEMENTS, NAMED_ENTITIES},
    tendril::StrTendril,
};

/// Where references stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Text,
    /// Addresses are here: `?a=1&copy=2` has no reference.
    Attribute,
}

/// Returns the text with what its references stand for.
pub(super) fn resolve(text: &str, place: Place) -> StrTendril {
    let mut resolved = StrTendril::with_capacity(text.len() as u32);
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        resolved.push_slice(&rest[..at]);
        rest = &rest[at + 1..];
        let reference = match rest.as_bytes().first() {
            Some(b'#') => numeric(&rest[1..]).map(|(character, len)| ([character, '\0'], len + 1)),
            _ => named(rest, place),
        };
        match reference {
            Some((characters, length)) => {
                resolved.push_char(characters[0]);
                if characters[1] != '\0' {
                    resolved.push_char(characters[1]);
                }
                rest = &rest[length..];
            }
            None => resolved.push_char('&'),
        }
    }
    resolved.push_slice(rest);
    resolved
}

/// Reads a number after `&#`: the character, and how many bytes it took.
fn numeric(text: &str) -> Option<(char, usize)> {
    let is_hex = matches!(text.as_bytes().first(), Some(b'x' | b'X'));
    let (base, start) = if is_hex { (16, 1) } else { (10, 0) };
    let digits = &text[start..];
    let count = digits.bytes().take_while(|digit| char::from(*digit).is_digit(base)).count();
    if count == 0 {
        return None;
    }
    let number = digits[..count].bytes().fold(0u32, |number, digit| {
        let digit = char::from(digit).to_digit(base).unwrap_or(0);
        number.saturating_mul(base).saturating_add(digit)
    });
    let replaced =
        number.checked_sub(0x80).and_then(|at| C1_REPLACEMENTS.get(at as usize)?.as_ref());
    let character = match (replaced, number) {
        (Some(character), _) => *character,
        (None, 0) => char::REPLACEMENT_CHARACTER,
        (None, number) => char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    let end = start + count;
    Some((character, end + usize::from(text.as_bytes().get(end) == Some(&b';'))))
}

/// Reads the longest name after `&`: one or two characters, and how many bytes it took.
fn named(text: &str, place: Place) -> Option<([char; 2], usize)> {
    if !text.as_bytes().first()?.is_ascii_alphanumeric() {
        return None;
    }
    let mut found = None;
    // The table has the beginnings of all names, without characters.
    for end in 1..=text.len() {
        match text.get(..end).and_then(|name| NAMED_ENTITIES.get(name)) {
            Some((0, _)) => {}
            Some(&characters) => found = Some((characters, end)),
            None => break,
        }
    }
    let ((first, second), end) = found?;
    let next = text.as_bytes().get(end);
    let goes_on = next.is_some_and(|next| *next == b'=' || next.is_ascii_alphanumeric());
    if place == Place::Attribute && goes_on && text.as_bytes()[end - 1] != b';' {
        return None;
    }
    Some(([char::from_u32(first)?, char::from_u32(second)?], end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stand_for_characters() {
        let text = |text: &str| resolve(text, Place::Text).to_string();
        assert_eq!(text("a &amp; b &ampc &#233;&#xE9&eacute;"), "a & b &c ééé");
        assert_eq!(
            text("&notit; &notin; & &; &#; &#x; &nonsense;"),
            "¬it; ∉ & &; &#; &#x; &nonsense;"
        );
        assert_eq!(text("&#128; &#0; &#xD800; &#99999999999;"), "€ \u{fffd} \u{fffd} \u{fffd}");
        assert_eq!(text("&#10&"), "\n&");
    }

    #[test]
    fn an_address_has_few_references() {
        let text = |text: &str| resolve(text, Place::Attribute).to_string();
        assert_eq!(text("?a=1&copy=2&copyb&copy;&copy-&amp"), "?a=1&copy=2&copyb©©-&");
    }
}
