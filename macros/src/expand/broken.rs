//! Stub methods for lines with a mistake, and the error messages of a block.
//!
//! The compiler reports nothing more about a type that contains an error. So the stubs take and return a type that holds the
//! first message: it is reported once, and code that calls the stubs gets no further errors.
//!
//! rust-analyzer is not the compiler, and sees some parts of a stub that the compiler does not. It completes, shows and renames
//! only what an expansion has, so the stub has what can be read of the line. And it reports the number of arguments of every
//! call, so the stub takes any number.

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
        Takes::Arguments => Some(quote! { #[cfg(not(rust_analyzer))] _: #ty, }),
    };
    let remains = expand_remains(&broken.remains);
    quote! {
        #attrs
        #[allow(unexpected_cfgs)]
        #vis fn #name(&self, #argument #[cfg(rust_analyzer)] _: ...) -> #ty {
            #remains
            loop {}
        }
    }
}

/// A function with the parameters and types of a line, which need not exist.
fn expand_remains(Remains { params, types }: &Remains) -> Option<TokenStream> {
    if params.is_empty() && types.is_empty() {
        return None;
    }
    let params = params.iter().map(|(name, given)| match given {
        None => quote! { #name: &str },
        Some(given) => ty::argument(name, given),
    });
    Some(quote! {
        #[cfg(rust_analyzer)]
        fn line(#(#params),*) {
            #(let _: #types;)*
        }
    })
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
