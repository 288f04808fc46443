//! The words of `rename_all`, which say how names are written on the wire where it is not snake case.

/// A case, by its name and what it makes of the names of fields and of variants. These are serde's rules, as the derives have
/// them.
struct Case {
    name: &'static str,
    of_field: fn(&str) -> String,
    of_variant: fn(&str) -> String,
}

/// The first is the one that needs no attribute.
const CASES: [Case; 7] = [
    Case { name: "snake_case", of_field: str::to_owned, of_variant: snake },
    Case { name: "lowercase", of_field: str::to_owned, of_variant: str::to_ascii_lowercase },
    Case {
        name: "camelCase",
        of_field: |name| decapitalized(&pascal(name)),
        of_variant: decapitalized,
    },
    Case { name: "PascalCase", of_field: pascal, of_variant: str::to_owned },
    Case {
        name: "SCREAMING_SNAKE_CASE",
        of_field: str::to_ascii_uppercase,
        of_variant: |name| snake(name).to_ascii_uppercase(),
    },
    Case {
        name: "kebab-case",
        of_field: |name| name.replace('_', "-"),
        of_variant: |name| snake(name).replace('_', "-"),
    },
    Case {
        name: "SCREAMING-KEBAB-CASE",
        of_field: |name| name.to_ascii_uppercase().replace('_', "-"),
        of_variant: |name| snake(name).to_ascii_uppercase().replace('_', "-"),
    },
];

/// What the names of a type are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// Fields, in snake case.
    Fields,
    /// Variants, in Pascal case.
    Variants,
}

/// Names in Rust with how they are on the wire: the case that most have, and which of them need a `rename` then.
pub(crate) fn renames(of: Of, names: &[(&str, &str)]) -> (Option<&'static str>, Vec<bool>) {
    let written = |case: &Case, name: &str| match of {
        Of::Fields => (case.of_field)(name.strip_prefix("r#").unwrap_or(name)),
        Of::Variants => (case.of_variant)(name),
    };
    let renamed = |case: &Case| -> Vec<bool> {
        names.iter().map(|(name, wire)| written(case, name) != *wire).collect()
    };
    let count = |renamed: &[bool]| renamed.iter().filter(|needed| **needed).count();
    let mut best: (Option<&'static str>, Vec<bool>) = (None, renamed(&CASES[0]));
    for case in &CASES[1..] {
        let other = renamed(case);
        // An attribute on the type has to save more than one elsewhere.
        if count(&other) + 1 < count(&best.1) {
            best = (Some(case.name), other);
        }
    }
    best
}

fn pascal(name: &str) -> String {
    name.split('_').map(capitalized).collect()
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

fn decapitalized(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(chars).collect()
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for (index, char) in name.char_indices() {
        if index > 0 && char.is_uppercase() {
            snake.push('_');
        }
        snake.push(char.to_ascii_lowercase());
    }
    snake
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
