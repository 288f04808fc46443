//! Prints tokens as a person would write them, for messages and documentation.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// Prints tokens without the spaces that the compiler puts between them: `Page<Assistant>`, `Option<Vec<u8>>`.
pub(crate) fn text(tokens: &impl ToTokens) -> String {
    let mut text = String::new();
    write(tokens.to_token_stream(), &mut text);
    text
}

fn write(tokens: TokenStream, text: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                if text.ends_with(|last: char| last.is_alphanumeric() || last == '_') {
                    text.push(' ');
                }
                text.push_str(&ident.to_string());
            }
            TokenTree::Punct(punct) => {
                text.push(punct.as_char());
                if matches!(punct.as_char(), ',' | ';' | '+') && punct.spacing() == Spacing::Alone {
                    text.push(' ');
                }
            }
            TokenTree::Literal(literal) => text.push_str(&literal.to_string()),
            TokenTree::Group(group) => {
                let (open, close) = delimiters(group.delimiter());
                text.push_str(open);
                write(group.stream(), text);
                text.push_str(close);
            }
        }
    }
}

fn delimiters(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}

/// A doc link to a type, with the last segment of its path as text.
pub(crate) fn link(ty: &impl ToTokens) -> String {
    let path = text(ty);
    match path.rsplit_once("::") {
        _ if path.contains('<') => format!("`{path}`"),
        Some((_, name)) => format!("[`{name}`]({path})"),
        None => format!("[`{path}`]"),
    }
}

/// A line of a doc comment. None for docs from macros such as `include_str!`.
pub(crate) fn doc_line(attr: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attr.meta else { return None };
    let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &meta.value else { return None };
    let text = text.value();
    Some(text.strip_prefix(' ').map(str::to_owned).unwrap_or(text))
}
