//! What was learned of quotations: three forests, and the text file they are kept in. It must not
//! know how a forest is made: `palimpsest-eval train-quotes` does, from labelled texts.

use super::cues::CUE_NAMES;
use super::kind::KIND_NAMES;
use super::speaker::SPEAKER_NAMES;
use crate::body::model::{Forest, file::tree};
use std::sync::LazyLock;

const TITLE: &str = "palimpsest quotation model 1";

/// The forests; without trees the rules decide alone.
#[derive(Clone, Debug, Default)]
pub struct QuoteModel {
    /// Whether a passage in marks is somebody's words.
    pub kind: Forest,
    /// Which of the mentions around a passage is who says it; their sums become [`shares`].
    pub speaker: Forest,
    /// Which words are the cue of a mention and a passage; sums likewise.
    pub cue: Forest,
}

/// Returns how likely each of several is chosen by the sums of its trees, where none of them may be:
/// that none is has the sum zero.
pub fn shares(sums: &[f32]) -> Vec<f32> {
    let most = sums.iter().copied().fold(0.0, f32::max);
    let powers: Vec<f32> = sums.iter().map(|sum| (sum - most).exp()).collect();
    let all: f32 = powers.iter().sum::<f32>() + (-most).exp();
    powers.iter().map(|power| power / all).collect()
}

impl QuoteModel {
    /// Returns the model that is built in.
    pub(crate) fn built_in() -> &'static QuoteModel {
        // A file that does not fit gives a model that knows nothing, and fails a test.
        static BUILT_IN: LazyLock<QuoteModel> = LazyLock::new(|| {
            QuoteModel::from_text(include_str!("../../quotes.txt")).unwrap_or_default()
        });
        &BUILT_IN
    }

    /// Reads a model's file; `None` where it is damaged or made for other numbers than ours.
    pub fn from_text(text: &str) -> Option<QuoteModel> {
        let mut lines = text.lines();
        if lines.next()? != TITLE {
            return None;
        }
        let mut model = QuoteModel::default();
        let mut forest = None;
        for line in lines {
            let (word, rest) = line.split_once(' ')?;
            let named = match word {
                "kind" => Some((&KIND_NAMES[..], 0)),
                "speaker" => Some((&SPEAKER_NAMES[..], 1)),
                "cue" => Some((&CUE_NAMES[..], 2)),
                _ => None,
            };
            if let Some((names, at)) = named {
                let mut words = rest.split(' ');
                let bias = words.next()?.parse().ok()?;
                if !words.eq(names.iter().copied()) {
                    return None;
                }
                model.forest(at).bias = bias;
                forest = Some(at);
            } else if word == "tree" {
                model.forest(forest?).trees.push(tree(rest)?);
            } else {
                return None;
            }
        }
        Some(model)
    }

    fn forest(&mut self, at: usize) -> &mut Forest {
        [&mut self.kind, &mut self.speaker, &mut self.cue]
            .into_iter()
            .nth(at)
            .expect("one of three")
    }

    /// Writes the file; the same model gives the same text.
    #[cfg(any(test, feature = "training"))]
    pub fn to_text(&self) -> String {
        use std::fmt::Write;
        let mut text = format!("{TITLE}\n");
        let forests = [
            ("kind", &KIND_NAMES[..], &self.kind),
            ("speaker", &SPEAKER_NAMES[..], &self.speaker),
            ("cue", &CUE_NAMES[..], &self.cue),
        ];
        for (name, numbers, forest) in forests {
            // A string takes all that is written to it.
            let _ = writeln!(text, "{name} {} {}", forest.bias, numbers.join(" "));
            for tree in &forest.trees {
                crate::body::model::file::write_tree(tree, &mut text);
            }
        }
        text
    }
}
