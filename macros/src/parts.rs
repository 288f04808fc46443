//! The names and lifetimes in a type.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericArgument, Lifetime, Path, PathArguments, Type};

/// A part of a type.
pub(crate) enum Part<'a> {
    /// The first word of a path, which alone is looked up where the type is written: `models` in `models::Issue`.
    Name(&'a Ident),
    Lifetime(&'a Lifetime),
}

/// Calls `see` with each part of a type.
// Nearly every type is a path. Its tree is walked, because the tokens of each type would cost more than the rest of a line.
pub(crate) fn for_each(ty: &Type, see: &mut dyn FnMut(Part<'_>)) {
    match ty {
        Type::Path(path) if path.qself.is_none() => of_path(&path.path, see),
        Type::Reference(reference) => {
            reference.lifetime.iter().for_each(|lifetime| see(Part::Lifetime(lifetime)));
            for_each(&reference.elem, see);
        }
        Type::Paren(paren) => for_each(&paren.elem, see),
        Type::Group(group) => for_each(&group.elem, see),
        Type::Slice(slice) => for_each(&slice.elem, see),
        Type::Tuple(tuple) => tuple.elems.iter().for_each(|elem| for_each(elem, see)),
        other => of_tokens(other.to_token_stream(), see),
    }
}

fn of_path(path: &Path, see: &mut dyn FnMut(Part<'_>)) {
    if path.leading_colon.is_none() {
        path.segments.first().iter().for_each(|first| see(Part::Name(&first.ident)));
    }
    for segment in &path.segments {
        match &segment.arguments {
            PathArguments::None => {}
            PathArguments::AngleBracketed(list) => {
                list.args.iter().for_each(|argument| of_argument(argument, see));
            }
            PathArguments::Parenthesized(list) => of_tokens(list.to_token_stream(), see),
        }
    }
}

fn of_argument(argument: &GenericArgument, see: &mut dyn FnMut(Part<'_>)) {
    match argument {
        GenericArgument::Type(ty) => for_each(ty, see),
        GenericArgument::Lifetime(lifetime) => see(Part::Lifetime(lifetime)),
        other => of_tokens(other.to_token_stream(), see),
    }
}

fn of_tokens(tokens: TokenStream, see: &mut dyn FnMut(Part<'_>)) {
    let (mut in_path, mut quote) = (false, None);
    for token in tokens {
        let mut colon = false;
        match token {
            TokenTree::Ident(ident) => match quote.take() {
                Some(apostrophe) => see(Part::Lifetime(&Lifetime { apostrophe, ident })),
                None if !in_path => see(Part::Name(&ident)),
                None => {}
            },
            TokenTree::Group(group) => of_tokens(group.stream(), see),
            TokenTree::Punct(punct) => {
                colon = punct.as_char() == ':';
                quote = (punct.as_char() == '\'').then(|| punct.span());
            }
            TokenTree::Literal(_) => {}
        }
        in_path = colon;
    }
}
