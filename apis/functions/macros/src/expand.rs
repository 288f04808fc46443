//! Expansion: the function, and beside it a type of the same name. Everything that does not depend on names, types or
//! attributes is in the runtime.

use crate::argument::Argument;
use crate::check::Function;
use crate::item::Item;
use crate::options::Mode;
use crate::rt::Rt;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, Meta, ReturnType};

/// Expands to the function as it is, and a type whose associated function has the body `declaration`.
pub(crate) fn expand(rt: &Rt, item: &Item, declaration: &TokenStream) -> TokenStream {
    let Item { vis, name, .. } = item;
    let conditions: Vec<_> = item.attrs.iter().filter(|attr| attr.path().is_ident("cfg")).collect();
    let docs = format!("[`{0}`](fn@{0}), for a model to call.", name.unraw());
    quote! {
        // Models call only async functions, and arguments are owned, whether or not the body needs that.
        #[allow(clippy::unused_async, clippy::needless_pass_by_value)]
        #item

        #(#conditions)*
        #[doc = #docs]
        #[allow(non_camel_case_types, missing_debug_implementations)]
        #vis enum #name {}

        #(#conditions)*
        #[automatically_derived]
        #[allow(deprecated)]
        impl #name {
            /// Returns the function with its definition for the model.
            ///
            /// # Errors
            ///
            /// The function cannot be declared to a model.
            #vis fn function() -> #rt::Result<#rt::Function, #rt::DefinitionError> {
                #declaration
            }
        }
    }
}

/// The body for a function with a mistake.
pub(crate) fn erroneous(rt: &Rt) -> TokenStream {
    quote! { #rt::erroneous_function() }
}

/// Declares a type for the arguments, and a closure that calls the function with the fields of it.
pub(crate) fn declaration(rt: &Rt, function: &Function<'_>) -> TokenStream {
    let (arguments, declared) = (expand_arguments(rt, function), expand_declared(rt, function));
    let mode = match function.mode {
        Mode::Loose => quote! {},
        Mode::Strict => quote! { .map(#rt::Function::strict) },
    };
    quote! {
        #[allow(unused_imports)]
        use #rt::{Into as _, Outcome as _, schemars as __schemars, serde as __serde};
        #arguments
        #declared #mode
    }
}

/// Spanned at the result type, where rustc then reports mistakes in the output or the future.
fn expand_declared(rt: &Rt, function: &Function<'_>) -> TokenStream {
    let span = result_span(function.item);
    let (rt, ty, arguments) = (rt.at(span), arguments_type(), arguments());
    let fields = function.arguments.iter().map(|(name, _)| name);
    let (declared, name) = (&function.name, &function.item.name);
    quote_spanned! {span=>
        #rt::declare(#declared, |#arguments: #ty| async move {
            #rt::Returned(#name(#(#arguments.#fields),*).await).outcome()
        })
    }
}

/// The struct that the arguments are decoded into, and from which their schema is generated. The other derives take paths
/// as strings, in which no `$crate` can be, so they are told names that are imported before;
/// and schemars' derive needs the method `into`, which not every module has in scope.
fn expand_arguments(rt: &Rt, function: &Function<'_>) -> TokenStream {
    let docs = function.item.attrs.iter().filter(|attr| is_doc_comment(attr));
    let (fields, name) = (function.arguments.iter().map(expand_field), arguments_type());
    quote! {
        #(#docs)*
        #[derive(#rt::serde::Deserialize, #rt::schemars::JsonSchema)]
        #[serde(crate = "__serde", expecting = "an object of arguments")]
        #[schemars(crate = "__schemars")]
        #[allow(non_snake_case)]
        struct #name {
            #(#fields,)*
        }
    }
}

/// `#[doc(hidden)]` is not a doc comment.
fn is_doc_comment(attr: &Attribute) -> bool {
    attr.path().is_ident("doc") && matches!(attr.meta, Meta::NameValue(_))
}

fn expand_field((name, argument): &(&Ident, &Argument)) -> TokenStream {
    let (attrs, ty) = (argument.field_attrs(), &argument.ty);
    quote! { #(#attrs)* #name: #ty }
}

/// Prefixed with underscores, because type names are not hygienic and this one must not shadow a type of the user.
fn arguments_type() -> Ident {
    format_ident!("__Arguments")
}

/// The variable that holds the arguments. It is hygienic, so it does not shadow a function of this name. The arguments
/// themselves do not become variables: such a name would be read in the edition of this crate, where it may be a
/// keyword.
fn arguments() -> Ident {
    Ident::new("arguments", Span::mixed_site())
}

/// The location of the result type, for code that still resolves as the macro's own.
fn result_span(item: &Item) -> Span {
    Span::call_site().located_at(match &item.output {
        ReturnType::Default => item.name.span(),
        ReturnType::Type(_, ty) => ty.span(),
    })
}
