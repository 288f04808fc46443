//! "did you mean": suggestions for an unknown word.

use std::mem;

/// More edits than this, and a word is probably not a misspelling.
const SLIPS: usize = 2;

/// Returns `did you mean ..?` if one of `known` is close to `word`, and a list of what is known
/// otherwise.
pub(crate) fn did_you_mean(word: &str, known: &[&str]) -> String {
    let closest = known.iter().min_by_key(|known| distance(word, known));
    match closest.filter(|known| distance(word, known) <= SLIPS) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("write {}", list(known)),
    }
}

/// "`a`, `b` or `c`"
fn list(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [most @ .., last] if !most.is_empty() => format!("{} or {last}", most.join(", ")),
        few => few.concat(),
    }
}

/// Returns the number of edits between two words (the Levenshtein distance).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = mem::replace(&mut row[0], i + 1);
        for (j, y) in b.bytes().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{did_you_mean, distance};

    #[test]
    fn edits_are_counted() {
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("strct", "strict"), 1);
        assert_eq!(distance("nmae", "name"), 2);
    }

    #[test]
    fn a_far_word_is_answered_with_all_that_are_known() {
        assert_eq!(did_you_mean("strct", &["name", "strict"]), "did you mean `strict`?");
        assert_eq!(did_you_mean("parallel", &["a", "b", "c"]), "write `a`, `b` or `c`");
    }
}
