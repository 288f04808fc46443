//! Identifiers of Rust, each given once in its place.

use super::words::{camel, snake, spelled, words};
use std::collections::BTreeSet;

/// Gives out the names of one place: the types of a module, the fields of a struct, the variants of an enum.
#[derive(Debug, Default)]
pub(crate) struct Names {
    taken: BTreeSet<String>,
}

/// Names that types cannot have: derives and lines of `api!` take them for the types of that name in other crates.
const TYPES: &[&str] = &[
    "Box",
    "Bytes",
    "BytesMut",
    "Err",
    "Extra",
    "FilePart",
    "Json",
    "NoContent",
    "None",
    "Ok",
    "Option",
    "Patch",
    "Result",
    "Self",
    "Some",
    "StatusCode",
    "StreamingResponse",
    "String",
    "Url",
    "Vec",
];

/// The keywords of all editions. The last four are no identifiers even with `r#`.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield", "Self", "self", "super", "crate",
];

impl Names {
    /// The types of a module.
    pub(crate) fn of_types() -> Self {
        Self::with(TYPES)
    }

    /// A place with names of its own.
    pub(crate) fn with(taken: &[&str]) -> Self {
        Self { taken: taken.iter().map(|&name| name.to_owned()).collect() }
    }

    /// Whether a name is given already.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// Takes a name if it is free.
    pub(crate) fn take(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_owned())
    }

    /// The first of these names that is free, else the first of them with a number.
    pub(crate) fn first_free(&mut self, names: &[String]) -> String {
        if let Some(free) = names.iter().find(|name| !self.has(name)) {
            self.take(free);
            return free.clone();
        }
        let first = names.first().map_or("Unnamed", String::as_str);
        // A number after a number would be another number.
        let mark = if first.ends_with(|last: char| last.is_ascii_digit()) { "_" } else { "" };
        let numbered = (2..).map(|number| format!("{first}{mark}{number}"));
        let free = numbered.into_iter().find(|name| !self.has(name)).unwrap_or_default();
        self.take(&free);
        free
    }

    /// A free name.
    pub(crate) fn free(&mut self, name: &str) -> String {
        self.first_free(&[name.to_owned()])
    }
}

/// The name of a type or a variant.
pub(crate) fn type_name(text: &str) -> String {
    upper(&camel(&words(text)))
}

/// How long the name of a type that is written in place may be.
const LONGEST: usize = 50;

/// A name that is too long, without its first words.
pub(crate) fn shortened(name: &str) -> String {
    let mut parts = words(name);
    while parts.len() > 1 && camel(&parts).chars().count() > LONGEST {
        parts.remove(0);
    }
    if name.chars().count() > LONGEST { upper(&camel(&parts)) } else { name.to_owned() }
}

/// The name of a type from words.
pub(crate) fn type_name_of(words: &[String]) -> String {
    upper(&camel(words))
}

fn upper(name: &str) -> String {
    match name.chars().next() {
        None => "Unnamed".to_owned(),
        Some(first) if first.is_ascii_digit() || !unicode_ident::is_xid_start(first) => {
            format!("V{name}")
        }
        Some(_) if name == "Self" => "SelfValue".to_owned(),
        Some(_) => name.to_owned(),
    }
}

/// The names of a variant for a string, in the order of preference.
pub(crate) fn variant_names(text: &str) -> Vec<String> {
    let plain = words(text);
    // A sign makes a difference at the beginning: `+1` and `-1`.
    let signed = text.starts_with(['+', '-', '!', '<', '>', '=']);
    let mut names = Vec::new();
    if !plain.is_empty() && !signed {
        names.push(upper(&camel(&plain)));
    }
    let spelled = spelled(text);
    names.push(if spelled.is_empty() { "Empty".to_owned() } else { upper(&camel(&spelled)) });
    for name in &mut names {
        // `Unknown` is the variant of all other strings.
        if name == "Unknown" {
            "UnknownValue".clone_into(name);
        }
    }
    names
}

/// Names of variants without the name of their enum at the beginning.
pub(crate) fn without_prefix(names: Vec<String>, name: &str) -> Vec<String> {
    let short = names.first().and_then(|first| {
        let rest = first.strip_prefix(name)?;
        rest.starts_with(|first: char| first.is_ascii_uppercase()).then(|| rest.to_owned())
    });
    let short = short.filter(|short| !["Unknown", "Self"].contains(&short.as_str()));
    short.into_iter().chain(names).collect()
}

/// The name of a field, a method or an argument, without `r#`.
pub(crate) fn value_name(text: &str) -> String {
    let plain = words(text);
    let signed = text.starts_with(['+', '-']) && text.len() > 1;
    let name = match plain.is_empty() || signed {
        true => snake(&spelled(text)),
        false => snake(&plain),
    };
    let starts = name
        .chars()
        .next()
        .is_some_and(|first| !first.is_ascii_digit() && unicode_ident::is_xid_start(first));
    match (name.is_empty(), starts) {
        (true, _) => "value".to_owned(),
        (_, false) => format!("n{name}"),
        _ => name,
    }
}

/// A name as it is written in Rust: raw if it is a keyword, with an underscore if that does not help.
pub(crate) fn ident(name: &str) -> String {
    match name {
        "self" | "super" | "crate" | "Self" => format!("{name}_"),
        _ if KEYWORDS.contains(&name) => format!("r#{name}"),
        _ => name.to_owned(),
    }
}

/// Whether a type cannot have a name, because lines and derives mean another type by it.
pub(crate) fn is_known_type(name: &str) -> bool {
    TYPES.contains(&name)
}

/// Whether a name is one that Rust can only write as `r#name` or not at all.
pub(crate) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_given_once() {
        let mut names = Names::of_types();
        let given =
            ["Run", "Run", "Run", "Run2", "Option", "V2", "V2"].map(|name| names.free(name));
        assert_eq!(given, ["Run", "Run2", "Run3", "Run2_2", "Option2", "V2", "V2_2"]);
    }

    #[test]
    fn names_of_fields() {
        let cases = [
            ("type", "r#type"),
            ("self", "self_"),
            ("fooBar", "foo_bar"),
            ("+1", "plus_1"),
            ("-1", "minus_1"),
            ("2fa", "n2fa"),
            ("@type", "r#type"),
            ("$ref", "r#ref"),
            ("", "value"),
            ("_", "underscore"),
            ("StartTime>", "start_time"),
        ];
        for (text, name) in cases {
            assert_eq!(ident(&value_name(text)), name, "{text}");
        }
    }

    #[test]
    fn names_of_variants() {
        let cases = [
            ("asc", "Asc"),
            ("", "Empty"),
            ("=", "Equal"),
            ("!=", "NotEqual"),
            ("256x256", "V256x256"),
            ("1.0", "V1_0"),
            ("unknown", "UnknownValue"),
            ("self", "SelfValue"),
            ("fine-tune", "FineTune"),
            ("+1", "Plus1"),
            ("*", "Star"),
        ];
        for (text, name) in cases {
            assert_eq!(variant_names(text)[0], name, "{text}");
        }
    }
}
