//! What of a page's markup no later step reads, so that the parser need not either. Where it is not
//! sure, it stays. This room must not know how tags are read.

use crate::dom::tags::Attribute;

/// What is no longer than this, in bytes, is not worth leaving out.
pub(super) const SHORT: usize = 24;

/// What the names of `data-` attributes that are read begin with: addresses of pictures, dates, and
/// names of parts.
const READ_DATA: [&[u8]; 22] = [
    b"alt",
    b"author",
    b"caption",
    b"component",
    b"credit",
    b"date",
    b"first-pub",
    b"image",
    b"img",
    b"lang",
    b"lazy",
    b"orig",
    b"post",
    b"pub",
    b"qa",
    b"src",
    b"test",
    b"time",
    b"title",
    b"type",
    b"unix",
    b"utime",
];

/// Tells whether nobody reads an attribute and it may go without harm to the tag.
pub(super) fn is_idle(bytes: &[u8], attribute: &Attribute) -> bool {
    // `<path/d="">` would become another tag.
    let before = bytes[attribute.name.start - 1];
    let is_apart = matches!(before, b' ' | b'\n' | b'\t' | b'\r' | b'"' | b'\'');
    is_apart && is_idle_name(&bytes[attribute.name.clone()])
}

/// Tells whether no step reads attributes of this name: code of scripts and data for them, the
/// looks of drawings, what only matters to who clicks.
pub(in crate::dom) fn is_idle_name(name: &[u8]) -> bool {
    match name {
        [b'd', b'a', b't', b'a', b'-', name @ ..] => {
            !READ_DATA.iter().any(|begin| name.starts_with(begin))
        }
        [b'a', b'r', b'i', b'a', b'-', name @ ..] => name != b"label",
        [b'o', b'n', rest @ ..] => !rest.is_empty() && rest.iter().all(u8::is_ascii_lowercase),
        b"d" | b"points" | b"transform" | b"fill" | b"fill-rule" | b"clip-rule" | b"clip-path"
        | b"stroke" | b"stroke-width" | b"stroke-linecap" | b"stroke-linejoin" | b"viewBox"
        | b"viewbox" | b"xmlns" | b"xlink:href" | b"target" | b"tabindex" | b"focusable"
        | b"media" | b"sizes" | b"loading" | b"decoding" | b"fetchpriority" | b"crossorigin"
        | b"integrity" | b"nonce" | b"referrerpolicy" | b"autocomplete" | b"placeholder"
        | b"maxlength" | b"action" | b"method" | b"for" | b"cellpadding" | b"cellspacing"
        | b"bgcolor" | b"valign" => true,
        _ => false,
    }
}

/// Tells whether an element is a block of its own wherever text is read: white space beside its tags
/// shows nothing. Every reader of text must know these.
pub(super) fn parts_texts(name: &[u8]) -> bool {
    // None of them has a longer name.
    let mut key = [0u8; 10];
    let Some(start) = key.get_mut(..name.len()) else { return false };
    start.copy_from_slice(name);
    start.make_ascii_lowercase();
    matches!(
        &key[..name.len()],
        b"div"
            | b"li"
            | b"p"
            | b"article"
            | b"blockquote"
            | b"dd"
            | b"dt"
            | b"figcaption"
            | b"footer"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"header"
            | b"ol"
            | b"section"
            | b"td"
            | b"th"
            | b"ul"
    )
}

