//! A byline's words to names: what stands around them is cut, what is no name is dropped. It must
//! not know where on a page the words stood.
//!
//! Lines of the text are elements of the page: a name never goes over two of them, unless each
//! holds one word of it.

mod vocabulary;

use crate::{lexicon, prose};
use vocabulary::{DEGREES, Labels, NOBODY, PARTICLES, SOCIAL, WORDS};

/// A longer string is a biography, not a byline.
const LONGEST: usize = 240;
/// A longer string is a sentence, not a name.
const LONGEST_NAME: usize = 70;
/// No article is signed by more.
pub(super) const MOST: usize = 20;

/// One who signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Signer {
    pub name: String,
    pub kind: SignerKind,
}

/// What a name looks like; the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SignerKind {
    /// A first and a last name.
    Person,
    /// One word, or initials: a pen name, an agency, a section too.
    Mononym,
    /// Those who sign together: the newsroom.
    Desk,
    /// The name of an account: `ada.reyes`.
    Account,
}

/// Returns who signs with these words, repetitions left out; what readers are shown has places and
/// agencies behind the names, what machines are told has not.
pub(super) fn signers(written: &str, is_shown: bool) -> Vec<Signer> {
    let mut signers: Vec<Signer> = Vec::new();
    if written.chars().count() > LONGEST {
        return signers;
    }
    let lines: Vec<String> = written
        .split(['\n', '|', '•', '·', '—', '–', '\t'])
        .map(|line| prose::fold(&visible(line)).trim_start_matches(['.', ' ', ',']).to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    // `<span>Ada</span><span>Reyes</span>`: one name over two elements.
    let joins = 2 <= lines.len()
        && lines.len() <= 3
        && lines.iter().all(|line| is_capital(line) && !line.contains(' ') && !is_glue(line));
    let lines = if joins { vec![lines.join(" ")] } else { lines };
    let mut is_credit = false;
    for line in &lines {
        // "Foto:" may stand in an element of its own before the name.
        if std::mem::take(&mut is_credit) {
            continue;
        }
        if let Some(rest) = without_label(line, &WORDS.credits) {
            is_credit = rest.is_empty();
            continue;
        }
        let bare = without_by(line);
        let is_first = signers.is_empty();
        for signer in of_line(bare, is_first, is_shown) {
            let is_known = signers.iter().any(|known| prose::same_words(&known.name, &signer.name));
            let is_employer = is_shown && signers.first().is_some_and(|s| employs(&signer, s));
            if !is_known && !is_employer && signers.len() < MOST {
                signers.push(signer);
            }
        }
    }
    signers
}

/// Tells whether what stands behind a person is whom that one works for: `Ada Reyes, BBC Wales`.
fn employs(signer: &Signer, person: &Signer) -> bool {
    let begins = signer.name.split(' ').next().unwrap_or("");
    person.kind == SignerKind::Person
        && is_all_capital(begins)
        && !person.name.split(' ').any(is_all_capital)
}

/// Cuts words like `by` off the beginning of a byline.
pub(super) fn without_by(text: &str) -> &str {
    let mut rest = trimmed(text);
    while let Some(cut) = without_label(rest, &WORDS.by) {
        // A byline that ends with it has the name in another element.
        if cut.is_empty() {
            return cut;
        }
        let is_particle = !rest[..rest.len() - cut.len()].contains(':')
            && PARTICLES.contains(&rest.split(' ').next().unwrap_or("").to_lowercase().as_str());
        // "Von" and "Di" begin surnames too.
        if is_particle && cut.split(' ').count() < 2 {
            break;
        }
        rest = cut;
    }
    rest
}

/// Tells whether a text begins with words like `by`.
pub(super) fn begins_with_by(text: &str) -> bool {
    without_label(trimmed(text), &WORDS.by).is_some()
}

/// Tells whether a name is that of those who sign together: `the team`.
pub(super) fn is_newsroom(signer: &Signer) -> bool {
    signer.kind == SignerKind::Desk && is_desk(&signer.name)
}

/// Tells whether a text is only words like `photo` or `edited by`, or a word that is one where a colon
/// is behind it: `Editor:`.
pub(super) fn is_credit(text: &str) -> bool {
    let bare = trimmed(text);
    let is_one = |text: &str| without_label(text, &WORDS.credits).is_some_and(str::is_empty);
    is_one(bare) || text.trim_end().ends_with(':') && is_one(&format!("{bare}:"))
}

/// Returns what follows one of these words at the beginning of a text: a name or the end, never a
/// sentence.
fn without_label<'t>(text: &'t str, labels: &Labels) -> Option<&'t str> {
    let lower = text.to_lowercase();
    // Lower case may be longer or shorter than what it is of; then nothing is cut.
    if lower.len() != text.len() {
        return None;
    }
    labels.like(&lower).iter().find_map(|label| {
        let after = lower.strip_prefix(label.as_str())?;
        let rest = text.get(text.len() - after.len()..)?;
        let is_unspaced = label.chars().all(prose::is_unspaced);
        let joint = |c: char| matches!(c, ':' | '：' | ' ' | '.' | '/');
        let bare = rest.trim_start_matches(joint);
        let is_apart = bare.len() < rest.len() || rest.is_empty();
        // CJK has no space after the word, but then it has a colon.
        let is_joined = is_unspaced && !rest.is_empty() && !rest.starts_with(['：', ':', ' ', '/']);
        let is_name = bare.is_empty() || !bare.starts_with(char::is_lowercase);
        (is_apart && !is_joined && is_name).then_some(bare)
    })
}

