//! Cases of quotations, their speakers and cues.

use super::*;
use proptest::prelude::*;

/// Finds the quotations of a text whose paragraphs are parted by blank lines.
fn find_in(text: &Text, language: &str) -> Vec<Quotation> {
    let whole = text.as_str();
    let words: Vec<Words> = whole.split("\n\n").map(Words::of).collect();
    let start = |words: &Words| words.text.as_ptr() as usize - whole.as_ptr() as usize;
    let blocks: Vec<Quotable> = words
        .iter()
        .map(|words| Quotable { kind: BlockKind::Paragraph, start: start(words), words })
        .collect();
    find_quotations(text, &blocks, "", Some(language))
}

/// Says each quotation as `kind: content — speaker (cue)`.
fn said(language: &str, text: &str) -> Vec<String> {
    let text = Text::new(text);
    find_in(&text, language)
        .iter()
        .map(|quotation| {
            for &piece in &quotation.pieces {
                assert!(text.get(piece).is_some_and(|words| quotation.content.contains(words)));
            }
            let speaker = quotation.speaker.as_ref().map_or("?", |speaker| speaker.name.as_str());
            let cue = quotation.cue.as_ref().map_or("", |cue| cue.verb.as_str());
            let kind = format!("{:?}", quotation.kind).to_lowercase();
            let open = if quotation.closed { "" } else { "…" };
            format!("{kind}: {}{open} — {speaker} ({cue})", quotation.content)
        })
        .collect()
}

fn check(language: &str, text: &str, expected: &[&str]) {
    assert_eq!(said(language, text), expected, "{text}");
}

#[test]
fn english() {
    check(
        "en",
        "“The port will open in May,” said Anna Lind.",
        &["direct: The port will open in May, — Anna Lind (said)"],
    );
    check(
        "en",
        "The mayor, Anna Lind, said: “We are ready for it.”",
        &["direct: We are ready for it. — Anna Lind (said)"],
    );
    check(
        "en",
        "Lind said the plan was “a great pity” for the town.",
        &["partial: a great pity — Lind (said)"],
    );
    check(
        "en",
        "“We waited,” Lind said, “and nobody came.”",
        &["direct: We waited, and nobody came. — Lind (said)"],
    );
    check(
        "en",
        "According to the council, the bridge is “safe for now”.",
        &["partial: safe for now — the council (According to)"],
    );
    check("en", "They saw the film “Harbour Lights” twice.", &["term: Harbour Lights — ? ()"]);
    check("en", "The so-called “experts” left.", &["term: experts — ? ()"]);
}

#[test]
fn french() {
    check(
        "fr",
        "«Le port rouvre en mai», a déclaré Anne Lind.",
        &["direct: Le port rouvre en mai — Anne Lind (déclaré)"],
    );
    check(
        "fr",
        "Le maire, Paul Roux, a déclaré que c’était « une vraie honte ».",
        &["partial: une vraie honte — Paul Roux (déclaré)"],
    );
    check(
        "fr",
        "« C’est fini, espère un député, et nous partons. »",
        &["direct: C’est fini et nous partons. — un député (espère)"],
    );
    check(
        "fr",
        "« On verra bien demain », soupire-t-elle.",
        &["direct: On verra bien demain — elle (soupire)"],
    );
    check(
        "fr",
        "«Nous avons ouvert bien tard, a écrit Roux. «Vous verrez bien la suite.»",
        &[
            "direct: Nous avons ouvert bien tard… — Roux (écrit)",
            "direct: Vous verrez bien la suite. — Roux ()",
        ],
    );
}

#[test]
fn german_spanish_italian() {
    check(
        "de",
        "„Der Hafen öffnet im Mai“, sagte Anna Lind am Montag.",
        &["direct: Der Hafen öffnet im Mai — Anna Lind (sagte)"],
    );
    check(
        "de",
        "Am Montag sagte die Ministerin: „Wir sind bereit.“",
        &["direct: Wir sind bereit. — die Ministerin (sagte)"],
    );
    check(
        "es",
        "«El puerto abre en mayo», dijo Ana Ruiz.",
        &["direct: El puerto abre en mayo — Ana Ruiz (dijo)"],
    );
    check(
        "it",
        "«Il porto apre a maggio», ha detto Anna Rossi.",
        &["direct: Il porto apre a maggio — Anna Rossi (ha detto)"],
    );
}

