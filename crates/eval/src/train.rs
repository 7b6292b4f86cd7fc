//! Makes the block classifier's model from packs of labelled pages, and says how good models made
//! this way are on publishers that they never saw. It must not know what the numbers of a block mean.
//!
//! Everything that learns from pages and is then asked about pages would be too sure of itself, so
//! within the training pages the votes and the first forest that a page's second look is trained on
//! are made from other publishers' pages.

pub(crate) mod forest;
mod labels;
mod votes;

use crate::body;
use crate::label::Label;
use crate::pack::{Pack, Result};
use crate::results::{PageResult, Results};
use forest::{Rows, Settings};
use labels::{BlockLabel, label_blocks};
use palimpsest_extract::Page;
use palimpsest_extract::training::{self, Forest, LookedBlock, Model, ModelFile};
use url::Url;

/// Publishers within the training pages that are kept apart from each other.
const INNER_FOLDS: u64 = 4;
/// So many folds are learned side by side.
const THREADS: usize = 2;

/// A labelled page, its blocks and what they are.
struct Case<'c> {
    set: &'c str,
    label: &'c Label,
    url: Option<Url>,
    bytes: Vec<u8>,
    blocks: Vec<LookedBlock>,
    labels: Vec<BlockLabel>,
}

/// Makes a model from all pages of the packs and returns the text of its file.
pub fn train(packs: &[Pack]) -> Result<String> {
    let cases = read_cases(packs)?;
    let cases: Vec<&Case> = cases.iter().collect();
    Ok(model_of(&cases).to_text())
}

/// Scores every page with a model that was made without its publisher's pages; another `salt`
/// parts the publishers in another way.
pub fn cross_validate(packs: &[Pack], folds: u64, salt: u64) -> Result<Results> {
    let cases = read_cases(packs)?;
    let of_fold = &|fold: u64| -> Vec<PageResult> {
        let (asked, seen): (Vec<&Case>, Vec<&Case>) =
            cases.iter().partition(|case| fold_of(case, folds, salt) == fold);
        eprintln!("fold {} of {folds}: {} pages to learn from", fold + 1, seen.len());
        let model = model_of(&seen).model();
        asked.into_iter().map(|case| scored(case, &model)).collect()
    };
    let mut pages = Vec::new();
    let all: Vec<u64> = (0..folds).collect();
    for some in all.chunks(THREADS) {
        std::thread::scope(|scope| {
            let running: Vec<_> =
                some.iter().map(|&fold| scope.spawn(move || of_fold(fold))).collect();
            for fold in running {
                pages.extend(fold.join().map_err(|_| "a fold came to no end".to_owned())?);
            }
            Ok::<(), String>(())
        })?;
    }
    let order = |page: &PageResult| (page.set.clone(), page.id.clone());
    pages.sort_by_key(order);
    Ok(Results::of("body", false, &body::COLUMNS, pages))
}

fn scored(case: &Case, model: &Model) -> PageResult {
    let extraction = training::extract_with(&case.page(), model);
    let mut result =
        PageResult { set: case.set.to_owned(), id: case.label.id.clone(), ..PageResult::default() };
    result.language = extraction.article.language.code.clone();
    body::score_page(case.label, &extraction.article, body::rule_of(case.set), &mut result);
    result
}

impl Case<'_> {
    fn page(&self) -> Page<'_> {
        Page {
            bytes: &self.bytes,
            url: self.url.as_ref(),
            content_type: Some("text/html"),
            file_name: None,
            captured_at: None,
        }
    }
}

fn read_cases(packs: &[Pack]) -> Result<Vec<Case<'_>>> {
    let mut cases = Vec::new();
    for (pack, label) in packs.iter().flat_map(|pack| pack.labels.iter().map(move |it| (pack, it)))
    {
        if label.text.is_none() && label.with.is_empty() && label.without.is_empty() {
            continue;
        }
        let mut case = Case {
            set: &pack.name,
            label,
            url: label.url.as_deref().and_then(|url| Url::parse(url).ok()),
            bytes: pack.read_page(label)?,
            blocks: Vec::new(),
            labels: Vec::new(),
        };
        case.blocks = training::look(&case.page(), &Model::default());
        case.labels = label_blocks(label, body::rule_of(case.set), &case.blocks);
        cases.push(case);
    }
    Ok(cases)
}

/// Pages of one publisher are in the same fold; a page without a publisher is its own.
fn fold_of(case: &Case, folds: u64, salt: u64) -> u64 {
    let publisher = case.label.domain.as_deref().unwrap_or(&case.label.id);
    let mut hash = publisher.bytes().fold(salt ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    // The low bits of such a hash depend on the last letters only.
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    (hash ^ (hash >> 33)) % folds
}

fn model_of(cases: &[&Case]) -> ModelFile {
    let folds: Vec<u64> = cases.iter().map(|case| fold_of(case, INNER_FOLDS, 7)).collect();
    let without = |fold: u64| -> Vec<&Case> {
        let others = cases.iter().zip(&folds).filter(|(_, of)| **of != fold);
        others.map(|(case, _)| *case).collect()
    };
    let mut models: Vec<Model> = (0..INNER_FOLDS)
        .map(|fold| {
            let (names, texts) = votes::count(&without(fold));
            ModelFile { names, texts, ..ModelFile::default() }.model()
        })
        .collect();
    let look = |models: &[Model]| -> Vec<Vec<LookedBlock>> {
        let looks = cases.iter().zip(&folds);
        looks.map(|(case, fold)| training::look(&case.page(), &models[*fold as usize])).collect()
    };
    let looks = look(&models);
    for (fold, model) in models.iter_mut().enumerate() {
        let is_other = |at: &usize| folds[*at] != fold as u64;
        model.first = grow(cases, &looks, is_other, Settings::FIRST);
    }
    let first = grow(cases, &looks, |_| true, Settings::FIRST);
    let second = grow(cases, &look(&models), |_| true, Settings::SECOND);
    let (names, texts) = votes::count(cases);
    ModelFile { names, texts, first, second }
}

/// Grows a forest on the blocks in play of some of the pages.
fn grow(
    cases: &[&Case],
    looks: &[Vec<LookedBlock>],
    is_used: impl Fn(&usize) -> bool,
    settings: Settings,
) -> Forest {
    let mut rows = Rows::default();
    for at in (0..cases.len()).filter(is_used) {
        for (block, label) in looks[at].iter().zip(&cases[at].labels) {
            if block.is_in_play && label.heft > 0.0 {
                let numbers = block.row.iter().chain(&block.second).copied().collect();
                rows.push(numbers, label.is_body, label.heft);
            }
        }
    }
    forest::grow(&rows, settings)
}
