//! Expands the model: one file per artefact, emitted in the order in which rustdoc should list them.
//!
//! The functions here decide nothing and cannot fail. Code that is the same in every expansion belongs in the runtime.

mod artefact;
mod broken;
mod call;
mod client;
mod docs;
mod endpoint;
mod errors;
mod group;
mod input;
mod lifetimes;
mod list;
mod method;
mod mock;
mod openapi;
mod owner;
mod scalar;
mod table;
#[cfg(test)]
mod tests;
mod ty;

use crate::model::{Id, Model};
use crate::rt::{self, rt};
pub(crate) use artefact::{Artefact, Artefacts};
use owner::Block;
use proc_macro2::TokenStream;
use quote::quote;

pub(crate) fn expand(model: &Model, artefacts: Artefacts, errors: &[syn::Error]) -> TokenStream {
    rt::within(model.runtime.as_ref(), || expand_block(model, artefacts, errors))
}

fn expand_block(model: &Model, artefacts: Artefacts, errors: &[syn::Error]) -> TokenStream {
    let block = Block::of(model);
    let client = model.client.iter().map(|client| client::expand(client, &block));
    let groups = model.groups().map(|group| group::expand(group, &block));
    let ids = model.ids.iter().map(expand_id);
    let call_type = call::expand_type(model, &block);
    let mock = artefacts.mock.emitted(|| mock::expand(model, &block, artefacts.openapi));
    let openapi = artefacts.openapi.emitted(|| openapi::expand(model, &block));
    let messages = broken::expand_messages(model, &block, errors);
    quote! {
        #(#client)*
        #(#groups)*
        #call_type
        #(#ids)*
        #mock
        #openapi
        #messages
    }
}

fn expand_id(id: &Id) -> TokenStream {
    let Id { vis, name, ty, .. } = id;
    let attrs = docs::item(&id.attrs);
    // `pub id ThreadId, RunId;` leaves no place for docs, and `missing_docs` asks for them.
    let doc = id.attrs.docs.is_empty().then(|| quote! { #[doc = " An id that the API assigns."] });
    // On the invocation, so that it also covers the `impl`s.
    let cfg = docs::cfg(&id.attrs);
    let rt = rt();
    let ty = ty.as_ref().map(|ty| quote! { (#ty) });
    quote! {
        #cfg
        #rt::id! { #doc #attrs #vis struct #name #ty; }
    }
}