fn of_line(line: &str, is_first: bool, is_shown: bool) -> Vec<Signer> {
    let key = prose::key(line);
    let is_address = line.contains("://") || line.starts_with("www.") || line.contains('@');
    if key.is_empty() || is_address || lexicon::is_boilerplate(line) {
        return Vec::new();
    }
    let separators = [',', ';', '，', '、', '；'];
    let mut parts: Vec<&str> =
        line.split(separators).flat_map(|part| part.split(" - ")).map(trimmed).collect();
    parts.retain(|part| !part.is_empty());
    // "Reyes, Ada": a library's order.
    if let [last, first] = parts[..]
        && line.contains(',')
        && !last.contains(' ')
        && first.split(' ').all(|word| is_capital(word) && !is_all_capital(first))
        && first.split(' ').skip(1).all(is_initial)
        && is_capital(last)
        && !is_role(first)
        && !is_desk(first)
        && last.chars().count() > 1
        && !is_all_capital(last)
    {
        return signer(&format!("{first} {last}"), true).into_iter().collect();
    }
    let parts: Vec<&str> = parts.into_iter().flat_map(split_slashes).flat_map(split_and).collect();
    let has_person = parts.iter().any(|part| part.trim().contains(' '));
    parts
        .iter()
        .enumerate()
        .filter(|(at, part)| {
            // "Ada Reyes, Berlin", "Ada Reyes, MD": a place, a degree.
            let is_alone = !part.contains(' ') && !part.chars().any(prose::is_unspaced);
            let is_degree = DEGREES.contains(&prose::key(part).as_str());
            !(has_person && is_alone && *at > 0 && (is_shown || is_degree))
        })
        .filter_map(|(at, part)| signer(part, is_first && at == 0))
        .collect()
}

/// Splits at a slash where both sides are full names.
fn split_slashes(part: &str) -> Vec<&str> {
    let sides: Vec<&str> = part.split('/').map(str::trim).collect();
    let full = sides.iter().all(|side| side.contains(' '));
    if full { sides } else { vec![part] }
}

/// Splits at words like `and`. Short ones stand inside names too: both sides must be full names.
fn split_and(part: &str) -> Vec<&str> {
    let part = part.trim();
    let mut sides = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for word in part.split(' ') {
        let end = at + word.len();
        let is_and = matches!(word, "&" | "＆" | "+") || WORDS.and.contains(&word.to_lowercase());
        if at > start && is_and {
            let (before, after) = (part[start..at].trim(), part.get(end..).unwrap_or("").trim());
            let is_long = word.chars().count() >= 3;
            if (before.contains(' ') && after.contains(' ')) || (is_long && !after.is_empty()) {
                sides.push(before);
                start = end;
            }
        }
        at = end + 1;
    }
    sides.push(part[start..].trim());
    // "and" may begin what a comma cut off.
    if let Some((word, rest)) = sides[0].split_once(' ')
        && word.starts_with(char::is_lowercase)
        && WORDS.and.contains(&word.to_lowercase())
        && word.chars().count() >= 2
    {
        sides[0] = rest;
    }
    sides
}

