//! Tells text that was encoded twice: `Ã©` for `é`. It is reported, never altered, because what a
//! page shows is what it shows.

use encoding_rs::WINDOWS_1252;

/// As many as this are no accident; one may be an article about them.
const SEVERAL: usize = 3;

/// Tells whether characters of the text are the bytes of UTF-8, each taken for a character.
pub(crate) fn is_doubly_encoded(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Every first byte of UTF-8 that is common (0xc3, 0xe2, 0xd0, …) becomes a letter that is
    // encoded with 0xc3 in turn.
    memchr::memchr_iter(0xc3, bytes)
        .filter_map(|at| text.get(at..))
        .filter(|rest| begins_doubly_encoded(rest))
        .take(SEVERAL)
        .count()
        == SEVERAL
}

fn begins_doubly_encoded(rest: &str) -> bool {
    let mut letters = rest.chars().map_while(byte_of);
    let Some(first) = letters.next() else { return false };
    let more = match first {
        0xc2..=0xdf => 1,
        0xe0..=0xef => 2,
        0xf0..=0xf4 => 3,
        _ => return false,
    };
    let mut sequence = [first, 0, 0, 0];
    for byte in &mut sequence[1..=more] {
        match letters.next() {
            Some(next @ 0x80..=0xbf) => *byte = next,
            _ => return false,
        }
    }
    std::str::from_utf8(&sequence[..=more]).is_ok()
}

/// Returns the byte that `windows-1252` has for a character beyond ASCII.
fn byte_of(letter: char) -> Option<u8> {
    match letter {
        '\0'..='\x7f' => None,
        '\u{80}'..='\u{ff}' => u8::try_from(u32::from(letter)).ok(),
        _ => {
            let mut buffer = [0; 4];
            let (bytes, _, failed) = WINDOWS_1252.encode(letter.encode_utf8(&mut buffer));
            bytes.first().copied().filter(|_| !failed)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_encoded_twice_is_seen() {
        for text in ["déjà vu à l'été", "“They said so” – it’s", "Совет решил закрыть мост"]
        {
            let twice = WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0;
            assert!(is_doubly_encoded(&twice), "{twice}");
            assert!(!is_doubly_encoded(text), "{text}");
        }
    }

    #[test]
    fn one_such_pair_may_be_meant() {
        assert!(!is_doubly_encoded("The page showed Ã© for é."));
        assert!(!is_doubly_encoded("SÃO PAULO · AÇÃO · NÃO"));
    }
}
