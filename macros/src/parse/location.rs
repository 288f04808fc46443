//! A URL that the service gave, in place of a path: `PATCH <location: Url>`.

use super::param;
use crate::ast::{Extent, Need, Param, Path, PathPiece};
use crate::lex::{fail, is_end, next};
use crate::text::text;
use proc_macro2::TokenTree;
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative;
use syn::{Result, Token, Type};

/// ```ebnf
/// location = "<" wire_name [ "as" name ] ":" "Url" ">" ;
/// ```
/// Returns `None` if something else is next.
pub(super) fn parse_location(input: ParseStream<'_>) -> Result<Option<Path>> {
    let fork = input.fork();
    if !input.peek(Token![<]) {
        return Ok(None);
    }
    let Ok(param) = param::parse_param(&fork) else { return Ok(None) };
    if !param.ty.as_ref().is_some_and(is_url) {
        return Ok(None);
    }
    input.advance_to(&fork);
    part_of_location(&param)?;
    path_after_location(&param, input)?;
    let param = Param { ty: None, extent: Extent::Url, ..param };
    Ok(Some(Path { pieces: vec![PathPiece::Param(param)] }))
}

fn is_url(ty: &Type) -> bool {
    let ty = text(ty);
    ty == "Url" || ty.ends_with("::Url")
}

/// A request needs a whole URL.
fn part_of_location(param: &Param) -> Result<()> {
    if param.need == Need::Required && param.extent == Extent::Segment && param.separator.is_none()
    {
        return Ok(());
    }
    let name = &param.wire.text;
    fail(
        &param.wire.tokens,
        format!("the URL is the whole address of the request; write `<{name}: Url>`"),
    )
}

/// Nothing but a query can be appended to a URL.
fn path_after_location(param: &Param, input: ParseStream<'_>) -> Result<()> {
    match next(input) {
        Some(TokenTree::Group(_)) | None => return Ok(()),
        Some(token) if is_end(&token) || input.peek(Token![->]) || input.peek(Token![?]) => {
            return Ok(());
        }
        Some(TokenTree::Punct(mark)) if !matches!(mark.as_char(), '/' | '<' | ':' | '.') => {
            return Ok(());
        }
        Some(_) => {}
    }
    let name = &param.wire.text;
    fail(
        next(input),
        format!(
            "`<{name}: Url>` is the whole address, to which only a query is added; remove what follows it, or write \
             `->` before the reply"
        ),
    )
}
