//! Cases of notes and of what only looks like one.

use super::*;
use proptest::prelude::*;

pub(super) fn context(language: &str) -> NoteContext<'_> {
    NoteContext {
        language: Some(language),
        published: "2021-01-09T10:00:00-05:00".parse().ok(),
        modified: None,
        captured_at: "2026-11-20T00:00:00Z".parse().ok(),
        publisher: None,
        text: "",
    }
}

pub(super) fn notes_in(paragraphs: &[&str], context: &NoteContext) -> Vec<FoundNote> {
    let words: Vec<Words> = paragraphs.iter().map(|text| Words::of(text)).collect();
    let lines: Vec<Line> =
        words.iter().map(|words| Line { words, standing: Standing::Text }).collect();
    find_notes(&lines, context)
}

/// The notes of a line between headline and text.
fn byline(language: &str, line: &str) -> Option<FoundNote> {
    let words = Words::of(line);
    let line = Line { words: &words, standing: Standing::Byline };
    find_notes(&[line], &context(language)).pop()
}

fn only(language: &str, paragraph: &str) -> FoundNote {
    let mut notes = notes_in(&["The harbour was closed on Monday.", paragraph], &context(language));
    assert_eq!(notes.len(), 1, "{paragraph}");
    let note = notes.remove(0);
    assert_eq!(note.paragraphs, 1..2);
    note
}

fn value(note: &FoundNote) -> Option<String> {
    Some(note.timestamp.as_ref()?.value?.to_string())
}

#[test]
fn label_timestamp_and_body() {
    let note = only("en", "Update Jan. 9, 2021, 9:40 p.m. ET: Adds a statement by the port.");
    assert_eq!(note.kind, UpdateNoteKind::Update);
    assert_eq!(note.label.as_deref(), Some("Update"));
    assert_eq!(note.body, "Adds a statement by the port.");
    assert_eq!(value(&note).as_deref(), Some("2021-01-09T21:40:00-05:00"));

    let note = only("fr", "Mise à jour le 9 janvier, 21 h 40 HE: Ajoute la réponse du port");
    assert_eq!(note.label.as_deref(), Some("Mise à jour"));
    assert_eq!(note.body, "Ajoute la réponse du port");
    assert_eq!(value(&note).as_deref(), Some("2021-01-09T21:40:00-05:00"));

    let note = only(
        "de",
        "Korrektur vom 10. Januar 2021, 9 Uhr: Der Hafen ist älter als zunächst angegeben.",
    );
    assert_eq!(note.kind, UpdateNoteKind::Correction);
    assert_eq!(value(&note).as_deref(), Some("2021-01-10T09:00:00-05:00"));
}

#[test]
fn a_zone_nobody_knows_is_not_replaced_by_another() {
    let note = only("fr", "Mise à jour le 9 janvier 2021, 21 h 40 HNXZ: Ajoute la réponse");
    assert_eq!(note.body, "Ajoute la réponse");
    assert_eq!(value(&note).as_deref(), Some("2021-01-09T21:40:00"));
}

#[test]
fn stacked_notes_are_apart() {
    let paragraphs = [
        "Le port rouvre.",
        "Mise à jour le 9 janvier, 21 h 40 HE: Ajoute la réponse du port",
        "Mise à jour le 9 janvier, 22 h 02 HE: Ajoute celle de la ville",
    ];
    let notes = notes_in(&paragraphs, &context("fr"));
    let places: Vec<_> = notes.iter().map(|note| note.paragraphs.clone()).collect();
    assert_eq!(places, [1..2, 2..3]);
}

#[test]
fn a_label_without_a_time() {
    let note = only("en", "Correction: The harbour has four cranes, not five.");
    assert_eq!((note.kind, note.timestamp), (UpdateNoteKind::Correction, None));
    assert_eq!(
        only("en", "Editor’s note: The author owns a boat.").kind,
        UpdateNoteKind::EditorsNote
    );
    assert_eq!(
        only("pt", "(Correção: o porto tem quatro guindastes)").body,
        "o porto tem quatro guindastes"
    );
    assert_eq!(only("it", "Rettifica: il porto ha quattro gru.").kind, UpdateNoteKind::Correction);
}

#[test]
fn a_sentence_of_the_page_about_itself() {
    let note =
        only("en", "This article was amended on 12 March 2024 to correct the harbour’s age.");
    assert_eq!((note.kind, note.label.clone()), (UpdateNoteKind::Correction, None));
    assert_eq!(value(&note).as_deref(), Some("2024-03-12"));
    let note = only("en", "An earlier version of this article misstated the number of cranes.");
    assert_eq!(note.kind, UpdateNoteKind::Correction);
    assert_eq!(
        only("en", "This story has been updated with a comment by the mayor.").kind,
        UpdateNoteKind::Update
    );
    let note = only(
        "fr",
        "Une version précédente de cet article indiquait par erreur que le port est fermé.",
    );
    assert_eq!(note.kind, UpdateNoteKind::Correction);
}

