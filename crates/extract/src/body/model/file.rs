//! The model's file: lines of text, so that a change of it can be read. It must not know what the
//! numbers are for.
//!
//! ```text
//! palimpsest block model 1
//! numbers weight link_density …          the names that the questions are about, in order
//! names related -2.31                    the vote of a word of class names
//! texts -1.25 read more                  the vote of a word or a pair of words of short texts
//! first -1.2                             a forest: where its sum starts
//! tree 3>0.5 17>2 : 0.1 -0.2 0.3 0.05    one of its trees: questions, then answers
//! second -0.8
//! ```

#[cfg(any(test, feature = "training"))]
use super::Forest;
use super::{Model, Tree, words};
use crate::body::features::{NAMES, SECOND_NAMES};
#[cfg(any(test, feature = "training"))]
use std::fmt::Write;

const TITLE: &str = "palimpsest block model 1";

/// A model with the words that its votes are of.
#[cfg(any(test, feature = "training"))]
#[derive(Clone, Debug, Default)]
pub struct ModelFile {
    /// Words of class names and their votes.
    pub names: Vec<(String, f32)>,
    /// Words and pairs of words of texts and their votes.
    pub texts: Vec<(String, f32)>,
    /// The two forests.
    pub first: Forest,
    /// The second.
    pub second: Forest,
}

#[cfg(any(test, feature = "training"))]
impl ModelFile {
    /// Returns the model to judge with.
    pub fn model(&self) -> Model {
        let mut model =
            Model { first: self.first.clone(), second: self.second.clone(), ..Model::default() };
        model.votes.names =
            self.names.iter().map(|(word, vote)| (words::hash(word), *vote)).collect();
        model.votes.texts =
            self.texts.iter().map(|(word, vote)| (words::hash_of_words(word), *vote)).collect();
        model
    }

    /// Writes the file; the same model gives the same text.
    pub fn to_text(&self) -> String {
        let mut text = format!("{TITLE}\nnumbers");
        for name in NAMES.iter().chain(&SECOND_NAMES) {
            text.push(' ');
            text.push_str(name);
        }
        text.push('\n');
        for (kind, votes) in [("names", &self.names), ("texts", &self.texts)] {
            let mut votes = votes.clone();
            votes.sort_by(|a, b| a.0.cmp(&b.0));
            for (word, vote) in votes {
                // A string takes all that is written to it.
                let _ = writeln!(text, "{kind} {vote:.2} {word}");
            }
        }
        for (kind, forest) in [("first", &self.first), ("second", &self.second)] {
            let _ = writeln!(text, "{kind} {}", forest.bias);
            for tree in &forest.trees {
                write_tree(tree, &mut text);
            }
        }
        text
    }
}

/// Writes a tree as a line.
#[cfg(any(test, feature = "training"))]
pub(crate) fn write_tree(tree: &Tree, text: &mut String) {
    text.push_str("tree");
    for (number, above) in &tree.questions {
        // A string takes all that is written to it.
        let _ = write!(text, " {number}>{above}");
    }
    text.push_str(" :");
    for answer in &tree.answers {
        let _ = write!(text, " {answer:.4}");
    }
    text.push('\n');
}

impl Model {
    /// Reads a model's file; `None` where it is damaged or made for other numbers than ours.
    pub fn from_text(text: &str) -> Option<Model> {
        let mut lines = text.lines();
        let mut model = Model::default();
        if lines.next()? != TITLE {
            return None;
        }
        let numbers = lines.next()?.strip_prefix("numbers ")?.split(' ');
        if !numbers.eq(NAMES.iter().chain(&SECOND_NAMES).copied()) {
            return None;
        }
        let mut is_second = false;
        for line in lines {
            let (kind, rest) = line.split_once(' ')?;
            match kind {
                "names" => {
                    let (vote, word) = rest.split_once(' ')?;
                    model.votes.names.insert(words::hash(word), vote.parse().ok()?);
                }
                "texts" => {
                    let (vote, word) = rest.split_once(' ')?;
                    model.votes.texts.insert(words::hash_of_words(word), vote.parse().ok()?);
                }
                "first" => model.first.bias = rest.parse().ok()?,
                "second" => {
                    is_second = true;
                    model.second.bias = rest.parse().ok()?;
                }
                "tree" => {
                    let forest = if is_second { &mut model.second } else { &mut model.first };
                    forest.trees.push(tree(rest)?);
                }
                _ => return None,
            }
        }
        Some(model)
    }
}

/// Reads a tree.
pub(crate) fn tree(line: &str) -> Option<Tree> {
    let (questions, answers) = line.split_once(" : ")?;
    let question = |question: &str| {
        let (number, above) = question.split_once('>')?;
        Some((number.parse().ok()?, above.parse().ok()?))
    };
    let questions: Vec<(u16, f32)> = questions.split(' ').map(question).collect::<Option<_>>()?;
    let answers: Vec<f32> =
        answers.split(' ').map(|answer| answer.parse().ok()).collect::<Option<_>>()?;
    (answers.len() == 1 << questions.len()).then_some(Tree { questions, answers })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let tree =
            Tree { questions: vec![(0, 1.5), (70, -2.0)], answers: vec![0.5, -0.25, 0.0, 1.0] };
        let file = ModelFile {
            names: vec![("related".into(), -2.5)],
            texts: vec![("read more".into(), -1.25), ("桥".into(), 0.5)],
            first: Forest { bias: -0.5, trees: vec![tree.clone()] },
            second: Forest { bias: 0.25, trees: vec![tree] },
        };
        let model = Model::from_text(&file.to_text()).unwrap();
        let wanted = file.model();
        assert_eq!(model.votes.names, wanted.votes.names);
        assert_eq!(model.votes.texts, wanted.votes.texts);
        assert_eq!(model.first.trees, wanted.first.trees);
        assert_eq!((model.first.bias, model.second.bias), (-0.5, 0.25));
    }

    #[test]
    fn a_damaged_file_or_one_for_other_numbers_is_not_read() {
        let text = ModelFile::default().to_text();
        assert!(Model::from_text(&text).is_some());
        assert!(Model::from_text(&text.replace("link_density", "links")).is_none());
        assert!(Model::from_text(&format!("{text}tree 1>2 : 0.5")).is_none());
        assert!(Model::from_text("").is_none());
    }

    #[test]
    fn the_built_in_model_is_read_and_knows_something() {
        assert!(!Model::built_in().is_empty());
    }
}
