//! Markup to html5ever's tree builder, token by token.
//!
//! Most of the time of a parse is html5ever's tokenizer, which looks at each character apart. What
//! nearly all markup is made of is read here in runs instead; where anything else comes, html5ever's
//! own tokenizer goes on from there. The tree is the same, and tests compare the two. This room must
//! not know what the tree is for.

use super::{references, tags};
use html5ever::{
    Attribute, LocalName, QualName, TokenizerResult,
    buffer_queue::BufferQueue,
    ns,
    tendril::StrTendril,
    tokenizer::{
        CharacterTokens, CommentToken, Doctype, DoctypeToken, EOFToken, EndTag, StartTag, Tag,
        TagKind, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
        states::{
            RawKind::{self, Rcdata, ScriptData},
            State::{self, Data, RawData},
        },
    },
    tree_builder::{TreeBuilder, TreeSink},
};
use memchr::memmem::Finder;
use scraper::{Html, HtmlTreeSink};
use std::{borrow::Cow, cell::Cell, ops::Range};

type Builder = TreeBuilder<<HtmlTreeSink as TreeSink>::Handle, HtmlTreeSink>;

/// Parses a page into the tree that `Html::parse_document` makes of it.
pub(super) fn parse(html: &str) -> Html {
    // Tendrils count in 32 bits, and what a zero stands for depends on where it is.
    if html.len() > u32::MAX as usize || memchr::memchr(0, html.as_bytes()).is_some() {
        return Html::parse_document(html);
    }
    let html = with_line_feeds(html.strip_prefix('\u{feff}').unwrap_or(html));
    let builder = Builder::new(HtmlTreeSink::new(Html::new_document()), Default::default());
    let reader =
        Reader { text: StrTendril::from_slice(&html), end_tag: Finder::new("</"), builder };
    drop(html);
    reader.read()
}

/// Returns the text with every kind of line end as a line feed.
fn with_line_feeds(html: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', html.as_bytes()).is_none() {
        return Cow::Borrowed(html);
    }
    let mut text = String::with_capacity(html.len());
    let mut lines = html.split('\r');
    text.push_str(lines.next().unwrap_or_default());
    for line in lines {
        text.push('\n');
        text.push_str(line.strip_prefix('\n').unwrap_or(line));
    }
    Cow::Owned(text)
}

struct Reader {
    text: StrTendril,
    end_tag: Finder<'static>,
    builder: Builder,
}

/// Where html5ever's tokenizer must go on, and how.
struct Other {
    at: usize,
    state: State,
    /// The raw element that is open.
    element: Option<String>,
}

impl Other {
    fn markup(at: usize) -> Self {
        Other { at, state: Data, element: None }
    }
}

impl Reader {
    fn read(self) -> Html {
        let mut at = 0;
        while at < self.text.len() {
            match self.next(at) {
                Ok(next) => at = next,
                Err(other) => return self.read_otherwise(other),
            }
        }
        self.give(EOFToken);
        self.builder.end();
        self.builder.sink.finish()
    }

    /// Reads a run of text or a piece of markup; returns where the next one begins.
    fn next(&self, at: usize) -> Result<usize, Other> {
        let bytes = self.text.as_bytes();
        let text_until = |from: usize| {
            let end = memchr::memchr(b'<', &bytes[from..]).map_or(bytes.len(), |end| from + end);
            self.text(at..end, true);
            Ok(end)
        };
        if bytes[at] != b'<' {
            return text_until(at);
        }
        match bytes.get(at + 1) {
            Some(byte) if byte.is_ascii_alphabetic() => self.tag(at, StartTag),
            Some(b'/') => match bytes.get(at + 2) {
                Some(byte) if byte.is_ascii_alphabetic() => self.tag(at, EndTag),
                Some(b'>') => Ok(at + 3),
                _ => self.bogus_comment(at, at + 2),
            },
            Some(b'?') => self.bogus_comment(at, at + 1),
            Some(b'!') => self.declaration(at),
            _ => text_until(at + 1),
        }
    }

