//! Lines with a mistake, and the messages of a block.
//!
//! The compiler says nothing more about a type that it found an error in. So the methods of such lines take and give a type
//! that holds the first message: it is reported once, and whatever a caller does with them is silent.

use super::docs;
use super::owner::{Block, Owner};
use crate::model::{Broken, Method, Model, Takes};
use crate::rt::rt;
use proc_macro2::TokenStream;
use quote::quote;

/// The method of a line with a mistake.
pub(crate) fn expand(broken: &Broken, owner: &Owner<'_>) -> TokenStream {
    let Owner { block, vis, .. } = owner;
    let (attrs, name, ty) = (docs::item(&broken.attrs), &broken.name, &block.broken);
    let argument = match broken.takes {
        Takes::Nothing => None,
        // One stands for all that may be given; only that none is given where one is taken, the compiler reports (E0061).
        Takes::Arguments => Some(quote! { _: #ty }),
    };
    quote! {
        #attrs
        #vis fn #name(&self, #argument) -> #ty {
            ::core::unimplemented!()
        }
    }
}

/// Every message once: one of them in the type of the broken methods, if there are any.
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
