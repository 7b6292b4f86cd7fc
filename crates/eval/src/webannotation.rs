//! Web Annotation: which samples of the model are read and written back unchanged, and which are refused.
//!
//! It must not know a rule of the model; that is `export`'s.

use crate::pack::{Result, cannot_read};
use palimpsest_export::read_web_annotations;
use serde_json::Value;
use std::{fs, path::Path};

/// Reads the folders `correct` and `incorrect` of samples and says what became of each.
pub fn run(corpus: &Path) -> Result<String> {
    let mut text = String::new();
    let correct = samples(&corpus.join("correct"))?;
    let unchanged = correct.iter().filter(|(name, json)| match kept(json) {
        Ok(written) if serde_json::from_str::<Value>(json).is_ok_and(|read| read == written) => {
            true
        }
        Ok(_) => {
            text.push_str(&format!("    {name}: not written back unchanged\n"));
            false
        }
        Err(reason) => {
            text.push_str(&format!("    {name}: refused: {reason}\n"));
            false
        }
    });
    let unchanged = unchanged.count();
    let incorrect = samples(&corpus.join("incorrect"))?;
    let mut refused = 0;
    for (name, json) in &incorrect {
        match kept(json) {
            Ok(_) => text.push_str(&format!("    {name}: taken for correct\n")),
            Err(reason) => {
                refused += 1;
                text.push_str(&format!("    {name}: {reason}\n"));
            }
        }
    }
    text.push_str(&format!(
        "correct, read and written back unchanged: {unchanged} of {}\n",
        correct.len()
    ));
    text.push_str(&format!(
        "incorrect, refused with the reason: {refused} of {}\n",
        incorrect.len()
    ));
    Ok(text)
}

/// Reads a sample with all its annotations and returns what is written back.
fn kept(json: &str) -> Result<Value> {
    let json = serde_json::from_str(json).map_err(|error| format!("no JSON: {error}"))?;
    let document = read_web_annotations(json)?;
    document.annotations().into_iter().collect::<Result<Vec<_>>>()?;
    let written = document.to_json().to_string();
    serde_json::from_str(&written).map_err(|error| error.to_string())
}

fn samples(folder: &Path) -> Result<Vec<(String, String)>> {
    let listed = fs::read_dir(folder).map_err(|error| cannot_read(folder, &error))?;
    let mut samples = Vec::new();
    for file in listed {
        let path = file.map_err(|error| cannot_read(folder, &error))?.path();
        let json = fs::read_to_string(&path).map_err(|error| cannot_read(&path, &error))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        samples.push((name, json));
    }
    samples.sort();
    Ok(samples)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_counted() {
        let folder = tempfile::tempdir().unwrap();
        let correct = r#"{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:x:1",
            "type": "Annotation", "target": "urn:t", "other": [1.5, null]}"#;
        for (name, json) in
            [("correct/a.json", correct), ("incorrect/a.json", "{"), ("incorrect/b.json", correct)]
        {
            fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
            fs::write(folder.path().join(name), json).unwrap();
        }
        let text = run(folder.path()).unwrap();
        assert!(text.contains("unchanged: 1 of 1"), "{text}");
        assert!(text.contains("reason: 1 of 2") && text.contains("b.json: taken"), "{text}");
    }
}
