//! The types of error bodies: for certain statuses, and for replies that say in their body that they are errors.

use super::list::list;
use super::scalar::scalar;
use crate::model::{ErrorCondition, ErrorType, MediaTypes, StatusRange};
use crate::rt::{rt, rt_at};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

/// `.with_errors(&[ErrorSpec::new(404, ..)])`, or nothing.
pub(super) fn statuses(errors: &[ErrorType]) -> Option<TokenStream> {
    list(errors.iter().map(error), "with_errors")
}

/// `.with_error_conditions(&[ErrorCondition::new("ok", Scalar::Bool(false), ..)])`, or nothing.
pub(super) fn conditions(conditions: &[ErrorCondition]) -> Option<TokenStream> {
    list(conditions.iter().map(condition), "with_error_conditions")
}

fn error(error: &ErrorType) -> TokenStream {
    let rt = rt();
    let (constructor, status) = match error.status {
        StatusRange::One(status) => ("new", status),
        StatusRange::Class(digit) => ("class", digit),
    };
    let constructor = Ident::new(constructor, Span::call_site());
    let status = Literal::u16_unsuffixed(status);
    match &error.ty {
        Some(ty) => {
            let decoder = decoder(ty);
            let media = media(&error.media);
            quote! { #rt::ErrorSpec::#constructor(#status, #decoder) #media }
        }
        None => {
            let constructor = format_ident!("{constructor}_empty");
            quote! { #rt::ErrorSpec::#constructor(#status) }
        }
    }
}

/// `.with_media_types(&["application/problem+json"])`, or nothing for JSON alone.
fn media(media: &MediaTypes) -> Option<TokenStream> {
    media_types(media).map(|list| quote! { .with_media_types(#list) })
}

/// The same of the client.
pub(super) fn client_media(media: &MediaTypes) -> Option<TokenStream> {
    media_types(media).map(|list| quote! { .with_error_media_types(#list) })
}

fn media_types(MediaTypes { own, also }: &MediaTypes) -> Option<TokenStream> {
    let first =
        own.as_ref().map_or_else(|| quote! { "application/json" }, ToTokens::to_token_stream);
    let is_json = own.is_none() && also.is_empty();
    (!is_json).then(|| quote! { &[#first #(, #also)*] })
}

/// The decoder of an error type. If the type cannot be one, rustc reports it on the type.
pub(crate) fn decoder(ty: &Type) -> TokenStream {
    let rt = rt_at(ty.span());
    quote_spanned! { ty.span()=> #rt::ErrorDecoder::of::<#ty>() }
}

fn condition(error: &ErrorCondition) -> TokenStream {
    let rt = rt();
    let field = &error.condition.field.text;
    let decoder = decoder(&error.ty);
    match &error.condition.value {
        Some(value) => {
            let value = scalar(rt, value);
            quote! { #rt::ErrorCondition::new(#field, #value, #decoder) }
        }
        None => quote! { #rt::ErrorCondition::present(#field, #decoder) },
    }
}
