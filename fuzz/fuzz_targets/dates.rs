//! Any string, in any language, is a date within the years of news or none.
#![no_main]

use libfuzzer_sys::fuzz_target;
use palimpsest_extract::fuzzing::read_date;

const LANGUAGES: [&str; 20] = [
    "ar", "cs", "da", "de", "en", "es", "fi", "fr", "it", "ja", "ko", "nb", "nl", "pl", "pt", "ru",
    "sv", "tr", "uk", "zh",
];

fuzz_target!(|input: &[u8]| {
    let Some((&choice, written)) = input.split_first() else { return };
    let Ok(written) = std::str::from_utf8(written) else { return };
    let language = LANGUAGES.get(usize::from(choice)).copied();
    let Some(moment) = read_date(written, language) else { return };
    // What is read can be written and read again.
    assert_eq!(read_date(&moment.to_string(), Some("en")), Some(moment), "'{written}'");
});