/// Tells what one name is; `None` for what is no name.
fn signer(part: &str, is_first: bool) -> Option<Signer> {
    let part = without_by(trimmed(part));
    let bare = without_parenthesis(part);
    let (name, is_role_only) = match without_role(bare, is_first) {
        Some(name) => (trimmed(name), false),
        // "Herald staff reporter": nobody by name, but the one who signs.
        None if is_first && bare.contains(' ') => (bare, true),
        None => return None,
    };
    let name = match name.strip_suffix('.') {
        // A full stop after an initial or "Jr" belongs to the name.
        Some(bare) if name.rsplit(' ').next().is_some_and(|word| word.len() > 4) => bare,
        _ => name,
    };
    let count = name.chars().count();
    let key = prose::key(name);
    let is_nobody = NOBODY.contains(&key.as_str()) || SOCIAL.contains(&key.as_str());
    let is_label = name.ends_with(':') || is_glue(name);
    if count < 2 || count > LONGEST_NAME || key.is_empty() || is_nobody || is_label {
        return None;
    }
    let words: Vec<&str> = name.split(' ').collect();
    // A word that begins with a digit is of a date; `R2` and `BR24` are names.
    if words.iter().any(|word| word.starts_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    let kind = if is_desk(name) || is_role_only {
        SignerKind::Desk
    } else if is_person(name, &words) {
        SignerKind::Person
    } else if words.len() > 1 {
        let capitals = words.iter().filter(|word| is_capital(word)).count();
        if words.len() > 6 || capitals * 2 < words.len() {
            return None;
        }
        // Several words that are no first and last name: a desk, an agency, a pen name.
        SignerKind::Desk
    } else if name.contains(['.', '_'])
        || name.contains(|c: char| c.is_ascii_digit())
        || (!is_capital(name) && count > 4)
    {
        // Agencies sign in few letters: `dpa`.
        SignerKind::Account
    } else {
        SignerKind::Mononym
    };
    Some(Signer { name: name.to_owned(), kind })
}

fn is_person(name: &str, words: &[&str]) -> bool {
    let begins = words.first().map_or(String::new(), |word| word.to_lowercase());
    // "The Herald", "Die Brücke".
    if name.chars().any(|c| c.is_ascii_digit()) || WORDS.determiners.contains(&begins) {
        return false;
    }
    if name.chars().any(prose::is_unspaced) {
        return name.chars().count() <= 12;
    }
    let has_case = name.chars().any(|c| c.is_uppercase() || c.is_lowercase());
    let fits = |word: &&str| !has_case || is_capital(word) || PARTICLES.contains(word);
    let capitals = words.iter().filter(|word| !has_case || is_capital(word)).count();
    2 <= words.len() && words.len() <= 6 && 2 <= capitals && words.iter().all(fits)
}

/// Cuts what somebody is off a name, before it or behind it; `None` where nothing else is there.
fn without_role(part: &str, is_first: bool) -> Option<&str> {
    let words: Vec<&str> = part.split(' ').collect();
    let is_role = |word: &str| {
        let bare = word.trim_matches([',', ':', '.', '(', ')']).to_lowercase();
        WORDS.roles.contains(&bare)
    };
    let at = words.iter().rposition(|word| is_role(word));
    let Some(at) = at else { return Some(part) };
    let after = &words[at + 1..];
    // "Political editor Ada Reyes".
    if 2 <= after.len() && after.iter().all(|word| is_capital(word)) {
        return part.get(part.len() - after.iter().map(|word| word.len() + 1).sum::<usize>() + 1..);
    }
    // "Ada Reyes Political Editor", in what may hold a name at all.
    if !is_first || words.len() <= 2 {
        return None;
    }
    let mut named = 0;
    let mut end = 0;
    for word in &words {
        named += usize::from(is_capital(word) && !is_initial(word));
        end += word.len() + 1;
        if named == 2 {
            break;
        }
    }
    let name = part.get(..end.min(part.len()))?.trim();
    let is_whole = name.split(' ').any(is_role) || name.len() == part.len();
    (!is_whole).then_some(name)
}

/// Cuts an agency or a sign in brackets behind a name: `Ada Reyes (are)`.
fn without_parenthesis(part: &str) -> &str {
    match part.split_once('(') {
        Some((name, _))
            if part.trim_end().ends_with([')', '.']) && name.trim().chars().count() >= 3 =>
        {
            name.trim()
        }
        _ => part,
    }
}

fn is_role(part: &str) -> bool {
    part.split(' ').next_back().is_some_and(|word| WORDS.roles.contains(&word.to_lowercase()))
}

fn is_desk(name: &str) -> bool {
    let lower = name.to_lowercase();
    WORDS.desks.contains(&lower)
        || lower.split([' ', '-', '/']).any(|word| WORDS.desks.contains(word))
}

/// Tells whether a line is only words that stand beside names.
fn is_glue(line: &str) -> bool {
    let lower = line.trim_matches([':', ' ', '.']).to_lowercase();
    let lists = [&WORDS.and, &WORDS.roles];
    WORDS.by.contains(&lower)
        || lists.iter().any(|list| list.contains(&lower))
        || SOCIAL.contains(&lower.as_str())
}

fn is_initial(word: &str) -> bool {
    word.chars().count() <= 2 && word.starts_with(char::is_uppercase)
}

/// Tells whether a word begins with a capital, or with a letter of a script that has none.
fn is_capital(word: &str) -> bool {
    let first = word.chars().find(|c| c.is_alphanumeric());
    first.is_some_and(|first| first.is_alphabetic() && !first.is_lowercase())
        // "d'Arc", "al-Sayed", "McKay": a capital further on.
        || (word.contains(['\'', '’', '-']) && word.chars().any(char::is_uppercase))
}

fn is_all_capital(word: &str) -> bool {
    word.chars().count() > 2 && !word.chars().any(char::is_lowercase)
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ',' | ';'
                    | ':'
                    | '-'
                    | '/'
                    | '~'
                    | '*'
                    | '«'
                    | '»'
                    | '"'
                    | '>'
                    | '<'
                    | '+'
                    | '='
                    | '['
                    | ']'
                    | '“'
                    | '”'
            )
    })
}

/// Returns the characters that show: no soft hyphens, no marks of direction, plain spaces.
fn visible(line: &str) -> String {
    line.chars()
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}'))
        .map(|c| if matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{3000}') { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests;
