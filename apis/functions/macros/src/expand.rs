//! From the function to the type beside it, of the same name. All that is not a name, a type or an attribute is in the
//! runtime.

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

/// The fn as it is, and beside it a type with `declaration` in a function of its own.
pub(crate) fn expand(rt: &Rt, item: &Item, declaration: &TokenStream) -> TokenStream {
    let Item { vis, name, .. } = item;
    let conditions: Vec<_> = item.attrs.iter().filter(|attr| attr.path().is_ident("cfg")).collect();
    let docs = format!("[`{0}`](fn@{0}), for a model to call.", name.unraw());
    quote! {
        #item

        #(#conditions)*
        #[doc = #docs]
        #[allow(non_camel_case_types, missing_debug_implementations)]
        #vis enum #name {}

        #(#conditions)*
        #[automatically_derived]
        #[allow(deprecated)]
        impl #name {
            /// The function with what a model is told about it.
            ///
            /// # Errors
            ///
            /// When it cannot be declared to a model.
            #vis fn function() -> #rt::Result<#rt::Function, #rt::DefinitionError> {
                #declaration
            }
        }
    }
}

/// What stands for a function with a mistake.
pub(crate) fn erroneous(rt: &Rt) -> TokenStream {
    quote! { #rt::erroneous_function() }
}

/// The arguments as a type, and the fn called with its fields.
pub(crate) fn declaration(rt: &Rt, function: &Function<'_>) -> TokenStream {
    let (arguments, declared) = (expand_arguments(rt, function), expand_declared(rt, function));
    let mode = match function.mode {
        Mode::Loose => quote! {},
        Mode::Strict => quote! { .map(#rt::Function::strict) },
    };
    quote! {
        #arguments
        #[allow(unused_imports)]
        use #rt::Outcome as _;
        #declared #mode
    }
}

/// What rustc has to say about the output or the future, it says here.
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

/// The struct that the model's arguments are decoded into, and that their schema is made from.
fn expand_arguments(rt: &Rt, function: &Function<'_>) -> TokenStream {
    let (serde, schemars) = (rt.path_of("serde"), rt.path_of("schemars"));
    let docs = function.item.attrs.iter().filter(|attr| is_doc_comment(attr));
    let (fields, name) = (function.arguments.iter().map(expand_field), arguments_type());
    quote! {
        #(#docs)*
        #[derive(#rt::serde::Deserialize, #rt::schemars::JsonSchema)]
        #[serde(crate = #serde, expecting = "an object of arguments")]
        #[schemars(crate = #schemars)]
        #[allow(non_snake_case)]
        struct #name {
            #(#fields,)*
        }
    }
}

/// `#[doc(hidden)]` is none.
fn is_doc_comment(attr: &Attribute) -> bool {
    attr.path().is_ident("doc") && matches!(attr.meta, Meta::NameValue(_))
}

fn expand_field((name, argument): &(&Ident, &Argument)) -> TokenStream {
    let (attrs, ty) = (argument.field_attrs(), &argument.ty);
    quote! { #(#attrs)* #name: #ty }
}

/// Shadows nothing of the user's, as far as names go: a type has no hygiene.
fn arguments_type() -> Ident {
    format_ident!("__Arguments")
}

/// The variable of that type, which hides no fn of this name. An argument has none of its own: under a span of ours, its
/// name would be read in our edition, where it may be a keyword.
fn arguments() -> Ident {
    Ident::new("arguments", Span::mixed_site())
}

/// Where the type of the result is written, for code that is nevertheless the macro's own.
fn result_span(item: &Item) -> Span {
    Span::call_site().located_at(match &item.output {
        ReturnType::Default => item.name.span(),
        ReturnType::Type(_, ty) => ty.span(),
    })
}
