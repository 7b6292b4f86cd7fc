//! Tells what a text is written in, from its words and from what the page declares.
//!
//! The script alone tells many languages. Among those that share one, the function words vote, and
//! `whatlang`'s trigrams are asked where the vote is close. What the page declares is a witness:
//! believed where the words say little, overruled where they say much. This room must not know the
//! page's markup.

mod scripts;
mod vote;

use palimpsest_article::Language;
use scripts::{Script, main_script};
use std::borrow::Cow;
use vote::Tally;
use whatlang::Lang;

/// Enough of a text to tell its language, in bytes; the rest would only cost time.
const SAMPLE: usize = 3_000;
/// Mostly enough: where this much leaves no doubt, no more is read.
const FIRST_SAMPLE: usize = 1_200;
/// Enough of a block.
const BLOCK_SAMPLE: usize = 400;
/// Enough of a block that is plainly in the article's language.
const FIRST_BLOCK_SAMPLE: usize = 160;
/// A vote this far ahead needs no second opinion.
const DECISIVE: f32 = 14.0;
/// A score that no language reaches by words that happen to look like its own.
const ENOUGH: f32 = 80.0;
/// What the trigrams may add where they are sure: about two function words.
const TRIGRAMS: f32 = 9.0;
/// The share of it that the near languages of the one it finds get.
const KIN: f32 = 0.8;
/// What a declaration is worth: pages are mislabelled by the templates they are made with, seldom
/// otherwise.
const DECLARED: f32 = 9.0;
/// Further share of the score between near languages, whose function words are mostly the same: the
/// publisher knows better which of them it writes.
const DECLARED_NEAR: f32 = 0.05;
/// Below this many letters only the declaration counts, if there is one.
const FEW_LETTERS: usize = 24;

/// The most frequent Chinese characters, in both forms: a fifth of every text.
const COMMON_HAN: &str = "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也对對生\
    能而子那得于於着著下自之年过過发發后後作里用道行所然家种種事成方多经經去法学學如都同现現当當没沒动動面起\
    定天分还還进進好小部其些主样樣理心本前开開但因只从從想实實日";

/// Tells the language of an article by its headline and text. A declared language (BCP 47) is
/// believed where detection is unreliable or the text is short; both are kept.
pub(crate) fn detect_article(headline: &str, text: &str, declared: Option<&str>) -> Language {
    // Where the body is a list of names and addresses, the headline is the only sentence.
    let detect_by = |most: usize| {
        detect(&format!("{}\n{}", sample(headline, most), sample(text, most)), declared)
    };
    let first = detect_by(FIRST_SAMPLE);
    let is_certain = first.confidence >= 1.0 || text.len() <= FIRST_SAMPLE;
    if is_certain { first } else { detect_by(SAMPLE) }
}

/// Tells the language of a piece of text.
fn detect(text: &str, declared: Option<&str>) -> Language {
    let declared = declared.map(str::trim).filter(|tag| !tag.is_empty());
    let declared_code = declared.and_then(code_of_tag);
    let (code, confidence) = judge(text, declared_code.as_deref());
    Language { code, confidence, declared: declared.map(str::to_owned) }
}

/// Tells the language of a block of an article: the article's, where the block does not plainly
/// speak another.
pub(crate) fn detect_block(text: &str, declared: Option<&str>, article: &Language) -> Language {
    if declared.is_some() {
        return detect(&sample(text, SAMPLE), declared);
    }
    let same = || Language { declared: None, ..article.clone() };
    let first = &text[..text.floor_char_boundary(FIRST_BLOCK_SAMPLE)];
    let text = &text[..text.floor_char_boundary(BLOCK_SAMPLE)];
    let Some(own) = article.code.as_deref() else { return detect(text, None) };
    let is_decided = |script: Script| {
        script.language().is_none() && is_decided_for(own, &vote::vote(first, script))
    };
    if main_script(first).is_some_and(|(script, _)| is_decided(script)) {
        return same();
    }
    let Some((script, _)) = main_script(text) else { return same() };
    let (code, ahead) = match script.language() {
        Some(code) => (code, DECISIVE),
        None => {
            let tally = vote::vote(text, script);
            let Some((index, _)) = tally.best() else { return same() };
            let code = vote::codes()[index];
            // An article in a script of its own may cite any language of another.
            let ahead = tally.scores[index] - tally.score(own).unwrap_or(0.0);
            (code, ahead)
        }
    };
    if code == own || ahead < DECISIVE {
        return same();
    }
    Language { code: Some(code.to_owned()), confidence: sure(ahead), declared: None }
}

/// Tells whether a vote leaves no doubt that a language won.
fn is_decided_for(code: &str, tally: &Tally) -> bool {
    tally.best().is_some_and(|(index, ahead)| ahead >= DECISIVE && vote::codes()[index] == code)
}

