//! Broken JSON to values, where what was meant is safe to tell. It must not know what JSON-LD is.
//!
//! A block that parses is never touched. Of one that does not, the known ways to break it are undone
//! in one pass over its characters, and whatever values then stand in a row are read.

use serde_json::Value;
use std::borrow::Cow;

/// Reads the values of a block: one, or several that were glued together; none if it is beyond
/// repair.
pub(super) fn read(written: &str) -> Vec<Value> {
    let bare = unwrapped(written);
    if let Ok(value) = serde_json::from_str(bare) {
        return vec![value];
    }
    let repaired = repaired(&unescaped(bare));
    serde_json::Deserializer::from_str(&repaired).into_iter().map_while(Result::ok).collect()
}

/// Takes off comment and CDATA wrappers, and the semicolon of a statement.
fn unwrapped(written: &str) -> &str {
    const STARTS: [&str; 6] =
        ["<!--", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA["];
    const ENDS: [&str; 7] = ["//-->", "-->", "//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>"];
    let mut bare = written.trim_matches(is_around);
    loop {
        let before = bare.len();
        for start in STARTS {
            bare = bare.strip_prefix(start).unwrap_or(bare).trim_start_matches(is_around);
        }
        for end in ENDS {
            bare = bare.strip_suffix(end).unwrap_or(bare).trim_end_matches(is_around);
        }
        if bare.len() == before {
            return bare;
        }
    }
}

fn is_around(character: char) -> bool {
    character.is_whitespace() || character == '\u{feff}' || character == ';'
}

/// Resolves the quotation marks of a block that was escaped as a whole, as HTML text is.
fn unescaped(json: &str) -> Cow<'_, str> {
    let is_escaped = json.trim_start_matches(['{', '[', ' ', '\n', '\r', '\t']);
    if is_escaped.starts_with("&quot;") || is_escaped.starts_with("&#34;") {
        return Cow::Owned(json.replace("&quot;", "\"").replace("&#34;", "\""));
    }
    Cow::Borrowed(json)
}

/// Undoes, in strings: raw control characters, escapes that JSON does not have, halves of surrogate
/// pairs, quotation marks that were not escaped. Between them: commas with nothing behind or
/// before, comments, and the end that a cut block lacks.
fn repaired(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 16);
    // The brackets that are open, as the characters that close them.
    let mut open: Vec<char> = Vec::new();
    let mut at = 0;
    while let Some(character) = json[at..].chars().next() {
        let rest = &json[at..];
        match character {
            '"' => {
                let end = at + 1 + string(&json[at + 1..], &mut out);
                at = end;
                continue;
            }
            '{' => open.push('}'),
            '[' => open.push(']'),
            '}' | ']' => {
                drop_comma(&mut out);
                // A bracket that closes nothing is left out.
                if open.last() != Some(&character) {
                    at += 1;
                    continue;
                }
                open.pop();
            }
            // Between values in a row.
            ',' | ';' if open.is_empty() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
                at += 1;
                continue;
            }
            ',' if out.trim_end().ends_with([',', '{', '[']) => {
                at += 1;
                continue;
            }
            '/' if rest.starts_with("//") => {
                at += rest.find('\n').unwrap_or(rest.len());
                continue;
            }
            '/' if rest.starts_with("/*") => {
                at += rest.find("*/").map_or(rest.len(), |end| end + 2);
                continue;
            }
            space if space.is_whitespace() || space.is_control() || space == '\u{feff}' => {
                // One is enough, and keeps what stands before a comma near.
                if !out.ends_with(' ') {
                    out.push(' ');
                }
                at += space.len_utf8();
                continue;
            }
            _ => {}
        }
        out.push(character);
        at += character.len_utf8();
    }
    drop_comma(&mut out);
    out.extend(open.iter().rev());
    out
}

fn drop_comma(out: &mut String) {
    let kept = out.trim_end().len();
    if out[..kept].ends_with(',') {
        out.truncate(kept - 1);
    }
}

/// Writes the string that begins here, its opening mark aside; returns how many bytes it took.
fn string(rest: &str, out: &mut String) -> usize {
    out.push('"');
    let mut at = 0;
    while let Some(character) = rest[at..].chars().next() {
        let after = at + character.len_utf8();
        match character {
            '"' if closes(&rest[after..]) => {
                out.push('"');
                return after;
            }
            '"' => out.push_str("\\\""),
            '\\' => {
                at = after + escape(&rest[after..], out);
                continue;
            }
            '\n' => out.push_str("\\n"),
            control if control < ' ' => out.push(' '),
            other => out.push(other),
        }
        at = after;
    }
    // A block that was cut inside a string: what is there is kept.
    out.push('"');
    at
}

/// Tells whether a quotation mark ends its string, by what follows it.
fn closes(rest: &str) -> bool {
    let rest = rest.trim_start();
    let Some(next) = rest.chars().next() else { return true };
    match next {
        ':' | '}' | ']' => true,
        ',' => {
            let behind = rest[1..].trim_start();
            let begins_value = |c: char| {
                matches!(c, '"' | '{' | '[' | '}' | ']' | '-' | ',' | '/') || c.is_ascii_digit()
            };
            behind.is_empty()
                || behind.starts_with(begins_value)
                || ["true", "false", "null"].iter().any(|word| behind.starts_with(word))
        }
        _ => false,
    }
}

