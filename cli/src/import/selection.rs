//! Which operations to import.

use crate::operation::Operation;

/// Operations by their tags, paths or ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection(Vec<String>);

impl Selection {
    /// Operations that one of these words names: a tag, a path that begins so, or an id.
    #[must_use]
    pub fn new(words: Vec<String>) -> Self {
        Self(words)
    }

    /// Whether an operation is selected. All are, if nothing is asked for.
    #[must_use]
    pub fn has(&self, operation: &Operation<'_>) -> bool {
        self.0.is_empty() || self.0.iter().any(|word| names(word, operation))
    }
}

fn names(word: &str, operation: &Operation<'_>) -> bool {
    // `POST /threads`
    let (method, path) = match word.split_once(' ') {
        Some((method, path)) if path.starts_with('/') => (Some(method), path),
        _ => (None, word),
    };
    if path.starts_with('/') {
        let of_method = method.is_none_or(|method| method.eq_ignore_ascii_case(&operation.method));
        let rest = operation.path.strip_prefix(path.trim_end_matches('/'));
        let whole = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', ':', '#']));
        return of_method && whole;
    }
    let tagged = operation.tags.iter().any(|tag| tag.eq_ignore_ascii_case(word));
    tagged || operation.id == Some(word)
}
