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
            "direct: Vous verrez bien la suite. — Roux (écrit)",
        ],
    );
}

#[test]
fn an_attribution_between_dashes_inside_the_marks() {
    check(
        "it",
        "«Il porto – spiegano gli autori sul loro sito – apre a maggio.»",
        &["direct: Il porto apre a maggio. — gli autori (spiegano)"],
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
fn an_open_mark_does_not_give_one_speakers_words_to_another() {
    let found = said(
        "en",
        "“We will open the port in May, said Anna Lind.\n\n“We will not open it before June,” said Paul Roux.",
    );
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[1].ends_with("— Paul Roux (said)"), "{found:?}");
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
    for (language, marks) in [
        ("fr", "\""),
        ("fr", "“"),
        ("fr", "«»"),
        ("en", "'"),
        ("de", "„“"),
        ("en", "‘ ’"),
        ("fr", "« "),
        ("fr", "a “b, said X. "),
        ("en", "“A b c d e,” said Anna Lind, "),
        ("en", "Anna Lind of the "),
        ("en", "said, (“"),
        ("ja", "「あ」と"),
        ("en", "“It is,”\n\n"),
    ] {
        let text = Text::new(marks.repeat(1_000_000 / marks.len()));
        let found = find_in(&text, language);
        assert!(found.iter().all(|quotation| quotation.span.end <= text.len()));
    }
}

/// The shapes of machine-translated French copy, in sentences of our own: marks without spaces, a
/// quotation never closed that another follows, `[sic]`, a space before the closing mark, documents
/// and groups as speakers.
#[test]
fn broken_french_copy() {
    check(
        "fr",
        "Le PDG de Marlin, Paul Roux, a déclaré dans un message publié mardi que le port pourrait rester fermé «pendant que nous refaisons tout à neuf». Roux a déclaré que l’entreprise y était prête, «en ne louant jamais les grues [sic] d’un autre port et en creusant seule. »",
        &[
            "partial: pendant que nous refaisons tout à neuf — Paul Roux (déclaré)",
            "partial: en ne louant jamais les grues [sic] d’un autre port et en creusant seule. — Paul Roux (déclaré)",
        ],
    );
    check(
        "fr",
        "Le maire, Paul Roux, a déclaré mardi que le port était prêt.\n\nIl a ajouté que «beaucoup» attendaient les affaires du port et a accusé la ville d’une attaque contre lui. «Nous avons ouvert trop tard, a écrit Roux. «Vous pouvez compter sur une longue guerre des prix, mais pas sur nous.»",
        &[
            "partial: beaucoup — Paul Roux (ajouté)",
            "direct: Nous avons ouvert trop tard… — Paul Roux (écrit)",
            "direct: Vous pouvez compter sur une longue guerre des prix, mais pas sur nous. — Paul Roux (écrit)",
        ],
    );
    check(
        "fr",
        "«Parce que le port ne peut pas tenir ses promesses et présente un risque pour la ville, nous allons fermer la porte nord dimanche à minuit», a écrit l’équipe de sécurité de la compagnie dans une lettre.",
        &[
            "direct: Parce que le port ne peut pas tenir ses promesses et présente un risque pour la ville, nous allons fermer la porte nord dimanche à minuit — l’équipe de sécurité de la compagnie (écrit)",
        ],
    );
    check(
        "fr",
        "Les employés du port pour la mer propre ont tweeté samedi que la compagnie devrait «refuser tous les navires sales jusqu’à ce que la rade soit propre».",
        &[
            "partial: refuser tous les navires sales jusqu’à ce que la rade soit propre — Les employés du port pour la mer propre (tweeté)",
        ],
    );
    check(
        "fr",
        "Vendredi, la ville a fermé le quai car il n’avait pas de garde contre le «bruit nocturne», selon un communiqué. «Nous savons que le bruit continue chaque nuit dans le port», indique le communiqué.",
        &[
            "partial: bruit nocturne — un communiqué (selon)",
            "direct: Nous savons que le bruit continue chaque nuit dans le port — le communiqué (indique)",
        ],
    );
    let said = said(
        "fr",
        "Les photos montrent des messages qui encouragent les «Marins» à revenir au port le 19 janvier avec des drapeaux.",
    );
    assert!(
        said[0].starts_with("term: Marins") || said[0].starts_with("scare: Marins"),
        "{said:?}"
    );
}

/// Both marks the same way, and the marks of another style at one end.
#[test]
fn german_marks_as_the_web_writes_them() {
    for copy in [
        "„Wir öffnen den Hafen im Mai“, sagte Anna Lind.",
        "“Wir öffnen den Hafen im Mai“, sagte Anna Lind.",
        "\"Wir öffnen den Hafen im Mai“, sagte Anna Lind.",
        "„Wir öffnen den Hafen im Mai\", sagte Anna Lind.",
        "»Wir öffnen den Hafen im Mai«, sagte Anna Lind.",
    ] {
        check("de", copy, &["direct: Wir öffnen den Hafen im Mai — Anna Lind (sagte)"]);
    }
}

#[test]
fn german_speakers() {
    check(
        "de",
        "„Der Hafen ist für den Winter bereit“, so die Ministerin.",
        &["direct: Der Hafen ist für den Winter bereit — die Ministerin (so)"],
    );
    check(
        "de",
        "„Wir haben lange auf diesen Tag gewartet“, erklärte Paul Rot, der Sprecher von Marlin, am Montag.",
        &["direct: Wir haben lange auf diesen Tag gewartet — Paul Rot (erklärte)"],
    );
    check(
        "de",
        "Anna Lind leitet den Hafen seit Jahren. „Wir öffnen die Tore im Mai“, sagte sie der Zeitung.",
        &["direct: Wir öffnen die Tore im Mai — Anna Lind (sagte)"],
    );
}

#[test]
fn names_are_not_cut() {
    for (copy, name) in [
        ("“The port will open again in May,” said Mary-Jane O’Neil.", "Mary-Jane O’Neil"),
        ("“The port will open again in May,” said Johnson & Johnson.", "Johnson & Johnson"),
        ("“The port will open again in May,” said Paul R. Lind.", "Paul R. Lind"),
        ("“The port will open again in May,” said Rep. Ann Poe (D-Hull).", "Ann Poe"),
    ] {
        let text = Text::new(copy);
        let found = find_in(&text, "en");
        let speaker = found[0].speaker.as_ref().unwrap();
        assert_eq!(speaker.name, name);
        assert!(text.slice(speaker.mention.unwrap()).contains(name.rsplit(' ').next().unwrap()));
    }
}

#[test]
fn a_pronoun_is_who_fits() {
    let text = "Mr. Paul Roux and Mrs. Anna Lind run the port. “The north side is ready,” said Mrs. Lind.\n\n“The south side is not,” said Mr. Roux.\n\n“It will be ready soon,” she said.";
    assert_eq!(
        said("en", text).last().unwrap(),
        "direct: It will be ready soon, — Anna Lind (said)"
    );
}

#[test]
fn a_description_is_who_was_so_described() {
    let text = "The mayor, Anna Lind, opened the port on Monday. Many came.\n\n“It was a long time in the making,” the mayor said.";
    assert_eq!(said("en", text), ["direct: It was a long time in the making, — Anna Lind (said)"]);
}

#[test]
fn more_languages() {
    for (language, copy, expected) in [
        (
            "es",
            "«El puerto abre en mayo», aseguró la ministra Ana Ruiz.",
            "direct: El puerto abre en mayo — Ana Ruiz (aseguró)",
        ),
        (
            "es",
            "Según Ana Ruiz, el plan es «una vergüenza para todos».",
            "partial: una vergüenza para todos — Ana Ruiz (Según)",
        ),
        (
            "it",
            "«Il porto apre a maggio e noi siamo pronti», ha spiegato il sindaco Paolo Rossi.",
            "direct: Il porto apre a maggio e noi siamo pronti — Paolo Rossi (ha spiegato)",
        ),
        (
            "pt",
            "“O porto abre em maio e estamos prontos”, afirmou Ana Lima.",
            "direct: O porto abre em maio e estamos prontos — Ana Lima (afirmou)",
        ),
        (
            "nl",
            "“De haven gaat in mei weer open”, zei burgemeester Anna Lind.",
            "direct: De haven gaat in mei weer open — Anna Lind (zei)",
        ),
        (
            "sv",
            "”Hamnen öppnar i maj igen”, säger Anna Lind.",
            "direct: Hamnen öppnar i maj igen — Anna Lind (säger)",
        ),
        (
            "ru",
            "«Порт откроется в мае, и мы готовы», — сказала Анна Линд.",
            "direct: Порт откроется в мае, и мы готовы — Анна Линд (сказала)",
        ),
        (
            "pl",
            "„Port zostanie otwarty w maju”, powiedziała Anna Lind.",
            "direct: Port zostanie otwarty w maju — Anna Lind (powiedziała)",
        ),
        (
            "da",
            "»Havnen åbner igen i maj«, siger Anna Lind.",
            "direct: Havnen åbner igen i maj — Anna Lind (siger)",
        ),
        (
            "nb",
            "«Havnen åpner igjen i mai», sier Anna Lind.",
            "direct: Havnen åpner igjen i mai — Anna Lind (sier)",
        ),
        (
            "fi",
            "”Satama avataan taas toukokuussa”, sanoo Anna Lind.",
            "direct: Satama avataan taas toukokuussa — Anna Lind (sanoo)",
        ),
        (
            "cs",
            "„Přístav se otevře v květnu,“ řekla Anna Lindová.",
            "direct: Přístav se otevře v květnu, — Anna Lindová (řekla)",
        ),
        (
            "uk",
            "«Порт відкриється у травні», – сказала Анна Лінд.",
            "direct: Порт відкриється у травні — Анна Лінд (сказала)",
        ),
        // Greek names have an article, which is no part of them: today's wrong answer.
        (
            "el",
            "«Το λιμάνι θα ανοίξει τον Μάιο», δήλωσε η Άννα Λιντ.",
            "direct: Το λιμάνι θα ανοίξει τον Μάιο — η Άννα Λιντ (δήλωσε)",
        ),
    ] {
        check(language, copy, &[expected]);
    }
}

#[test]
fn a_paragraph_that_ends_with_a_colon_announces_who_speaks() {
    let text = "On the quay on Monday, Anna Lind told the reporters:\n\n“The port will open again in May, whatever the weather.”";
    let said = said("en", text);
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("— Anna Lind"), "{said:?}");
}

