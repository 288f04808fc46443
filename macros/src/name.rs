//! Builds identifiers from names. No other file changes the case of a name or builds an identifier from text.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;

/// `CreateRun`, `create-run`, `create[run]` -> `create_run`
pub(crate) fn snake(text: &str) -> String {
    if is_plain(text) && !text.ends_with('_') && !text.contains("__") {
        return text.to_owned();
    }
    let mut name = String::new();
    let mut before = ' ';
    for char in text.chars() {
        let boundary = char.is_uppercase() && (before.is_lowercase() || before.is_numeric());
        if (boundary || !char.is_alphanumeric()) && !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
        if char.is_alphanumeric() {
            name.extend(char.to_lowercase());
        }
        before = char;
    }
    name.trim_end_matches('_').to_owned()
}

/// `create_run` -> `CreateRun`
pub(crate) fn camel(text: &str) -> String {
    let words = text.split(|char: char| !char.is_alphanumeric());
    words.fold(String::new(), |mut name, word| {
        let mut chars = word.chars();
        name.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        name.extend(chars);
        name
    })
}

/// Words that are not plain identifiers: the keywords of all editions, from the Rust reference.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// The identifier for a text, raw if it is a keyword. `None` if Rust has no such identifier, as for `self` or `2fa`.
pub(crate) fn ident(text: &str, span: Span) -> Option<Ident> {
    match text {
        "self" | "Self" | "super" | "crate" => None,
        _ if KEYWORDS.contains(&text) => Some(Ident::new_raw(text, span)),
        // The compiler's lexer costs as much as the rest of a parameter, so plain words do not go through it.
        _ if is_plain(text) => Some(Ident::new(text, span)),
        _ => {
            let mut ident = syn::parse_str::<Ident>(text).ok()?;
            ident.set_span(span);
            Some(ident)
        }
    }
}

fn is_plain(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

/// The argument or setter for a name on the wire: `Idempotency-Key` -> `idempotency_key`
pub(crate) fn argument(wire: &str, span: Span) -> Option<Ident> {
    ident(&snake(wire), span)
}

/// `GET /threads/ by id` -> `get_threads_by_id`
pub(crate) fn method(words: &str, span: Span) -> Ident {
    Ident::new(&snake(words), span)
}

/// A type for a method: `Runs`, `create` -> `RunsCreateRequest`
pub(crate) fn type_of_method(owner: &Ident, method: &Ident, end: &str) -> Ident {
    let name = format!("{}{}{end}", owner.unraw(), camel(&method.unraw().to_string()));
    Ident::new(&name, method.span())
}

/// The call type of a block, from the block's client or first group: `OpenAi` -> `OpenAiCall`.
pub(crate) fn call_type(first: &Ident) -> Ident {
    Ident::new(&format!("{}Call", first.unraw()), first.span())
}

/// The type in the stubs of lines with a mistake: `OpenAi` -> `__OpenAiBroken`.
pub(crate) fn broken_type(first: &Ident) -> Ident {
    Ident::new(&format!("__{}Broken", first.unraw()), Span::call_site())
}

/// The type of a group from its accessor: `runs` -> `Runs`.
pub(crate) fn group_type(accessor: &Ident) -> Ident {
    Ident::new(&camel(&accessor.unraw().to_string()), accessor.span())
}

/// The module that has the type of a group, distinct from those of other blocks: `OpenAi`, `Runs` -> `__open_ai_runs`.
pub(crate) fn group_module(first: &Ident, group: &Ident) -> Ident {
    let snake = |name: &Ident| snake(&name.unraw().to_string());
    Ident::new(&format!("__{}_{}", snake(first), snake(group)), Span::call_site())
}

/// The accessor of a group from its type: `Runs` -> `runs`.
pub(crate) fn group_accessor(ty: &Ident) -> Ident {
    let text = snake(&ty.unraw().to_string());
    ident(&text, ty.span()).unwrap_or_else(|| ty.clone())
}

/// The argument that carries the body.
pub(crate) fn body(span: Span) -> Ident {
    Ident::new("body", span)
}

#[cfg(test)]
mod tests {
    use super::{camel, snake};

    #[test]
    fn names_on_the_wire_become_arguments() {
        assert_eq!(snake("include[]"), "include");
        assert_eq!(snake("filter[created_at]"), "filter_created_at");
        assert_eq!(snake("maxResults"), "max_results");
        assert_eq!(snake("X-Request-ID"), "x_request_id");
        assert_eq!(snake("$filter"), "filter");
        assert_eq!(snake("/v1.1/chat-completions"), "v1_1_chat_completions");
    }

    #[test]
    fn accessors_become_types() {
        assert_eq!(camel("vector_stores"), "VectorStores");
        assert_eq!(camel("runs"), "Runs");
    }
}