#[test]
fn heading_and_paragraph() {
    let paragraphs = [
        "The port opens.",
        "Correction",
        "An earlier version of this story misspelled the mayor’s name.",
    ];
    let notes = notes_in(&paragraphs, &context("en"));
    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0].paragraphs, 1..3);
    assert_eq!(notes[0].kind, UpdateNoteKind::Correction);
}

#[test]
fn part_of_a_paragraph() {
    let paragraph = "Der Hafen öffnet. (Korrektur: Er öffnet erst im Mai.) Das sagte der Meister.";
    let note = only("de", paragraph);
    let within = note.within.unwrap();
    let words: String = paragraph.chars().skip(within.start).take(within.len()).collect();
    assert_eq!(words, "(Korrektur: Er öffnet erst im Mai.)");
    assert_eq!(note.body, "Er öffnet erst im Mai.");

    let paragraph =
        "The port opens, he said. An earlier version of this article misstated his age.";
    let note = only("en", paragraph);
    let within = note.within.unwrap();
    assert_eq!(paragraph.chars().skip(within.start).count(), within.len());
    assert!(note.body.starts_with("An earlier version"));
}

#[test]
fn datelines_have_no_body() {
    for (language, line, expected) in [
        ("en", "Updated 9 Jan 2021 21:40", "2021-01-09T21:40:00-05:00"),
        ("de", "Aktualisiert am 05.02.2026 – 17:40 Uhr", "2026-02-05T17:40:00"),
        ("fr", "Mis à jour le 06 mai 2019 à 08h05", "2019-05-06T08:05:00"),
        ("it", "Aggiornato alle 18:05 - 20 febbraio", "2021-02-20T18:05:00-05:00"),
        ("ja", "最終更新日：2020年6月4日", "2020-06-04"),
        ("en", "UPDATED 15:20 EST / DECEMBER 3 2025", "2025-12-03T15:20:00-05:00"),
        ("en", "Updated: 8.35pm", "2021-01-09T20:35:00-05:00"),
    ] {
        let note = only(language, line);
        assert_eq!((note.kind, note.body.as_str()), (UpdateNoteKind::Dateline, ""), "{line}");
        assert_eq!(value(&note).as_deref(), Some(expected), "{line}");
    }
}

#[test]
fn a_dateline_inside_a_line_of_the_byline() {
    for (language, line, words, expected) in [
        (
            "fr",
            "Publié le 07 mai 2021 à 13h59 - Mis à jour le 08 mai 2021 à 09h03",
            "Mis à jour le 08 mai 2021 à 09h03",
            "2021-05-08T09:03:00",
        ),
        (
            "sv",
            "Publicerad 9 jan 2021 kl 10.23Uppdaterad kl 12.17",
            "Uppdaterad kl 12.17",
            "2021-01-09T12:17:00-05:00",
        ),
        (
            "de",
            "Von Ann Poe | Oct 24, 2020 | Zuletzt geändert: Nov 7, 2020, 8:54 AM GMT+1",
            "Zuletzt geändert: Nov 7, 2020, 8:54 AM GMT+1",
            "2020-11-07T08:54:00+01:00",
        ),
        (
            "en",
            "By Ann Poe – Updated Jan 9, 2021 at 1:00 PM EST | Fact-checked by Bo Lind",
            "Updated Jan 9, 2021 at 1:00 PM EST",
            "2021-01-09T13:00:00-05:00",
        ),
        (
            "en",
            "January 9, 2021 1:55 am(Updated 4:30 am)",
            "Updated 4:30 am",
            "2021-01-09T04:30:00-05:00",
        ),
        (
            "en",
            "Jan. 9, 2021, 12:44 PM UTC / Updated Jan. 10, 2021, 1:00 PM UTC",
            "Updated Jan. 10, 2021, 1:00 PM UTC",
            "2021-01-10T13:00:00+00:00",
        ),
        (
            "de",
            "Aktualisiert am 07.01.2021 - 18:50 UhrLesedauer: 4 Min.",
            "Aktualisiert am 07.01.2021 - 18:50",
            "2021-01-07T18:50:00-05:00",
        ),
        (
            "en",
            "Published on 9 January 2021 - 13:55 GMT+1 •Updated 14:20",
            "Updated 14:20",
            "2021-01-09T14:20:00+01:00",
        ),
    ] {
        let note = byline(language, line).unwrap_or_else(|| panic!("{line}"));
        assert_eq!(note.kind, UpdateNoteKind::Dateline, "{line}");
        assert_eq!(value(&note).as_deref(), Some(expected), "{line}");
        let within = note.within.unwrap();
        let found: String = line.chars().skip(within.start).take(within.len()).collect();
        assert_eq!(found, words);
    }
}