/// Tells whether an element inside a drawing is nothing but a part of it.
pub(super) fn is_stroke(name: &[u8]) -> bool {
    const NAMES: [&[u8]; 16] = [
        b"path",
        b"g",
        b"use",
        b"circle",
        b"rect",
        b"polygon",
        b"polyline",
        b"line",
        b"ellipse",
        b"defs",
        b"symbol",
        b"clippath",
        b"mask",
        b"lineargradient",
        b"radialgradient",
        b"stop",
    ];
    NAMES.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Whether a `<link>` only says what a browser is to load.
#[derive(Default)]
pub(super) struct Link {
    loads: bool,
    states: bool,
}

impl Link {
    pub(super) fn see(&mut self, bytes: &[u8], attribute: &Attribute) {
        let name = &bytes[attribute.name.clone()];
        if name.eq_ignore_ascii_case(b"rel") {
            const LOADS: [&[u8]; 9] = [
                b"stylesheet",
                b"preload",
                b"prefetch",
                b"preconnect",
                b"dns-prefetch",
                b"modulepreload",
                b"icon",
                b"shortcut icon",
                b"apple-touch-icon",
            ];
            let value = &bytes[attribute.value.clone()];
            self.loads = LOADS.iter().any(|known| value.eq_ignore_ascii_case(known));
        }
        self.states |=
            name.eq_ignore_ascii_case(b"itemprop") || name.eq_ignore_ascii_case(b"property");
    }

    /// Tells whether nobody reads its attributes.
    pub(super) fn is_idle(&self) -> bool {
        self.loads && !self.states
    }
}

/// Tells whether nobody reads the attributes of this tag, because it is a script's.
pub(super) fn is_idle_script(tag: &[u8]) -> bool {
    tag.get(..6).is_some_and(|name| name.eq_ignore_ascii_case(b"script"))
        && !may_be_linked_data(tag)
}

/// Tells whether a script with these attributes may be JSON-LD; its sign may be escaped.
pub(super) fn may_be_linked_data(attributes: &[u8]) -> bool {
    attributes
        .windows(3)
        .any(|part| part.eq_ignore_ascii_case(b"ld+") || part.eq_ignore_ascii_case(b"ld&"))
}

#[cfg(test)]
mod tests {
    use super::super::tame;
    use crate::dom::{Content, flatten, parse};

    fn check(html: &str, expected: &str) {
        assert_eq!(tame(html, true).html, expected);
    }

    const CODE: &str = "if (a < b) { write('<p>no text</p>'); }";

    #[test]
    fn scripts_styles_and_comments_are_emptied() {
        check(
            &format!("<script async>{CODE}</script><p>a<!-- {CODE} -->b<STYLE>{CODE}</STYLE >c"),
            "<script></script><p>a<!---->b<STYLE></STYLE >c",
        );
        let tamed = format!("<script>{CODE}</script>x<script>short</script>");
        assert_eq!(tame(&tamed, true).scripts, [CODE, "short"]);
    }

    #[test]
    fn what_is_read_stays() {
        for html in [
            format!("<script type='application/ld+json'>{CODE}</script>"),
            format!("<script type='application/ld&#x2B;json'>{CODE}</script>"),
            format!("<noscript>{CODE}</noscript><textarea>{CODE}</textarea>"),
        ] {
            check(&html, &html);
        }
    }

    #[test]
    fn attributes_for_scripts_and_drawings_go() {
        check(
            "<p class='a' onclick=\"go('<p> x')\" id=b>x<path d='M 1 2 3'/><br data-x=1/>",
            "<p class='a'  id=b>x<path /><br >",
        );
        check(
            "<p data-x='{&quot;a&quot;: 1}'data-type=1 aria-label=a>",
            "<p data-type=1 aria-label=a>",
        );
        let kept = "<img data-src='https://pictures.example/1.jpg'><p/d=MM><p on=1 datetime=2>";
        check(kept, kept);
    }

    #[test]
    fn white_space_goes_where_blocks_part_texts_anyway() {
        check(
            "<div>\n <p>a</p>\n <p> b <b>c</b> <i>d</i>\n</p></div>",
            "<div><p>a</p><p> b <b>c</b> <i>d</i>\n</p></div>",
        );
        for html in [
            "<pre>\n<p>a</p>\n</pre>",
            "<span>a</span> <span>b</span>",
            "<tr> <tbody>",
            "<b><p>a</p> <p>b</p>",
            "<svg> <p/> </svg>",
            "a</div> <span>b</span>",
            "<span>a</span> </li>b",
        ] {
            check(html, html);
        }
        let html = "<p>a</p>\n<p>b</p>";
        assert_eq!(super::super::tame(html, false).html, html);
    }

    #[test]
    fn drawings_are_emptied_where_they_hold_nothing_else() {
        check("<a><svg class=x><g><path d='M 1'/></g>\n</svg>b</a>", "<a><svg class=x></svg>b</a>");
        for html in ["<svg><title>a</title></svg>", "<svg><g><svg></svg></g></svg>", "<svg><path/>"]
        {
            check(html, html);
        }
    }

    #[test]
    fn what_browsers_are_to_load_has_no_attributes() {
        check(
            "<link rel=stylesheet href=a.css><link rel=canonical href=/a><script src=b.js></script>",
            "<link><link rel=canonical href=/a><script></script>",
        );
        let kept = "<link rel=icon itemprop=image href=a.png>";
        check(kept, kept);
    }

    /// Text that looks like a script's and is none must not go.
    #[test]
    fn where_scripts_may_be_markup_nothing_is_left_out() {
        let visible = "<p>All of this is text that a reader sees, every single word of it.</p>";
        for html in [
            format!("<svg><style/></svg>{visible}<style></style>"),
            format!("<svg><![CDATA[<style>]]></svg>{visible}<style></style>"),
            format!("<plaintext><style>{visible}</style>"),
            format!("<script>{visible}"),
            format!("<? <style> ?>{visible}<style></style>"),
            format!("</ <style>{visible}<style></style>"),
            format!("<!--><p>a</p><!-- <style> -->{visible}<style></style>"),
            format!("<p a==\"<style>{visible}<p a=\"</style>\">"),
        ] {
            let count = |html: &str| {
                let tree = parse(html);
                let dom = flatten(&tree);
                let texts = dom.nodes.iter().filter(|node| {
                    matches!(node.content, Content::Text(text) if text.contains("every single"))
                });
                texts.count()
            };
            assert_eq!(count(&html), 1, "{html}");
            assert_eq!(count(&tame(&html, true).html), 1, "{html}");
        }
        let hidden = format!("<script><!-- <script></script> {CODE} --></script>{visible}");
        check(&hidden, &hidden);
    }

    proptest::proptest! {
        /// The tree is the same but for what nobody reads.
        #[test]
        fn the_tree_stays(
            html in "(<(/?(script|style|svg|p|b|title|plaintext|select|!--|!|[?])|a)( (d|onclick|class)=['\"]?[a-m ]{0,30}['\"]?)?/?>?|-->|[\"'=/ ]|text text text text text text){0,12}"
        ) {
            let shown = |html: &str| {
                let tree = parse(html);
                let dom = flatten(&tree);
                let mut shown = Vec::new();
                let mut skip = 0;
                for (at, node) in dom.nodes.iter().enumerate() {
                    match node.content {
                        _ if at < skip => {}
                        // White space beside blocks is nothing that anybody reads.
                        Content::Text(text) if text.trim().is_empty() => {}
                        Content::Text(text) => shown.push(text.trim().to_owned()),
                        Content::Element(element) => {
                            // What is to be loaded or run has no attributes that anybody reads.
                            let class = (element.name() != "script").then(|| element.attr("class"));
                            shown.push(format!("<{} {class:?}", element.name()));
                            if matches!(element.name(), "script" | "style" | "svg") {
                                skip = node.end;
                            }
                        }
                    }
                }
                shown
            };
            proptest::prop_assert_eq!(shown(&html), shown(&tame(&html, true).html));
        }
    }
}