    fn tag(&self, at: usize, kind: TagKind) -> Result<usize, Other> {
        let bytes = self.text.as_bytes();
        let start = at + 1 + usize::from(kind == EndTag);
        let mut attrs: Vec<Attribute> = Vec::new();
        let mut had_duplicate_attributes = false;
        let read = tags::read(bytes, tags::name(bytes, start), |attribute| {
            // What an end tag has is not read.
            if kind == EndTag {
                return;
            }
            let name = self.name(attribute.name.clone());
            if attrs.iter().any(|other| other.name.local == name) {
                had_duplicate_attributes = true;
            } else {
                let value = self.characters(attribute.value.clone(), references::Place::Attribute);
                attrs.push(Attribute { name: QualName::new(None, ns!(), name), value });
            }
        });
        if read.close == bytes.len() {
            return Err(Other::markup(at));
        }
        let end = read.close + 1;
        let name = self.name(read.name.clone());
        let self_closing = read.self_closed;
        let tag = Tag { kind, name, self_closing, attrs, had_duplicate_attributes };
        match self.builder.process_token(TagToken(tag), 1) {
            TokenSinkResult::RawData(raw) => self.raw(end, raw, &bytes[read.name]),
            TokenSinkResult::Plaintext => {
                self.text(end..bytes.len(), false);
                Ok(bytes.len())
            }
            _ => Ok(end),
        }
    }

    /// Reads the content of an element that holds no markup; returns where its end tag is.
    fn raw(&self, from: usize, kind: RawKind, name: &[u8]) -> Result<usize, Other> {
        let bytes = self.text.as_bytes();
        let close = tags::end_of_raw(bytes, from, name, &self.end_tag);
        // A script may hide its end tag in a comment.
        let hides = |close: &usize| {
            kind == ScriptData && memchr::memmem::find(&bytes[from..*close], b"<!--").is_some()
        };
        match close.filter(|close| !hides(close)) {
            Some(close) => {
                self.text(from..close, kind == Rcdata);
                Ok(close)
            }
            None => {
                let element = String::from_utf8_lossy(name).to_ascii_lowercase();
                Err(Other { at: from, state: RawData(kind), element: Some(element) })
            }
        }
    }

    /// Reads what begins with `<!`.
    fn declaration(&self, at: usize) -> Result<usize, Other> {
        let bytes = self.text.as_bytes();
        let rest = &bytes[at..];
        if rest.starts_with(b"<!--") {
            let (content, end) = tags::comment(bytes, at);
            // Where one is never closed, what it says is told by html5ever.
            if !matches!(&bytes[content.end..end], b">" | b"->" | b"-->" | b"--!>") {
                return Err(Other::markup(at));
            }
            self.give(CommentToken(self.part(content)));
            return Ok(end);
        }
        const DOCTYPE: &[u8] = b"<!doctype";
        if rest.get(..DOCTYPE.len()).is_some_and(|start| start.eq_ignore_ascii_case(DOCTYPE)) {
            let length = memchr::memchr(b'>', rest).ok_or(Other::markup(at))?;
            if let Some(doctype) = doctype(self.part(at..at + length + 1)) {
                self.give(DoctypeToken(doctype));
            }
            return Ok(at + length + 1);
        }
        if rest.starts_with(b"<![CDATA[") {
            return Err(Other::markup(at));
        }
        self.bogus_comment(at, at + 2)
    }

    fn bogus_comment(&self, at: usize, from: usize) -> Result<usize, Other> {
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        let length = memchr::memchr(b'>', rest).ok_or(Other::markup(at))?;
        self.give(CommentToken(self.part(from..from + length)));
        Ok(from + length + 1)
    }

    fn text(&self, range: Range<usize>, has_references: bool) {
        if range.is_empty() {
            return;
        }
        let characters = match has_references {
            true => self.characters(range, references::Place::Text),
            false => self.part(range),
        };
        self.give(CharacterTokens(characters));
    }

    fn characters(&self, range: Range<usize>, place: references::Place) -> StrTendril {
        match memchr::memchr(b'&', &self.text.as_bytes()[range.clone()]) {
            Some(_) => references::resolve(&self.text[range], place),
            None => self.part(range),
        }
    }

    fn part(&self, range: Range<usize>) -> StrTendril {
        self.text.subtendril(range.start as u32, range.len() as u32)
    }

