//! "did you mean": finds the known word that was probably meant by an unknown one.

/// Words that people write, each with the word of the language that is meant.
const SYNONYMS: [(&str, &str); 41] = [
    ("DEL", "DELETE"),
    ("REMOVE", "DELETE"),
    ("FETCH", "GET"),
    ("READ", "GET"),
    ("LIST", "GET"),
    ("CREATE", "POST"),
    ("UPDATE", "PUT"),
    ("api", "client"),
    ("sdk", "client"),
    ("ids", "id"),
    ("module", "group"),
    ("section", "group"),
    ("namespace", "group"),
    ("class", "client"),
    ("apikey", "header"),
    ("jwt", "bearer"),
    ("oauth2", "bearer"),
    ("string", "text"),
    ("str", "text"),
    ("none", "empty"),
    ("void", "empty"),
    ("unit", "empty"),
    ("null", "empty"),
    ("events", "sse"),
    ("jsonl", "lines"),
    ("jsonlines", "lines"),
    ("ndjson", "lines"),
    ("json_lines", "lines"),
    ("binary", "bytes"),
    ("body", "json"),
    ("key", "header"),
    ("token", "bearer"),
    ("oauth", "bearer"),
    ("sec", "s"),
    ("secs", "s"),
    ("second", "s"),
    ("seconds", "s"),
    ("m", "min"),
    ("minutes", "min"),
    ("millis", "ms"),
    ("milliseconds", "ms"),
];

/// `; did you mean ..?` if one of `known` is close to `word`, otherwise the list of known words.
pub(crate) fn did_you_mean(word: &str, known: &[&str]) -> String {
    match closest(word, known) {
        Some(known) => format!("; did you mean `{known}`?"),
        None => format!("; write {}", list(known)),
    }
}

/// `; did you mean ..?` for a synonym or a typo, otherwise the list of known words.
pub(crate) fn hint(word: &str, known: &[&str]) -> String {
    match synonym(word, known) {
        Some(ours) => format!("; did you mean `{ours}`?"),
        None => did_you_mean(word, known),
    }
}

/// The word among `known` that is a synonym of `word`.
pub(crate) fn synonym<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let mut meanings = SYNONYMS.iter().filter(|(other, _)| *other == word);
    meanings.find_map(|(_, ours)| known.iter().find(|known| *known == ours).copied())
}

/// The word of `known` with the fewest edits from `word`, if they are few enough to be a typo.
pub(crate) fn closest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let word = word.to_ascii_lowercase();
    let candidates =
        known.iter().map(|known| (distance(&word, &known.to_ascii_lowercase()), *known));
    let (edits, known) = candidates.min_by_key(|(edits, _)| *edits)?;
    // Of a word of three letters, two others are no typo.
    (edits <= known.len().max(word.len()).div_ceil(3).min(3) && 2 * edits <= known.len())
        .then_some(known)
}

/// "`a`, `b` or `c`"
pub(crate) fn list(words: &[&str]) -> String {
    let quoted = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

/// The number of edits between two words: insertions, deletions, substitutions and swaps of neighbours.
fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.chars().collect::<Vec<_>>(), b.chars().collect::<Vec<_>>());
    let mut rows = vec![(0..=b.len()).collect::<Vec<_>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replace = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replace.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::{closest, distance, list};

    #[test]
    fn a_swap_is_one_edit() {
        assert_eq!(distance("hedaer", "header"), 1);
        assert_eq!(distance("timout", "timeout"), 1);
        assert_eq!(distance("", "abc"), 3);
    }

    #[test]
    fn far_words_are_not_suggested() {
        assert_eq!(closest("retyr", &["retry", "error"]), Some("retry"));
        assert_eq!(closest("GTE", &["GET", "PUT"]), Some("GET"));
        assert_eq!(closest("banana", &["retry", "error"]), None);
        assert_eq!(closest("x", &["s", "ms"]), None);
    }

    #[test]
    fn lists_read_as_prose() {
        assert_eq!(list(&["a", "b", "c"]), "`a`, `b` or `c`");
    }
}
