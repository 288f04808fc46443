//! The words of `rename_all`, which say how names are written on the wire where it is not snake case.

use schematic_api_language::{CASES, Case};

/// What the names of a type are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// Fields, in snake case.
    Fields,
    /// Variants, in Pascal case.
    Variants,
}

impl Of {
    fn written(self, case: Case, name: &str) -> String {
        match self {
            Self::Fields => case.field(name.strip_prefix("r#").unwrap_or(name)),
            Self::Variants => case.variant(name),
        }
    }
}

/// The case that needs no attribute, and one that differs from `SCREAMING_SNAKE_CASE` only without marks between words.
const UNUSED: [Case; 2] = [Case::Snake, Case::Upper];

/// Names in Rust with how they are on the wire: the case that most have, and which of them need a `rename` then.
pub(crate) fn renames(of: Of, names: &[(&str, &str)]) -> (Option<&'static str>, Vec<bool>) {
    let renamed = |case: Case| -> Vec<bool> {
        names.iter().map(|(name, wire)| of.written(case, name) != *wire).collect()
    };
    let count = |renamed: &[bool]| renamed.iter().filter(|needed| **needed).count();
    let mut best: (Option<&'static str>, Vec<bool>) = (None, renamed(Case::default()));
    for (name, case) in CASES.into_iter().filter(|(_, case)| !UNUSED.contains(case)) {
        let other = renamed(case);
        // An attribute on the type has to save more than one elsewhere.
        if count(&other) + 1 < count(&best.1) {
            best = (Some(name), other);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_case_that_saves_most() {
        let fields = [("first_name", "firstName"), ("last_name", "lastName"), ("id", "ID")];
        assert_eq!(renames(Of::Fields, &fields), (Some("camelCase"), vec![false, false, true]));
        let one = [("first_name", "firstName"), ("id", "id")];
        assert_eq!(renames(Of::Fields, &one), (None, vec![true, false]));
        let variants = [("InProgress", "IN_PROGRESS"), ("Done", "DONE"), ("V2", "2")];
        assert_eq!(
            renames(Of::Variants, &variants),
            (Some("SCREAMING_SNAKE_CASE"), vec![false, false, true])
        );
        let keyword = [("r#type", "type")];
        assert_eq!(renames(Of::Fields, &keyword), (None, vec![false]));
    }
}
