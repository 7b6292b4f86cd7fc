//! Tells what a text is written in, from its words and from what the page declares. It must not
//! know the page's markup.

use palimpsest_article::Language;
use whatlang::Lang;

/// Below this many letters the words alone tell little, and the page's declaration is believed.
const SHORT: usize = 80;

/// Enough of a text to tell its language, in code points; the rest would only cost time.
const SAMPLE: usize = 20_000;

/// Tells the language of a text. A declared language (BCP 47) is believed where detection is
/// unreliable or the text is short; both are kept.
pub(crate) fn detect(text: &str, declared: Option<&str>) -> Language {
    let declared = declared.map(str::trim).filter(|tag| !tag.is_empty());
    let end = text.char_indices().nth(SAMPLE).map_or(text.len(), |(byte, _)| byte);
    let sample = &text[..end];
    let letters = sample.chars().filter(|character| character.is_alphabetic()).take(SHORT).count();
    let found = whatlang::detect(sample);
    let declared_code = declared.and_then(code_of_tag);
    let (code, confidence) = match (found, declared_code) {
        (Some(found), declared_code) if letters >= SHORT && found.is_reliable() => {
            let detected = code_of(found.lang());
            // Near languages are told apart badly; the page knows better which of them it is.
            match declared_code {
                Some(declared) if are_near(&declared, detected) => (Some(declared), 1.0),
                _ => (Some(detected.to_owned()), found.confidence()),
            }
        }
        (Some(found), Some(declared)) => {
            let agrees = code_of(found.lang()) == declared;
            (Some(declared), if agrees { 1.0 } else { 0.5 })
        }
        (None, Some(declared)) => (Some(declared), 0.5),
        (Some(found), None) if letters > 0 => {
            (Some(code_of(found.lang()).to_owned()), found.confidence())
        }
        _ => (None, 0.0),
    };
    #[expect(clippy::cast_possible_truncation, reason = "a confidence needs no more than an f32")]
    let confidence = f64::clamp(confidence, 0.0, 1.0) as f32;
    Language { code, confidence, declared: declared.map(str::to_owned) }
}

/// Returns the primary language of a BCP 47 tag where it is well-formed: `pt-BR` is `pt`.
fn code_of_tag(tag: &str) -> Option<String> {
    let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
    let is_code =
        matches!(primary.len(), 2 | 3) && primary.bytes().all(|byte| byte.is_ascii_lowercase());
    match primary.as_str() {
        "und" | "mul" | "zxx" | "xx" => None,
        "no" => Some("nb".to_owned()),
        "iw" => Some("he".to_owned()),
        "in" => Some("id".to_owned()),
        _ => is_code.then_some(primary),
    }
}

fn are_near(one: &str, other: &str) -> bool {
    const NEAR: [&[&str]; 7] = [
        &["nb", "nn", "da"],
        &["es", "gl", "ca"],
        &["pt", "gl"],
        &["hr", "sr", "bs"],
        &["cs", "sk"],
        &["id", "ms", "jv"],
        &["ru", "uk", "be", "bg", "mk", "sr"],
    ];
    NEAR.iter().any(|group| group.contains(&one) && group.contains(&other))
}

/// ISO 639-1 where there is a code, else ISO 639-3.
fn code_of(language: Lang) -> &'static str {
    match language {
        Lang::Afr => "af",
        Lang::Aka => "ak",
        Lang::Amh => "am",
        Lang::Ara => "ar",
        Lang::Aze => "az",
        Lang::Bel => "be",
        Lang::Ben => "bn",
        Lang::Bul => "bg",
        Lang::Cat => "ca",
        Lang::Ces => "cs",
        Lang::Cmn => "zh",
        Lang::Dan => "da",
        Lang::Deu => "de",
        Lang::Ell => "el",
        Lang::Eng => "en",
        Lang::Epo => "eo",
        Lang::Est => "et",
        Lang::Fin => "fi",
        Lang::Fra => "fr",
        Lang::Guj => "gu",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Hrv => "hr",
        Lang::Hun => "hu",
        Lang::Hye => "hy",
        Lang::Ind => "id",
        Lang::Ita => "it",
        Lang::Jav => "jv",
        Lang::Jpn => "ja",
        Lang::Kan => "kn",
        Lang::Kat => "ka",
        Lang::Khm => "km",
        Lang::Kor => "ko",
        Lang::Lat => "la",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Mal => "ml",
        Lang::Mar => "mr",
        Lang::Mkd => "mk",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Nld => "nl",
        Lang::Nob => "nb",
        Lang::Ori => "or",
        Lang::Pan => "pa",
        Lang::Pes => "fa",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Ron => "ro",
        Lang::Rus => "ru",
        Lang::Sin => "si",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Sna => "sn",
        Lang::Spa => "es",
        Lang::Srp => "sr",
        Lang::Swe => "sv",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Tgl => "tl",
        Lang::Tha => "th",
        Lang::Tuk => "tk",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Urd => "ur",
        Lang::Uzb => "uz",
        Lang::Vie => "vi",
        Lang::Yid => "yi",
        Lang::Zul => "zu",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRENCH: &str = "Le conseil municipal a décidé lundi de rouvrir le vieux port aux \
        pêcheurs, après deux années de travaux et bien des disputes entre les habitants.";

    #[test]
    fn long_words_are_believed_over_a_wrong_declaration() {
        let language = detect(FRENCH, Some("en-US"));
        assert_eq!(language.code.as_deref(), Some("fr"));
        assert_eq!(language.declared.as_deref(), Some("en-US"));
        assert!(language.confidence > 0.8);
    }

    #[test]
    fn a_short_text_is_what_the_page_declares() {
        assert_eq!(detect("Le port", Some("pt-BR")).code.as_deref(), Some("pt"));
        assert_eq!(detect("", Some("de")).code.as_deref(), Some("de"));
    }

    #[test]
    fn nothing_tells_nothing() {
        for text in ["", "  ", "2021", "!!"] {
            assert_eq!(detect(text, None).code, None, "{text:?}");
        }
        assert_eq!(detect("", Some("und")).code, None);
        assert_eq!(detect("", Some("%lang%")).code, None);
    }

    #[test]
    fn near_languages_are_as_declared() {
        let norwegian = "Kommunestyret vedtok mandag å åpne den gamle havnen for fiskerne igjen, \
            etter to år med arbeid og mange diskusjoner mellom innbyggerne i byen.";
        assert_eq!(detect(norwegian, Some("nb")).code.as_deref(), Some("nb"));
        assert_eq!(detect(norwegian, Some("no")).code.as_deref(), Some("nb"));
    }
}
