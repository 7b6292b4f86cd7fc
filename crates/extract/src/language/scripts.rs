//! Tells what script a text is written in. It must not know languages beyond those that a script
//! has for itself.

/// A writing system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Devanagari,
    Ethiopic,
    Hebrew,
    Bengali,
    Han,
    Kana,
    Hangul,
    Greek,
    Thai,
    Lao,
    Khmer,
    Burmese,
    Tibetan,
    Georgian,
    Armenian,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Gujarati,
    Gurmukhi,
    Odia,
    Sinhala,
    Thaana,
}

/// The languages that have a script for themselves.
pub(super) const OWN: [&str; 20] = [
    "zh", "ja", "ko", "el", "th", "lo", "km", "my", "bo", "ka", "hy", "ta", "te", "kn", "ml", "gu",
    "pa", "or", "si", "dv",
];

/// A Chinese character says as much as this many letters, a syllable of Hangul or Kana as two.
const HAN_WEIGHT: usize = 3;

impl Script {
    /// How many scripts there are.
    pub const COUNT: usize = Script::Thaana as usize + 1;

    /// Returns the script of a letter; `None` for what is no letter of these.
    pub fn of(letter: char) -> Option<Script> {
        Some(match letter {
            'a'..='z' | 'A'..='Z' => Script::Latin,
            '\0'..='\u{bf}' | '×' | '÷' => return None,
            '\u{c0}'..='\u{24f}' | '\u{250}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
            '\u{400}'..='\u{52f}' => Script::Cyrillic,
            '\u{531}'..='\u{587}' => Script::Armenian,
            '\u{5d0}'..='\u{5f4}' | '\u{fb1d}'..='\u{fb4f}' => Script::Hebrew,
            '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' | '\u{6d5}'..='\u{6ff}' => Script::Arabic,
            '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' => {
                Script::Arabic
            }
            '\u{780}'..='\u{7bf}' => Script::Thaana,
            '\u{964}' | '\u{965}' => return None,
            '\u{900}'..='\u{97f}' => Script::Devanagari,
            '\u{980}'..='\u{9ff}' => Script::Bengali,
            '\u{a00}'..='\u{a7f}' => Script::Gurmukhi,
            '\u{a80}'..='\u{aff}' => Script::Gujarati,
            '\u{b00}'..='\u{b7f}' => Script::Odia,
            '\u{b80}'..='\u{bff}' => Script::Tamil,
            '\u{c00}'..='\u{c7f}' => Script::Telugu,
            '\u{c80}'..='\u{cff}' => Script::Kannada,
            '\u{d00}'..='\u{d7f}' => Script::Malayalam,
            '\u{d80}'..='\u{dff}' => Script::Sinhala,
            '\u{e00}'..='\u{e7f}' => Script::Thai,
            '\u{e80}'..='\u{eff}' => Script::Lao,
            '\u{f00}'..='\u{fff}' => Script::Tibetan,
            '\u{1000}'..='\u{109f}' => Script::Burmese,
            '\u{10a0}'..='\u{10ff}' | '\u{1c90}'..='\u{1cbf}' => Script::Georgian,
            '\u{1200}'..='\u{139f}' => Script::Ethiopic,
            '\u{1780}'..='\u{17ff}' => Script::Khmer,
            '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}' => {
                Script::Kana
            }
            '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => {
                Script::Han
            }
            '\u{20000}'..='\u{3ffff}' => Script::Han,
            '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}' => {
                Script::Hangul
            }
            _ => return None,
        })
    }

    /// Returns the language of a script that is one language's.
    pub fn language(self) -> Option<&'static str> {
        Some(match self {
            Script::Latin
            | Script::Cyrillic
            | Script::Arabic
            | Script::Devanagari
            | Script::Ethiopic
            | Script::Hebrew
            | Script::Bengali => return None,
            Script::Han => "zh",
            Script::Kana => "ja",
            Script::Hangul => "ko",
            Script::Greek => "el",
            Script::Thai => "th",
            Script::Lao => "lo",
            Script::Khmer => "km",
            Script::Burmese => "my",
            Script::Tibetan => "bo",
            Script::Georgian => "ka",
            Script::Armenian => "hy",
            Script::Tamil => "ta",
            Script::Telugu => "te",
            Script::Kannada => "kn",
            Script::Malayalam => "ml",
            Script::Gujarati => "gu",
            Script::Gurmukhi => "pa",
            Script::Odia => "or",
            Script::Sinhala => "si",
            Script::Thaana => "dv",
        })
    }
}

/// Returns the script that most of the text is in, and how many letters are of it; Chinese
/// characters among Kana are Japanese.
pub(super) fn main_script(text: &str) -> Option<(Script, usize)> {
    let mut counts = [0usize; Script::COUNT];
    for letter in text.chars() {
        if let Some(script) = Script::of(letter) {
            counts[script as usize] += match script {
                Script::Han => HAN_WEIGHT,
                Script::Kana | Script::Hangul => 2,
                _ => 1,
            };
        }
    }
    let (han, kana) = (counts[Script::Han as usize], counts[Script::Kana as usize]);
    // A Chinese text may cite a Japanese name; a Japanese one has its particles everywhere.
    if kana * 24 > han {
        counts[Script::Kana as usize] += han;
        counts[Script::Han as usize] = 0;
    }
    // Latin names, brands and code stand in texts of every script, seldom the other way round.
    counts[Script::Latin as usize] /= 3;
    let most = counts.iter().copied().max().filter(|most| *most > 0)?;
    let is_main = |script: &Script| counts[*script as usize] == most;
    let main = text.chars().filter_map(Script::of).find(is_main)?;
    Some((main, if main == Script::Latin { most * 3 } else { most }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_with_most_letters_wins() {
        let script = |text| main_script(text).map(|(script, _)| script);
        assert_eq!(script("The council met."), Some(Script::Latin));
        assert_eq!(script("Совет собрался в City Hall."), Some(Script::Cyrillic));
        assert_eq!(script("2021 – !?"), None);
        assert_eq!(script(""), None);
    }

    #[test]
    fn every_script_of_one_language_is_listed() {
        for (letter, code) in
            ["ж", "字", "か", "한", "λ", "ท", "ກ", "ក", "က", "བ", "ა", "ա", "த", "త"]
                .into_iter()
                .chain(["ಕ", "മ", "ગ", "ਗ", "ଓ", "ස", "ދ"])
                .filter_map(|letter| Some((letter, main_script(letter)?.0.language()?)))
        {
            assert!(OWN.contains(&code), "{letter} {code}");
        }
    }

    #[test]
    fn chinese_characters_among_kana_are_japanese() {
        let script = |text| main_script(text).map(|(script, _)| script);
        assert_eq!(script("市議会は月曜日に橋の閉鎖を決めた。"), Some(Script::Kana));
        assert_eq!(script("市议会星期一决定关闭那座旧桥。"), Some(Script::Han));
        assert_eq!(script("시의회는 월요일에 낡은 다리를 닫기로 했다."), Some(Script::Hangul));
    }

    #[test]
    fn a_few_foreign_words_do_not_outweigh_chinese() {
        let text = "市议会采用 OpenStreetMap 的地图";
        assert_eq!(main_script(text).map(|(script, _)| script), Some(Script::Han));
    }
}
