//! How a declared type becomes an argument or a setter.

use super::lifetimes;
use crate::bare::bare;
use crate::rt::{rt, rt_at};
use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use std::borrow::Cow;
use syn::spanned::Spanned;
use syn::{GenericArgument, Lifetime, PathArguments, Type, parse_quote};

/// How the caller passes a value of a type.
pub(crate) enum Passing<'a> {
    /// By value: a number, `bool` or `char`.
    Value,
    /// `&str`.
    Text,
    /// `&[T]`, or a list in a setter.
    List(&'a GenericArgument),
    /// `&T`, or a value that converts into `T` in a setter.
    Other,
}

const VALUES: &[&str] = &[
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32",
    "u64", "u128", "usize",
];

pub(crate) fn passing(ty: &Type) -> Passing<'_> {
    let Type::Path(path) = bare(ty) else { return Passing::Other };
    let Some(last) = path.path.segments.last() else { return Passing::Other };
    let name = last.ident.to_string();
    match &last.arguments {
        PathArguments::None if VALUES.contains(&name.as_str()) => Passing::Value,
        PathArguments::None if name == "String" => Passing::Text,
        PathArguments::AngleBracketed(list) if name == "Vec" => {
            list.args.first().map_or(Passing::Other, Passing::List)
        }
        _ => Passing::Other,
    }
}

/// Whether this is a number, a `bool`, a `char` or a string, or a list of these.
pub(crate) fn is_plain(ty: &Type) -> bool {
    match passing(ty) {
        Passing::Value | Passing::Text => true,
        Passing::List(GenericArgument::Type(item)) => is_plain(item),
        Passing::List(_) | Passing::Other => false,
    }
}

/// A required argument: `thread: &ThreadId`.
pub(crate) fn argument(name: &Ident, ty: &Type) -> TokenStream {
    match passing(ty) {
        Passing::Value => quote! { #name: #ty },
        Passing::Text => quote! { #name: &str },
        Passing::List(item) => quote! { #name: &[#item] },
        Passing::Other => quote! { #name: &#ty },
    }
}

/// The type of a setter's argument, and the lifetime that it mentions, if any: none can be anonymous within `impl`.
pub(crate) fn setter(ty: &Type) -> (Option<Lifetime>, TokenStream) {
    let rt = rt();
    let (lifetime, ty) = within_impl(ty);
    let argument = match passing(&ty) {
        Passing::Value => quote! { #ty },
        Passing::Text => quote! { &str },
        Passing::List(item) if is_literal(item) => quote! { impl #rt::IntoIterator<Item = #item> },
        Passing::List(item) => quote! { impl #rt::IntoList<#item> },
        Passing::Other => quote! { impl #rt::Into<#ty> },
    };
    (lifetime, argument)
}

/// The items that a setter got, as a `Vec`.
pub(crate) fn collected(name: &Ident, item: &GenericArgument) -> TokenStream {
    let rt = rt_at(item.span());
    if is_literal(item) {
        quote_spanned! { item.span()=> #rt::collect(#name) }
    } else {
        quote_spanned! { item.span()=> #rt::IntoList::into_list(#name) }
    }
}

/// Whether the items of a list are passed by value: without a conversion, their literals need no suffix.
fn is_literal(item: &GenericArgument) -> bool {
    matches!(item, GenericArgument::Type(ty) if matches!(passing(ty), Passing::Value))
}

/// The type of an argument that gives items of a type, and the lifetime that it mentions, if any.
pub(crate) fn items(ty: &Type) -> (Option<Lifetime>, TokenStream) {
    let rt = rt();
    let (lifetime, ty) = within_impl(ty);
    (lifetime, quote! { impl #rt::IntoIterator<Item = impl #rt::Borrow<#ty>> })
}

/// The type with a name for its lifetime, and that name, if it has an anonymous one.
fn within_impl(ty: &Type) -> (Option<Lifetime>, Cow<'_, Type>) {
    let lifetime = parse_quote!('input);
    match lifetimes::named(ty, &lifetime) {
        Some(named) => (Some(lifetime), Cow::Owned(named)),
        None => (None, Cow::Borrowed(ty)),
    }
}
