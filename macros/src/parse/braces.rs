//! The braces of a client and of a group.

use super::words;
use crate::lex::{fail, is_word, next, peek_second_word};
use proc_macro2::{Delimiter, Group, TokenTree};
use syn::parse::ParseStream;
use syn::{Result, Token};

/// Groups do not nest, and other items cannot be inside the braces of a group or client.
pub(super) fn misplaced_item(input: ParseStream<'_>) -> Result<()> {
    let item = words::ITEMS.into_iter().find(|item| is_word(input, item));
    let item = item.filter(|_| peek_second_word(input).is_some());
    let runtime = (is_word(input, "crate") && input.peek2(Token![=])).then_some("crate");
    match item.or(runtime) {
        Some(item) => {
            let message = format!("`{item}` cannot be inside braces; close them first");
            fail(next(input), message)
        }
        None => Ok(()),
    }
}

/// Takes `{ .. }` if it is next.
pub(super) fn parse_braces(input: ParseStream<'_>) -> Result<Option<Group>> {
    match next(input) {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            input.parse().map(Some)
        }
        _ => Ok(None),
    }
}
