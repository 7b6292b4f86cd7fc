//! Any JSON-LD script, whole or broken, says something of its page or nothing; never more than it
//! holds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use palimpsest_extract::fuzzing::read_json_ld;

fuzz_target!(|script: &str| {
    let metadata = read_json_ld(script);
    let longest = 3 * script.len();
    assert!(metadata.headline.len() <= longest);
    assert!(metadata.authors.iter().map(String::len).sum::<usize>() <= longest);
    assert_eq!(read_json_ld(script), metadata);
});