#[test]
fn a_pull_quote_is_not_counted_twice() {
    let text = Text::new(
        "“The port will open again in May, and we are all ready for it,” said Anna Lind.\n\nShe has waited long for it.\n\n“The port will open again in May”\n\nNobody else was there.",
    );
    let found = find_in(&text, "en");
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].repeats, None);
    assert_eq!(found[1].repeats, Some(found[0].span));
    assert_eq!(found[1].speaker.as_ref().unwrap().name, "Anna Lind");
}

#[test]
fn the_headline_is_linked_to_the_quotation() {
    let text = Text::new(
        "Nobody knew. “The port will open again in May,” said Anna Lind. “We wait,” said Paul Roux.",
    );
    let words = Words::of(text.as_str());
    let blocks = [Quotable { kind: BlockKind::Paragraph, start: 0, words: &words }];
    let found = find_quotations(&text, &blocks, "Port ‘will open again’, says Lind", Some("en"));
    let linked: Vec<bool> = found.iter().map(|quotation| quotation.in_headline).collect();
    assert_eq!(linked, [true, false]);
}

#[test]
fn the_source_of_a_blockquote_is_no_part_of_it() {
    for (block, words, name) in [
        (
            "“We shall see what comes.”\nAnna Lind, mayor of Hull",
            "We shall see what comes.",
            "Anna Lind",
        ),
        ("“We shall see what comes.” — Anna Lind", "We shall see what comes.", "Anna Lind"),
        ("We shall see what comes.\n– Paul Roux", "We shall see what comes.", "Paul Roux"),
    ] {
        let text = Text::new(block);
        let read = Words::of(text.as_str());
        let block = Quotable { kind: BlockKind::Blockquote, start: 0, words: &read };
        let found = find_quotations(&text, &[block], "", Some("en"));
        assert_eq!(found[0].content, words);
        assert_eq!(found[0].speaker.as_ref().unwrap().name, name);
    }
}