/// Writes the escape that begins here, its backslash aside; returns how many bytes it took.
fn escape(rest: &str, out: &mut String) -> usize {
    let Some(kind) = rest.chars().next() else { return 0 };
    match kind {
        '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => {
            out.push('\\');
            out.push(kind);
            1
        }
        'u' => {
            let unit = |at: usize| {
                let digits = rest.get(at..at + 4)?;
                let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
                is_hex.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
            };
            let Some(first) = unit(1) else { return 0 };
            let second = if rest.get(5..7) == Some("\\u") { unit(7) } else { None };
            match (first, second) {
                (0xd800..=0xdbff, Some(0xdc00..=0xdfff)) => {
                    out.push('\\');
                    out.push_str(&rest[..11]);
                    11
                }
                (0xd800..=0xdfff, _) => {
                    out.push('\u{fffd}');
                    5
                }
                _ => {
                    out.push('\\');
                    out.push_str(&rest[..5]);
                    5
                }
            }
        }
        // `\'` and the like: the backslash says nothing.
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn check(written: &str, values: &[Value]) {
        assert_eq!(read(written), values, "{written}");
    }

    #[test]
    fn wrappers_come_off() {
        let value = json!({"a": 1});
        check("<!-- {\"a\":1} -->", std::slice::from_ref(&value));
        check("//<![CDATA[\n{\"a\":1}\n//]]>", std::slice::from_ref(&value));
        check("/*<![CDATA[*/{\"a\":1}/*]]>*/", std::slice::from_ref(&value));
        check("\u{feff}{\"a\":1};", std::slice::from_ref(&value));
        check("// by the theme\n{\"a\":1}", &[value]);
    }

    #[test]
    fn commas_and_controls_are_put_right() {
        check("{\"a\":[1,2,],}", &[json!({"a": [1, 2]})]);
        check("{\"a\":1,,\"b\":2}", &[json!({"a": 1, "b": 2})]);
        check("{\"a\":\"two\nlines\u{1}\"}", &[json!({"a": "two\nlines "})]);
        check("{\"a\":1 /* one */, \"b\": 2 // two\n}", &[json!({"a": 1, "b": 2})]);
        check("{\"a\":\u{a0}1}", &[json!({"a": 1})]);
    }

    #[test]
    fn values_that_were_glued_are_read_one_by_one() {
        check("{\"a\":1}{\"b\":2}", &[json!({"a": 1}), json!({"b": 2})]);
        check("{\"a\":1},{\"b\":2},", &[json!({"a": 1}), json!({"b": 2})]);
        check("{\"a\":1};\n{\"b\":2}", &[json!({"a": 1}), json!({"b": 2})]);
    }

    #[test]
    fn marks_inside_a_string_are_told_from_its_end() {
        check(
            r#"{"a":"She said "no" twice","b":1}"#,
            &[json!({"a": "She said \"no\" twice", "b": 1})],
        );
        check(
            r#"{"a":"He said "no", then left","b":1}"#,
            &[json!({"a": "He said \"no\", then left", "b": 1})],
        );
        check(r#"["a" , "b" ,]"#, &[json!(["a", "b"])]);
    }

    #[test]
    fn escapes_that_json_lacks_are_undone() {
        check(r#"{"a":"It\'s \u00e9t\u00e9 \d83d"}"#, &[json!({"a": "It's été d83d"})]);
        check(
            r#"{"a":"cut \ud83d","b":"whole \ud83d\ude00",}"#,
            &[json!({"a": "cut \u{fffd}", "b": "whole 😀"})],
        );
        check("{&quot;a&quot;:&quot;b&quot;}", &[json!({"a": "b"})]);
    }

    #[test]
    fn a_cut_block_is_closed() {
        check("{\"a\":[1,{\"b\":\"c\"", &[json!({"a": [1, {"b": "c"}]})]);
        check("{\"a\":\"cut he", &[json!({"a": "cut he"})]);
        check("{\"a\": ", &[]);
        check("not json", &[]);
    }

    #[test]
    fn a_million_open_brackets_are_no_harm() {
        assert!(read(&"[".repeat(1_000_000)).is_empty());
        assert!(read(&"{\"a\":".repeat(200_000)).is_empty());
        assert!(read(&"\"".repeat(100_000)).len() < 100_000);
    }

    proptest! {
        #[test]
        fn reading_never_panics(text in "\\PC*") {
            read(&text);
        }

        #[test]
        fn reading_what_looks_like_json_never_panics(
            text in r#"([{}\[\],:;"\\/ \n]|\\u[0-9a-fd]{0,5}|true|-1|é|😀|<!--|\]\]>|&quot;){0,60}"#
        ) {
            read(&text);
        }

        /// Repair of what needs none changes nothing.
        #[test]
        fn whole_json_survives_repair(items in proptest::collection::vec(("[a-z]{1,5}", "[^\\x00-\\x1f]*"), 0..5)) {
            let object: serde_json::Map<String, Value> =
                items.into_iter().map(|(key, text)| (key, Value::String(text.replace('"', "'")))).collect();
            let value = Value::Object(object);
            let text = serde_json::to_string_pretty(&value).unwrap();
            let again: Value = serde_json::from_str(&repaired(&text)).unwrap();
            prop_assert_eq!(again, value);
        }
    }
}
