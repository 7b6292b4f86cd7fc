//! Any bytes, under any label, become characters: at most three bytes for one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use palimpsest_extract::fuzzing::decode;

/// The first byte of the input chooses one; the others make a label of the first line.
const LABELS: [Option<&str>; 10] = [
    None,
    Some("text/html; charset=utf-8"),
    Some("text/html; charset=windows-1252"),
    Some("text/html; charset=windows-1251"),
    Some("text/html; charset=shift_jis"),
    Some("text/html; charset=gb18030"),
    Some("text/html; charset=euc-kr"),
    Some("text/html; charset=iso-2022-jp"),
    Some("text/html; charset=utf-16le"),
    Some("text/html; charset=x-user-defined"),
];

fuzz_target!(|input: &[u8]| {
    let Some((&choice, bytes)) = input.split_first() else { return };
    let own = match bytes.iter().position(|&byte| byte == b'\n') {
        Some(end) => std::str::from_utf8(&bytes[..end]).ok(),
        None => None,
    };
    let label = LABELS.get(usize::from(choice)).copied().unwrap_or(own);
    let (text, _) = decode(bytes, label);
    assert!(text.len() <= 3 * bytes.len() + 3, "{} bytes became {}", bytes.len(), text.len());
    assert_eq!(decode(bytes, label).0, text);
});
