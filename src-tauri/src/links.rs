//! Links: which addresses leave the window for the system's browser.

use palimpsest::{Error, ErrorCode, Result};
use url::Url;

/// The longest address that is handed on, in bytes; browsers cut far longer ones.
const MAX_LINK_BYTES: usize = 16 * 1024;

/// Opens the address in the system's browser or mail program.
pub fn open(written: &str) -> Result<()> {
    let url = checked(written)?;
    tauri_plugin_opener::open_url(url.as_str(), None::<&str>).map_err(|error| Error {
        code: ErrorCode::BadSource,
        message: format!("cannot open '{url}': {error}"),
        hints: vec!["no program of this system may be set up to open links".into()],
    })
}

/// Returns the address where its scheme cannot run, read or install anything here.
fn checked(written: &str) -> Result<Url> {
    let refused = |reason: &str| Error {
        code: ErrorCode::BadSource,
        message: format!("cannot open '{}': {reason}", shortened(written)),
        hints: Vec::new(),
    };
    if written.len() > MAX_LINK_BYTES {
        return Err(refused("it is too long"));
    }
    let url = Url::parse(written).map_err(|_| refused("it is not an address"))?;
    match url.scheme() {
        "http" | "https" | "mailto" => Ok(url),
        _ => Err(refused("only http, https and mailto links are opened")),
    }
}

fn shortened(written: &str) -> String {
    match written.char_indices().nth(100) {
        Some((end, _)) => format!("{}…", &written[..end]),
        None => written.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_and_mail_pass() {
        for written in
            ["https://news.example/a?b#c", "http://news.example", "mailto:a@news.example"]
        {
            assert!(checked(written).is_ok(), "{written}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for written in [
            "javascript:alert(1)",
            " JavaScript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "vscode://x",
            "palimpsest-image://localhost/x",
            "--help",
            "news.example",
            "",
        ] {
            assert!(checked(written).is_err(), "{written}");
        }
        assert!(checked(&format!("https://a.example/{}", "x".repeat(MAX_LINK_BYTES))).is_err());
    }

    #[test]
    fn the_message_quotes_no_more_than_a_line() {
        let error = checked(&format!("ftp://{}", "é".repeat(5000))).unwrap_err();
        assert!(error.message.chars().count() < 200, "{}", error.message);
    }
}
