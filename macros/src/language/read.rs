//! From the text of a file to its declarations.

use super::block;
use super::declaration::Declaration;
use super::invocation::{Invocation, find};
use super::mistake::Mistake;
use crate::errors::Errors;
use crate::{check, parse, resolve};
use proc_macro2::{Span, TokenStream};

/// Reads the declarations in a Rust source file, in their order. A file without any has none.
///
/// `#[cfg]` is not evaluated: what depends on a condition is there, with the condition among its clauses. The macro is
/// recognised by its name, `api!`; declarations that a `macro_rules!` macro writes are left out.
///
/// # Errors
///
/// All mistakes of all declarations, in the order of the source; or the first place where the file is not Rust.
pub fn read(source: &str) -> Result<Vec<Declaration>, Vec<Mistake>> {
    let tokens: TokenStream = source.parse().map_err(|error: proc_macro2::LexError| {
        vec![Mistake::at(
            error.span(),
            "these are no tokens of Rust; are all brackets and quotes closed?".to_owned(),
        )]
    })?;
    let mut declarations = Vec::new();
    let mut mistakes = Vec::new();
    for invocation in find(tokens) {
        match read_invocation(&invocation) {
            Ok(declaration) => declarations.push(declaration),
            Err(found) => mistakes.extend(found),
        }
    }
    if mistakes.is_empty() { Ok(declarations) } else { Err(mistakes) }
}

fn read_invocation(invocation: &Invocation) -> Result<Declaration, Vec<Mistake>> {
    let mut errors = Errors::default();
    let api = parse::parse(invocation.body.stream(), &mut errors);
    let model = resolve::resolve(api, &mut errors);
    check::check(&model, &mut errors);
    let mistakes: Vec<_> = errors
        .in_source_order()
        .into_iter()
        .flatten()
        .map(|error| Mistake::at(place(invocation, error.span()), error.to_string()))
        .collect();
    if mistakes.is_empty() {
        Ok(block::declaration(&model, invocation.word.span()))
    } else {
        Err(mistakes)
    }
}

/// A mistake about something that is missing has no token; it is shown at the name of the macro.
fn place(invocation: &Invocation, span: Span) -> Span {
    let (body, part) = (invocation.body.span().byte_range(), span.byte_range());
    let is_inside = body.start <= part.start && part.end <= body.end && !part.is_empty();
    if is_inside { span } else { invocation.word.span() }
}