    fn name(&self, range: Range<usize>) -> LocalName {
        let name = &self.text[range];
        match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => LocalName::from(name.to_ascii_lowercase()),
            false => LocalName::from(name),
        }
    }

    /// Hands on what is no tag: only after tags another kind of content may follow.
    fn give(&self, token: Token) {
        let _ = self.builder.process_token(token, 1);
    }

    /// Has html5ever's tokenizer read the rest.
    fn read_otherwise(self, other: Other) -> Html {
        let rest = self.part(other.at..self.text.len());
        let options = TokenizerOpts {
            discard_bom: false,
            initial_state: Some(other.state),
            last_start_tag_name: other.element,
            ..TokenizerOpts::default()
        };
        let tokenizer = Tokenizer::new(self.builder, options);
        let input = BufferQueue::default();
        input.push_back(rest);
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        tokenizer.end();
        tokenizer.sink.sink.finish()
    }
}

/// Reads a document type: seldom more than one on a page, and full of rules.
fn doctype(markup: StrTendril) -> Option<Doctype> {
    #[derive(Default)]
    struct Sink(Cell<Option<Doctype>>);

    impl TokenSink for Sink {
        type Handle = ();

        fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
            if let DoctypeToken(doctype) = token {
                self.0.set(Some(doctype));
            }
            TokenSinkResult::Continue
        }
    }

    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(markup);
    let _ = tokenizer.feed(&input);
    tokenizer.sink.0.take()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn assert_same(html: &str) {
        assert!(parse(html) == Html::parse_document(html), "{html:?}");
    }

    #[test]
    fn odd_markup_is_read_as_html5ever_does() {
        for html in [
            "",
            "<",
            "</",
            "<!",
            "a < b <3 </ p></><//x>",
            "\u{feff}<p>a",
            "a\r\nb\rc\n\r<pre>\r\nx",
            "<pre>\n\nx</pre><textarea>\nx&amp;</textarea><pre>&#10;x",
            "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01//EN\" 'x'><table><p>a",
            "<!doctype html><table><p>a",
            "<!doctype",
            "<!-- a --><!--><!---><!-- b --!><!--c",
            "<?php x ?><!x><![endif]></3>a",
            "<svg><![CDATA[<p>]]></svg><p>b",
            "<![CDATA[<p>]]><p>b",
            "<script>'<!--<script>a</script>b'--></script>c",
            "<script>a</scripts></SCRIPT\n>c",
            "<title>a &amp; <b></title><style><p>&amp;</style>c",
            "<title>never closed <p>",
            "<script>never closed <p>",
            "<plaintext><p>&amp;</plaintext>",
            "<P CLASS=A class=b Id='x&lt' href=\"?a&copy=1&copy;&copyb&notit\">x</P a=b>",
            "<br/a/><a href=/x/>y</a/><p =x><p a=><p a=\"b",
            "&amp &ampx &notit; &notin; &#65;&#x41&#0;&#x80;&#xD800;&#9999999999;&#;&#x;&;&foo;&x",
            "<table>a<td>&nbsp;b<noscript><p></noscript>",
            "<frameset><noframes><p></noframes>",
            "a\0b<p>",
            "<é a=é>ü</é>",
        ] {
            assert_same(html);
        }
    }

    proptest! {
        #[test]
        fn any_markup_is_read_as_html5ever_does(
            pieces in proptest::collection::vec(
                proptest::sample::select(vec![
                    "<", ">", "/", "</", "<!", "<!--", "-->", "--!>", "<?", "<!doctype html", "&",
                    ";", "&amp", "&lt;", "&notin", "&#x4", "&#13;", "=", "\"", "'", " ", "\n",
                    "\r", "a", "B", "é", "p", "<p>", "</p>", "<b>", "</b>", "<table>", "<td>",
                    "<script", "<script>", "</script>", "<title>", "</title", "<style>", "</style>",
                    "<svg>", "<math>", "<![CDATA[", "]]>", "<template>", "</template>", "<select>",
                    "<option>", "<noscript>", "</noscript>", "<textarea>", "</textarea>",
                    "<plaintext>", "<frameset>", "<pre>", "<body>", "<html", "<a href=", "\0",
                ]),
                0..40,
            ),
        ) {
            assert_same(&pieces.concat());
        }
    }
}
