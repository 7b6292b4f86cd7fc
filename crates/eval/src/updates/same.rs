//! Tells whether two notes are nearly the same words. It must not know what a note is.

/// One text inside another must have at least this share of its length.
const LEAST_SHARE: f64 = 0.6;

/// Returns letters and digits alone, in small letters.
pub(super) fn folded(text: &str) -> String {
    text.chars().filter(|next| next.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Tells whether two folded texts are equal, or one is inside the other and not much shorter.
pub(super) fn is_nearly(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.is_empty() {
        return false;
    }
    let share = short.chars().count() as f64 / long.chars().count() as f64;
    share >= LEAST_SHARE && long.contains(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_count() {
        assert_eq!(folded("Mise à jour, 21 h 40:"), "miseàjour21h40");
        assert!(is_nearly(&folded("Update: 9 May."), &folded("update 9 may")));
        assert!(is_nearly("abcdef", "abcd"));
        assert!(!is_nearly("abcdef", "abc"));
        assert!(!is_nearly("", ""));
    }
}
