//! Identifiers made from names. The only file that changes a case or builds an identifier out of text.

use crate::ast::{HttpMethod, Param, Path, PathPiece, WireName};
use crate::model::Names;
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

/// Words that are no identifiers as they are (the Rust reference, "Keywords", of all editions).
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// An identifier of that text, raw where it is a keyword. `None` where Rust has no identifier for it, such as `self` or `2fa`.
pub(crate) fn ident(text: &str, span: Span) -> Option<Ident> {
    match text {
        "self" | "Self" | "super" | "crate" => None,
        _ if KEYWORDS.contains(&text) => Some(Ident::new_raw(text, span)),
        // Only what is more than a plain word needs the compiler's lexer, which costs as much as the rest of a parameter.
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

/// The argument or setter of a parameter: its alias, its own token, or its wire name in Rust's case.
pub(crate) fn argument(param: &Param) -> Option<Ident> {
    match &param.alias {
        Some(alias) => Some(alias.clone()),
        None => argument_of(&param.wire),
    }
}

fn argument_of(wire: &WireName) -> Option<Ident> {
    ident(&snake(&wire.text), wire.span())
}

/// `Idempotency-Key` -> `idempotency_key`
pub(crate) fn header_argument(name: &syn::LitStr) -> Option<Ident> {
    ident(&snake(&name.value()), name.span())
}

/// `GET /threads/<id>` -> `get_threads_by_id`
pub(crate) fn derived(method: &HttpMethod, path: &Path) -> Ident {
    let mut words = vec![method.verb.as_str().to_ascii_lowercase()];
    for piece in &path.pieces {
        match piece {
            PathPiece::Literal(text) => words.extend([snake(text)]),
            PathPiece::Param(param) => words.extend(["by".to_owned(), snake(&param.wire.text)]),
        }
    }
    words.retain(|word| !word.is_empty());
    Ident::new(&words.join("_"), method.span)
}

/// The names around `method`, in `owner`: the group's type, or the client's for a method on the client itself.
pub(crate) fn endpoint(owner: &Ident, group: Option<&Ident>, method: &Ident) -> Names {
    let text = method.unraw().to_string();
    Names {
        id: group.map_or_else(|| text.clone(), |group| format!("{}.{text}", group.unraw())),
        owner: owner.clone(),
        method: method.clone(),
    }
}

/// Made when they are asked for: most endpoints need neither.
impl Names {
    /// `RunsListInputs`: says which endpoint a call with optional inputs is of.
    pub(crate) fn inputs(&self) -> Ident {
        self.joined("Inputs")
    }

    /// `RunsCreateRequest`: what a handler of the stand-in service gets.
    pub(crate) fn request(&self) -> Ident {
        self.joined("Request")
    }

    fn joined(&self, end: &str) -> Ident {
        let Self { owner, method, .. } = self;
        let name = format!("{}{}{end}", owner.unraw(), camel(&method.unraw().to_string()));
        Ident::new(&name, method.span())
    }
}

/// The type of the calls with optional inputs in a block, from the block's first type: `OpenAi` -> `OpenAiCall`.
pub(crate) fn call_type(first: &Ident) -> Ident {
    Ident::new(&format!("{}Call", first.unraw()), first.span())
}

/// The type of a group from its accessor: `runs` -> `Runs`.
pub(crate) fn group_type(accessor: &Ident) -> Ident {
    Ident::new(&camel(&accessor.unraw().to_string()), accessor.span())
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