/// Tells how much a text reads like some language, as the score of the best one: near nothing for
/// letters that make no words.
pub(crate) fn fluency(text: &str) -> f32 {
    let Some((script, letters)) = main_script(text) else { return 0.0 };
    match script.language() {
        Some("zh") => {
            let common = text.chars().filter(|letter| COMMON_HAN.contains(*letter)).count();
            letters as f32 / 16.0 + common as f32 * 2.0
        }
        // Nothing but their number speaks for letters that one language has for itself.
        Some(_) => letters as f32 / 4.0,
        None => {
            let tally = vote::vote(text, script);
            tally.best().map_or(0.0, |(index, _)| tally.scores[index])
        }
    }
}

/// Returns the code and how sure it is.
fn judge(text: &str, declared: Option<&str>) -> (Option<String>, f32) {
    let as_declared = |confidence| match declared {
        Some(code) => (Some(code.to_owned()), confidence),
        None => (None, 0.0),
    };
    let Some((script, letters)) = main_script(text) else { return as_declared(0.5) };
    if letters < FEW_LETTERS && declared.is_some() {
        return as_declared(0.5);
    }
    if let Some(code) = script.language() {
        // Characters are shared by languages that have no code here: what is declared may be one.
        let is_kin = declared.is_some_and(|declared| are_near(declared, code));
        return if is_kin { as_declared(1.0) } else { (Some(code.to_owned()), 1.0) };
    }
    let mut tally = vote::vote(text, script);
    let Some((first, ahead)) = tally.best() else { return as_declared(0.5) };
    if ahead < DECISIVE || is_thin(&tally, first, letters) {
        ask_trigrams(text, &mut tally);
    }
    if let Some(declared) = declared {
        let leader = tally.best().map(|(index, _)| index);
        let score = leader.map_or(0.0, |index| tally.scores[index].max(0.0));
        let near = leader.is_some_and(|index| are_near(declared, vote::codes()[index]));
        match tally.score(declared) {
            Some(_) => {
                tally.add(declared, DECLARED + if near { DECLARED_NEAR * score } else { 0.0 });
            }
            // It has another script: a template's label, not the text's.
            None if is_known(declared) => {}
            // A language that is not known here is not contradicted by a few words.
            None if score < DECLARED + letters as f32 / 20.0 => return as_declared(0.5),
            None => {}
        }
    }
    match tally.best() {
        Some((index, ahead)) => (Some(vote::codes()[index].to_owned()), sure(ahead)),
        None => as_declared(0.5),
    }
}

/// Tells whether a language would have been recognised by its words or its script.
fn is_known(code: &str) -> bool {
    vote::codes().contains(&code) || scripts::OWN.contains(&code)
}

/// Tells whether the leading language has fewer words in the text than its own texts have: it may
/// be one that is not known by its words.
fn is_thin(tally: &Tally, first: vote::Index, letters: usize) -> bool {
    tally.scores[first] < (letters as f32 / 8.0).min(ENOUGH)
}

/// Adds what `whatlang` finds.
fn ask_trigrams(text: &str, tally: &mut Tally) {
    if let Some(found) = whatlang::detect(text) {
        #[expect(clippy::cast_possible_truncation, reason = "a confidence needs no more")]
        let confidence = found.confidence().clamp(0.0, 1.0) as f32;
        let code = code_of(found.lang());
        tally.add(code, TRIGRAMS * confidence);
        // Near languages are told apart by their words; and it takes Malay for Indonesian and
        // Galician for Spanish, because it does not know them.
        for kin in vote::codes().iter().filter(|kin| **kin != code && are_near(kin, code)) {
            tally.add(kin, KIN * TRIGRAMS * confidence);
        }
    }
}

/// Turns a lead in logarithms of likelihoods into a confidence from 0 to 1.
fn sure(ahead: f32) -> f32 {
    1.0 - (-ahead / 4.0).exp()
}

/// Returns the text, or pieces from its beginning, middle and end: articles begin and end with
/// lines that are not always in their language.
fn sample(text: &str, len: usize) -> Cow<'_, str> {
    if text.len() <= len {
        return Cow::Borrowed(text);
    }
    let piece = len / 3;
    let mut sample = String::with_capacity(len + 8);
    for start in [0, (text.len() - piece) / 2, text.len() - piece] {
        let from = text.ceil_char_boundary(start);
        sample.push_str(&text[from..text.floor_char_boundary(start + piece).max(from)]);
        sample.push(' ');
    }
    Cow::Owned(sample)
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

/// Languages that publishers tell apart better than their words do.
fn are_near(one: &str, other: &str) -> bool {
    const NEAR: [&[&str]; 12] = [
        &["nb", "nn", "da"],
        &["es", "gl", "ca", "ast", "an", "oc"],
        &["pt", "gl"],
        &["hr", "sr", "bs"],
        &["cs", "sk"],
        &["id", "ms", "jv", "su"],
        &["ru", "uk", "be", "bg", "mk", "sr"],
        &["hi", "mr", "ne", "mai"],
        &["zu", "xh"],
        &["st", "nso", "tn"],
        &["zh", "yue", "wuu"],
        &["nl", "af", "fy"],
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
        Lang::Cym => "cy",
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
    }
}

#[cfg(test)]
mod tests;