#[test]
fn the_built_in_model_fits() {
    let model = model::QuoteModel::built_in();
    for forest in [&model.kind, &model.speaker, &model.cue] {
        assert!(!forest.trees.is_empty());
    }
    let again = model::QuoteModel::from_text(&model.to_text()).unwrap();
    assert_eq!(again.speaker.trees, model.speaker.trees);
    assert!(model::QuoteModel::from_text("palimpsest quotation model 1\nkind 0 words").is_none());
}

/// Marks never closed, opened twice, nested, and around `[sic]` and `[…]`.
#[test]
fn broken_and_nested_english_copy() {
    for (copy, expected) in [
        (
            "“The harbour is not closed, said Anna Lind.",
            "direct: The harbour is not closed… — Anna Lind (said)",
        ),
        (
            "““We will open the gates in May,” said Anna Lind.",
            "direct: We will open the gates in May, — Anna Lind (said)",
        ),
        (
            "“They called the port ‘a great shame’ again and left,” said Anna Lind.",
            "direct: They called the port ‘a great shame’ again and left, — Anna Lind (said)",
        ),
        (
            "“We was [sic] told to wait here […] until May,” said Anna Lind.",
            "direct: We was [sic] told to wait here […] until May, — Anna Lind (said)",
        ),
    ] {
        check("en", copy, &[expected]);
    }
}

#[test]
fn a_straight_mark_that_opens_each_paragraph_is_one_quotation() {
    let text = "The paper reports:\n\n\"First the north side opens, and the ships come in.\n\n\"Then the south side opens.\"";
    let found = said("en", text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("the ships come in. Then the south side"), "{found:?}");
}

#[test]
fn an_attribution_right_behind_the_marks_is_theirs() {
    check(
        "fr",
        "Le préfet Paul Roux doit exposer vendredi devant la presse « le plan du port », a indiqué un bref avis de la mairie.",
        &["partial: le plan du port — un bref avis de la mairie (indiqué)"],
    );
}

#[test]
fn a_lost_space_ends_the_sentence_all_the_same() {
    let found = said(
        "fr",
        "« Le port est prêt pour les navires », dit-il.« Nous ouvrons toutes les portes en mai », assure Anne Lind.",
    );
    assert!(found[1].ends_with("— Anne Lind (assure)"), "{found:?}");
}

#[test]
fn a_name_keeps_its_numbers() {
    let found = said("fr", "« Le port rouvre en mai », a déclaré le président de l’U2P.");
    assert!(found[0].ends_with("le président de l’U2P (déclaré)"), "{found:?}");
}

#[test]
fn what_belongs_to_a_channel_is_a_title() {
    let found =
        said("en", "“We are ready for it,” Lind said on Channel 4’s “Morning News.” She left.");
    assert!(found.last().unwrap().starts_with("term: Morning News."), "{found:?}");
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
