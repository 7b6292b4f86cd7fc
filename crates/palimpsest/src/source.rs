//! `Source`: where an article comes from, as the reader gives it.

use crate::{Error, ErrorCode, Result};
use std::path::{Path, PathBuf};
use url::Url;

/// Where an article comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A page on the web.
    Url {
        /// Its address.
        url: Url,
    },
    /// A saved page (HTML, XHTML, MHTML, also gzipped), plain text or Markdown.
    File {
        /// Its path.
        path: PathBuf,
        /// The address the page came from, where the reader knows it.
        url: Option<Url>,
    },
    /// Pasted plain text.
    Text {
        /// The text.
        text: String,
    },
    /// Pasted HTML.
    Html {
        /// The HTML.
        html: String,
        /// The address the page came from, where the reader knows it.
        url: Option<Url>,
    },
    /// Bytes piped in: HTML or plain text, in any encoding.
    Bytes {
        /// The bytes.
        bytes: Vec<u8>,
        /// The address the page came from, where the reader knows it.
        url: Option<Url>,
    },
}

impl Source {
    /// Reads what a person typed or a program passed as an argument: an address or a path.
    ///
    /// An existing path wins, then anything with a scheme, then what looks like a host
    /// (`news.example/story`), which is asked for by https. `directory` is what relative paths
    /// start from.
    pub fn from_argument(argument: &str, directory: &Path) -> Result<Self> {
        let argument = argument.trim();
        let path = directory.join(argument);
        if !argument.is_empty() && path.exists() {
            return Ok(Source::File { path, url: None });
        }
        if let Ok(url) = Url::parse(argument)
            && url.scheme() == "file"
            && let Ok(path) = url.to_file_path()
        {
            return Ok(Source::File { path, url: None });
        }
        if let Some(url) = web_address(argument) {
            return Ok(Source::Url { url });
        }
        if argument.is_empty() || argument.contains("://") {
            return Err(no_address(argument));
        }
        Err(Error::new(ErrorCode::Unreadable, format!("cannot read '{argument}': no such file"))
            .hint("an address starts with https://"))
    }

    /// Reads what a person typed into a field for addresses: `https://…` or a host and more. It
    /// never looks at files.
    pub fn from_address(typed: &str) -> Result<Self> {
        let typed = typed.trim();
        web_address(typed).map(|url| Source::Url { url }).ok_or_else(|| no_address(typed))
    }

    /// Returns what to call the source in messages.
    pub fn name(&self) -> String {
        match self {
            Source::Url { url } => url.to_string(),
            Source::File { path, .. } => path.display().to_string(),
            Source::Text { .. } => "the pasted text".to_owned(),
            Source::Html { .. } => "the pasted page".to_owned(),
            Source::Bytes { .. } => "the input".to_owned(),
        }
    }

    /// Reads a paste: an address, HTML where the clipboard has it, else text.
    pub fn from_paste(text: &str, html: Option<&str>) -> Self {
        let one_word = text.trim();
        if let Ok(url) = Url::parse(one_word)
            && matches!(url.scheme(), "http" | "https")
            && !one_word.contains(char::is_whitespace)
        {
            return Source::Url { url };
        }
        // Programs also put a single copied phrase on the clipboard as HTML; only words in
        // several blocks make the structure worth more than the plain text.
        match html {
            Some(html) if looks_like_html(html) => {
                Source::Html { html: html.to_owned(), url: None }
            }
            _ if looks_like_html(text) => Source::Html { html: text.to_owned(), url: None },
            _ => Source::Text { text: text.to_owned() },
        }
    }
}

fn web_address(typed: &str) -> Option<Url> {
    match Url::parse(typed) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Some(url),
        _ => host_like(typed),
    }
}

fn no_address(typed: &str) -> Error {
    if typed.is_empty() {
        return Error::new(ErrorCode::BadSource, "no address was given")
            .hint("type the address of an article, or open a file");
    }
    let message = format!("cannot open '{typed}': only http, https and file addresses are read");
    Error::new(ErrorCode::BadSource, message).hint("an address starts with https://")
}

fn host_like(argument: &str) -> Option<Url> {
    let host = argument.split(['/', '?', '#']).next()?;
    let port = host.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok());
    let host = port.map_or(host, |(host, _)| host);
    let is_host = host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && host.rsplit('.').next().is_some_and(|top| {
            top.len() >= 2 && top.chars().all(|letter| letter.is_ascii_alphabetic())
        })
        && !argument.contains(char::is_whitespace);
    // A missing `article.html` is a missing file, not a host called so.
    let is_file_name = ["html", "htm", "txt", "xhtml", "xht", "mhtml", "mht", "md", "gz", "pdf"]
        .iter()
        .any(|extension| host == argument && argument.ends_with(&format!(".{extension}")));
    (is_host && !is_file_name).then(|| Url::parse(&format!("https://{argument}")).ok())?
}

fn looks_like_html(text: &str) -> bool {
    let head: String = text.chars().take(100_000).collect::<String>().to_ascii_lowercase();
    head.contains("<!doctype html")
        || head.contains("<html")
        || ["<p", "<div", "<article", "<h1"].iter().any(|tag| {
            head.match_indices(tag)
                .any(|(at, _)| head[at + tag.len()..].starts_with(['>', ' ', '\n', '\t', '\r']))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn argument(argument: &str) -> Result<Source> {
        Source::from_argument(argument, Path::new("/nowhere"))
    }

    fn url(written: &str) -> Source {
        Source::Url { url: Url::parse(written).unwrap() }
    }

    #[test]
    fn addresses_and_hosts_are_asked_for() {
        assert_eq!(argument(" https://news.example/a ").unwrap(), url("https://news.example/a"));
        assert_eq!(argument("news.example/a?b").unwrap(), url("https://news.example/a?b"));
        assert_eq!(argument("news.example:8080/a").unwrap(), url("https://news.example:8080/a"));
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = argument("page.htm").unwrap_err();
        assert_eq!(error.message, "cannot read 'page.htm': no such file");
        assert_eq!(argument("").unwrap_err().code, ErrorCode::BadSource);
        assert_eq!(argument("ftp://news.example/a").unwrap_err().code, ErrorCode::BadSource);
        assert_eq!(argument("javascript:alert(1)").unwrap_err().code, ErrorCode::Unreadable);
    }

    #[test]
    fn a_field_for_addresses_knows_no_files() {
        let typed = |typed: &str| Source::from_address(typed);
        assert_eq!(typed(" news.example/a ").unwrap(), url("https://news.example/a"));
        for typed in [
            "/etc/passwd",
            "file:///etc/passwd",
            "page.html",
            "page.mhtml",
            "page.html.gz",
            "",
            "javascript:alert(1)",
        ] {
            assert_eq!(Source::from_address(typed).unwrap_err().code, ErrorCode::BadSource);
        }
    }

    #[test]
    fn an_existing_file_wins() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("news.example"), "x").unwrap();
        let source = Source::from_argument("news.example", directory.path()).unwrap();
        assert!(matches!(source, Source::File { .. }));
    }

    #[test]
    fn a_paste_is_told_apart() {
        assert_eq!(Source::from_paste("https://a.example/b\n", None), url("https://a.example/b"));
        let text = "A headline\n\nA paragraph with 2 < 3.";
        assert_eq!(Source::from_paste(text, None), Source::Text { text: text.into() });
        let html = "<p>One</p>";
        assert!(matches!(Source::from_paste("One", Some(html)), Source::Html { .. }));
        assert!(matches!(Source::from_paste(html, None), Source::Html { .. }));
    }
}
