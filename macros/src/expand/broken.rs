//! Stub methods for lines with a mistake, and the error messages of a block.
//!
//! The compiler reports nothing more about a type that contains an error. So the stubs take and return a type that holds the
//! first message: it is reported once, and code that calls the stubs gets no further errors.
//!
//! What can still be read of such a line is in its stub for rust-analyzer, which completes, shows and renames only what an
//! expansion has. The compiler does not see it, so there is no second message in it.

use super::owner::{Block, Owner};
use super::{docs, ty};
use crate::model::{Broken, Method, Model, Remains, Takes};
use crate::rt::rt;
use proc_macro2::TokenStream;
use quote::quote;

/// The stub for a line with a mistake.
pub(crate) fn expand(broken: &Broken, owner: &Owner<'_>) -> TokenStream {
    let Owner { block, vis, .. } = owner;
    let (attrs, name, ty) = (docs::item(&broken.attrs), &broken.name, &block.broken);
    let argument = match broken.takes {
        Takes::Nothing => None,
        // One argument stands for any number of them: the compiler reports E0061 only for a call without arguments.
        Takes::Arguments => Some(quote! { _: #ty }),
    };
    let (allowed, remains) = expand_remains(&broken.remains).unzip();
    quote! {
        #attrs
        #allowed
        #vis fn #name(&self, #argument) -> #ty {
            #remains
            loop {}
        }
    }
}

/// A function with the parameters and types of a line, and the attribute that its condition needs.
fn expand_remains(Remains { params, types }: &Remains) -> Option<(TokenStream, TokenStream)> {
    if params.is_empty() && types.is_empty() {
        return None;
    }
    let params = params.iter().map(|(name, given)| match given {
        None => quote! { #name: &str },
        Some(given) => ty::argument(name, given),
    });
    let function = quote! {
        #[cfg(rust_analyzer)]
        fn line(#(#params),*) {
            #(let _: #types;)*
        }
    };
    Some((quote! { #[allow(unexpected_cfgs)] }, function))
}

/// Emits every message once. If there are stubs, the first message goes into their type.
pub(crate) fn expand_messages(
    model: &Model,
    block: &Block<'_>,
    errors: &[syn::Error],
) -> TokenStream {
    let broken = model.methods().any(|method| matches!(method, Method::Broken(_)));
    let (first, others) = errors.split_at(usize::from(broken).min(errors.len()));
    let (rt, name) = (rt(), &block.broken);
    let first = first.iter().map(syn::Error::to_compile_error);
    let others = others.iter().map(syn::Error::to_compile_error);
    quote! {
        #(
            #[doc(hidden)]
            type #name = #rt::Broken<{ #first }>;
        )*
        #(#others)*
    }
}