#[test]
fn pronouns_and_surnames_become_names() {
    let text =
        "Anna Lind runs the port. “It opens in May,” said Lind.\n\n“It will be loud,” she said.";
    check(
        "en",
        text,
        &[
            "direct: It opens in May, — Anna Lind (said)",
            "direct: It will be loud, — Anna Lind (said)",
        ],
    );
}

#[test]
fn a_speech_over_several_paragraphs_is_one() {
    let text = "“We will open the port,” said Lind.\n\n“First the north side opens.\n\n“Then the south side opens.”";
    let found = said("en", text);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[1].starts_with("direct: First the north side opens. Then the south side opens."));
}

#[test]
fn a_blockquote_is_a_quotation() {
    let text = Text::new("We shall see what comes.\n— Anna Lind");
    let words = Words::of(text.as_str());
    let block = Quotable { kind: BlockKind::Blockquote, start: 0, words: &words };
    let found = find_quotations(&text, &[block], "", Some("en"));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].kind, QuotationKind::Block);
    assert_eq!(found[0].content, "We shall see what comes.");
    assert_eq!(found[0].speaker.as_ref().map(|speaker| speaker.name.as_str()), Some("Anna Lind"));
}

#[test]
fn every_pair_of_marks_of_every_language_quotes() {
    for (code, lexicon) in lexicon::all() {
        for [open, close] in &lexicon.quotation.marks {
            let text = Text::new(format!("xx {open}aa bb cc dd ee ff gg.{close} xx"));
            let found = find_in(&text, code);
            assert_eq!(found.len(), 1, "{code}: {open}{close}");
            assert_eq!(found[0].content, "aa bb cc dd ee ff gg.", "{code}: {open}{close}");
        }
    }
}

#[test]
fn a_megabyte_of_marks_is_no_trouble() {
    for marks in ["\"", "“", "«»", "'", "„“", "‘ ’", "« ", "a “b, said X. "] {
        let text = Text::new(marks.repeat(1_000_000 / marks.len()));
        let found = find_in(&text, "fr");
        assert!(found.iter().all(|quotation| quotation.span.end <= text.len()));
    }
}

proptest! {
    #[test]
    fn spans_lie_inside_and_pieces_are_ordered(string in "(“|”|«|»|„|\"|'|’|‘|said|a écrit|Lind|She|, |\\. |: | |\n\n|é|👩|word|「|」){0,60}", language in "(en|fr|de|sv|ja|xx)") {
        let text = Text::new(string);
        let mut last = 0;
        for quotation in find_in(&text, &language) {
            prop_assert!(quotation.span.start >= last && quotation.span.end <= text.len());
            prop_assert!(!quotation.pieces.is_empty());
            let mut end = quotation.span.start;
            for piece in &quotation.pieces {
                prop_assert!(piece.start >= end && !piece.is_empty());
                prop_assert!(quotation.span.contains(*piece));
                end = piece.end;
            }
            last = quotation.span.end;
            for span in [quotation.speaker.and_then(|s| s.mention), quotation.cue.map(|c| c.span)].into_iter().flatten() {
                prop_assert!(text.get(span).is_some());
                prop_assert!(!quotation.pieces.iter().any(|piece| piece.overlaps(span)));
            }
            prop_assert!((0.0..=1.0).contains(&quotation.confidence));
        }
    }
}

#[test]
fn a_block_is_quoted_without_the_marks_around_it() {
    assert_eq!(&"“All of it.”"[block_quotation::without_marks("“All of it.”")], "All of it.");
    assert_eq!(&"« Tout. »"[block_quotation::without_marks("« Tout. »")], "Tout.");
    let mixed = "“One,” he said, “two.”";
    assert_eq!(block_quotation::without_marks(mixed), 0..mixed.len());
    assert_eq!(block_quotation::without_marks("“”"), 0.."“”".len());
    assert_eq!(block_quotation::without_marks("“"), 0.."“".len());
}
