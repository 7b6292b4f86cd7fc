//! Files of annotations, whatever wrote them: which format it is, and what each annotation in it says.

use crate::{
    Annotation, hypothesis, readwise,
    web_annotation::{read_web_annotations, said},
};
use serde_json::Value;
use std::str::FromStr;

/// Formats in which annotations come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnnotationFormat {
    /// The W3C's Web Annotation JSON-LD.
    WebAnnotation,
    /// What Hypothesis' API gives.
    Hypothesis,
    /// Readwise's CSV.
    Readwise,
}

impl AnnotationFormat {
    /// Every format.
    pub const ALL: [AnnotationFormat; 3] =
        [AnnotationFormat::WebAnnotation, AnnotationFormat::Hypothesis, AnnotationFormat::Readwise];

    /// Returns the format's name in data and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            AnnotationFormat::WebAnnotation => "webannotation",
            AnnotationFormat::Hypothesis => "hypothesis",
            AnnotationFormat::Readwise => "readwise",
        }
    }
}

impl FromStr for AnnotationFormat {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        AnnotationFormat::ALL
            .into_iter()
            .find(|format| format.name() == name)
            .ok_or_else(|| format!("unknown format '{name}'"))
    }
}

/// A file of annotations, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    /// What the file is.
    pub format: AnnotationFormat,
    /// Each annotation in it and its place in the file, counted from 0, or the reason why it is none.
    pub annotations: Vec<(usize, Result<Annotation, String>)>,
}

/// Reads a file of annotations; the format is told from the bytes where it is not given. The reason, with
/// line and column where there are such, when the file as a whole cannot be read.
pub fn read_annotations(
    bytes: &[u8],
    format: Option<AnnotationFormat>,
) -> Result<Incoming, String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let begins_as_json = matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'['));
    let is_csv = match format {
        Some(format) => format == AnnotationFormat::Readwise,
        None => !begins_as_json && readwise::is_readwise(bytes),
    };
    if is_csv {
        let read = readwise::read_readwise(bytes)?;
        let annotations = read.into_iter().enumerate().collect();
        return Ok(Incoming { format: AnnotationFormat::Readwise, annotations });
    }
    if format.is_none() && !begins_as_json {
        let known = "neither JSON nor a CSV with a column 'Highlight'";
        return Err(format!("it is {known}"));
    }
    let json: Value = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    let is_hypothesis = match format {
        Some(format) => format == AnnotationFormat::Hypothesis,
        None => hypothesis::is_hypothesis(&json),
    };
    if is_hypothesis {
        if !hypothesis::is_hypothesis(&json) && json != Value::Array(Vec::new()) {
            return Err("it has no 'rows', nor is it a list of annotations".to_owned());
        }
        let annotations = hypothesis::read_hypothesis(&json).into_iter().enumerate().collect();
        return Ok(Incoming { format: AnnotationFormat::Hypothesis, annotations });
    }
    let document = read_web_annotations(json)?;
    let mut annotations = Vec::new();
    for (index, checked) in document.annotations().into_iter().enumerate() {
        match checked {
            Ok(annotation) => {
                annotations.extend(said(annotation).into_iter().map(|one| (index, Ok(one))));
            }
            Err(reason) => annotations.push((index, Err(reason))),
        }
    }
    Ok(Incoming { format: AnnotationFormat::WebAnnotation, annotations })
}