#[test]
fn look_alikes_are_no_notes() {
    let lines = [
        "UPDATE: Port workers walk out",
        "[UPDATED] Harbour to close on Friday",
        "Everything we know about the harbour [UPDATE]",
        "Update your browser to play the video.",
        "Update required: to play the media you will need to update your browser.",
        "Corrections: If you are aware of an error, please contact us.",
        "Correction officers at the prison said they were tired.",
        "The newspaper printed a correction on Monday, and the mayor thanked it.",
        "A correction was later added to the story: “An earlier version of this article misstated the age of the bridge.”",
        "edited Mar 3, 2012 at 20:15",
        "Terms of use (updated 1/1/20) and privacy policy (updated 1/1/20) apply.",
        "Updates & more",
        "For the record",
        "The software was updated on 9 January 2021 to fix a bug.",
        "First published: 9 January 2021, 08:38 AM",
        "This article was originally published by the harbour and is republished here with permission.",
        "Hinweis: Bitte alle Felder mit Stern ausfüllen.",
        "This list is updated quarterly.",
        "After this story was published, the mayor tweeted that she had updated the rules.",
        "The story doesn’t end there: the council amended its plan and the port was corrected.",
        "This article includes affiliate links.",
        "This article explains the errors that the council made when it closed the port.",
        "The original version of the bill was amended in March.",
        "A previous version of the app was updated to fix a bug.",
        "modified: src/harbour.rs",
        "Note: Prices have likely changed since our trip.",
        "This guide was written and fact-checked and edited by Ann Poe.",
        "Update 2.1 adds a new harbour to the game.",
        "Version 3.2 was updated on 9 January 2021.",
    ];
    let hits: Vec<&str> =
        lines.into_iter().filter(|line| !notes_in(&[line], &context("en")).is_empty()).collect();
    assert_eq!(hits, [""; 0]);
}

#[test]
fn every_label_of_every_language_makes_a_note() {
    for (code, lexicon) in lexicon::all() {
        let words = &lexicon.notes;
        let lists = [
            &words.update,
            &words.correction,
            &words.clarification,
            &words.editors_note,
            &words.retraction,
        ];
        for label in lists.into_iter().flatten() {
            let note = format!("{label} 2021-01-09 21:40: Foo bar baz.");
            let notes = notes_in(&[&note], &context(code));
            assert_eq!(notes.len(), 1, "{code}: {note}");
            assert_eq!(
                value(&notes[0]).as_deref(),
                Some("2021-01-09T21:40:00-05:00"),
                "{code}: {note}"
            );
        }
        for label in &words.dateline {
            let line = format!("{label} 2021-01-09 21:40");
            let notes = notes_in(&[&line], &context(code));
            assert_eq!(notes.len(), 1, "{code}: {line}");
            assert_eq!(notes[0].kind, UpdateNoteKind::Dateline, "{code}: {line}");
        }
    }
}

proptest! {
    #[test]
    fn notes_lie_inside_their_paragraph(paragraphs in proptest::collection::vec(
        "(Update|Correction|Mise à jour|This article|was updated|An earlier version|\\(|\\)|\\[|\\]|: |, |\\. | |9 janvier|21 h 40|2021|é|「|\\*){0,12}", 0..5)) {
        let borrowed: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
        let mut end = 0;
        for note in notes_in(&borrowed, &context("fr")) {
            prop_assert!(note.paragraphs.start >= end || note.within.is_some());
            prop_assert!(note.paragraphs.end <= paragraphs.len() && !note.paragraphs.is_empty());
            end = note.paragraphs.end;
            if let Some(within) = note.within {
                prop_assert!(within.end <= paragraphs[note.paragraphs.start].chars().count());
                prop_assert!(!within.is_empty());
            }
        }
    }

    #[test]
    fn what_is_not_looked_at_is_no_note(
        paragraphs in proptest::collection::vec(
            "(Update|updated|Mise à jour|This article|the story|was amended|On|An earlier version|fixed|misstated|Stand|\\(|\\)|: |, |\\. | |9 janvier 2021|12:25 UTC|2021-01-09|bridge){0,14}", 0..4),
        language in prop_oneof![Just("fr"), Just("en"), Just("de")],
        standing in prop_oneof![Just(Standing::Text), Just(Standing::Heading), Just(Standing::Byline)],
    ) {
        let words: Vec<Words> = paragraphs.iter().map(|text| Words::of(text)).collect();
        let lines: Vec<Line> = words.iter().map(|words| Line { words, standing }).collect();
        let told = |notes: Vec<FoundNote>| -> Vec<String> {
            notes.iter().map(|note| format!("{note:?}")).collect()
        };
        let all = told(find_notes_where(&lines, &context(language), |_| true));
        prop_assert_eq!(told(find_notes(&lines, &context(language))), all);
    }
}
