//! The words of a text directive, as it stands in the fragment of an address: read and written.
//!
//! `:~:text=prefix-,start,end,-suffix`, after <https://wicg.github.io/scroll-to-text-fragment/>. It
//! must not know any text.

/// What comes before directives in a fragment.
const DELIMITER: &str = ":~:";

/// What a directive says of a passage. No part is blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TextDirective {
    /// The words just before it.
    pub prefix: Option<String>,
    /// Its words, or with `end` the first of them.
    pub start: String,
    /// The last of its words.
    pub end: Option<String>,
    /// The words just after it.
    pub suffix: Option<String>,
}

/// Returns the text directives of a fragment, with or without its `#`; what is none is left out.
pub(crate) fn read(fragment: &str) -> Vec<TextDirective> {
    let directives = match fragment.split_once(DELIMITER) {
        Some((_, directives)) => directives,
        None => fragment.strip_prefix('#').unwrap_or(fragment),
    };
    let texts = directives.split('&').filter_map(|directive| directive.strip_prefix("text="));
    texts.filter_map(read_one).collect()
}

fn read_one(value: &str) -> Option<TextDirective> {
    let mut parts: Vec<&str> = value.splitn(5, ',').collect();
    let mut prefix = None;
    if let Some(part) = parts.first().and_then(|part| part.strip_suffix('-')) {
        prefix = Some(decoded(part)?);
        parts.remove(0);
    }
    let mut suffix = None;
    if let Some(part) = parts.last().and_then(|part| part.strip_prefix('-')) {
        suffix = Some(decoded(part)?);
        parts.pop();
    }
    let (start, end) = match parts[..] {
        [start] => (start, None),
        [start, end] => (start, Some(decoded(end)?)),
        _ => return None,
    };
    Some(TextDirective { prefix, start: decoded(start)?, end, suffix })
}

/// Returns the words of a part; none where it is blank.
fn decoded(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let [first, on @ ..] = rest {
        let hex = |at: usize| on.get(at).and_then(|&byte| char::from(byte).to_digit(16));
        match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &on[2..];
            }
            _ => {
                bytes.push(*first);
                rest = on;
            }
        }
    }
    let words = String::from_utf8_lossy(&bytes).into_owned();
    (!words.trim().is_empty()).then_some(words)
}

/// Writes the directive as a fragment, without `#`.
pub(crate) fn write(directive: &TextDirective) -> String {
    let TextDirective { prefix, start, end, suffix } = directive;
    let parts = [
        prefix.as_ref().map(|prefix| encoded(prefix) + "-"),
        Some(encoded(start)),
        end.as_ref().map(|end| encoded(end)),
        suffix.as_ref().map(|suffix| "-".to_owned() + &encoded(suffix)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{DELIMITER}text={}", parts.join(","))
}

/// Writes all that is not sure to be left alone in an address as bytes, and `-`, `,` and `&` too:
/// they part a directive.
fn encoded(words: &str) -> String {
    let mut written = String::with_capacity(words.len() * 2);
    for byte in words.bytes() {
        match byte {
            b'.' | b'_' | b'~' => written.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => written.push(char::from(byte)),
            _ => written.push_str(&format!("%{byte:02X}")),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Shows each directive as `prefix | start | end | suffix`.
    fn shown(fragment: &str) -> Vec<String> {
        let show = |it: TextDirective| {
            let part = |part: Option<String>| part.unwrap_or_default();
            format!("{}|{}|{}|{}", part(it.prefix), it.start, part(it.end), part(it.suffix))
        };
        read(fragment).into_iter().map(show).collect()
    }

    #[test]
    fn parts_are_told_apart_by_their_dashes() {
        assert_eq!(shown("#:~:text=a-,b,c,-d"), ["a|b|c|d"]);
        assert_eq!(shown("top:~:text=b%2C%20c"), ["|b, c||"]);
        assert_eq!(shown("text=b,-d"), ["|b||d"]);
        assert_eq!(shown(":~:text=a&other&text=b,c"), ["|a||", "|b|c|"]);
        assert_eq!(shown(":~:text=100%,%zz%C3%A9"), ["|100%|%zzé|"]);
    }

    #[test]
    fn what_is_no_directive_is_left_out() {
        let bad = ["", "#top", ":~:", ":~:TEXT=a", "text=", "text=a,b,c", "text=a,b,c,d", "text=-"];
        for fragment in bad {
            assert_eq!(shown(fragment), [""; 0], "{fragment}");
        }
        for fragment in
            ["text=a-", "text=a-,-b", "text=-,a", "text=a,", "text=%20", "text=a,b,c,d,e"]
        {
            assert_eq!(shown(fragment), [""; 0], "{fragment}");
        }
    }

    fn words() -> impl Strategy<Value = String> {
        "[a-c &,%é’-]{0,6}[a-z-]"
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            prefix in proptest::option::of(words()), start in words(),
            end in proptest::option::of(words()), suffix in proptest::option::of(words()),
        ) {
            let directive = TextDirective { prefix, start, end, suffix };
            prop_assert_eq!(read(&write(&directive)), [directive]);
        }

        #[test]
        fn any_fragment_is_read(fragment in "(#?:~:)?(text=)?[a%2C,&é-]{0,20}") {
            for directive in read(&fragment) {
                prop_assert_eq!(read(&write(&directive)), [directive]);
            }
        }
    }
}
