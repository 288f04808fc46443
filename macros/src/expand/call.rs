//! The call type of a block, and the setters of each endpoint with optional inputs.
//!
//! An inherent method cannot be added to the runtime's `Call` from another crate, and a trait would have to be imported by
//! every caller. So a block that needs one has a type of its own around a `Call`, to which the runtime gives all that a
//! `Call` can do. A marker tells its endpoints apart; the declaration adds one setter for each optional input.

use super::owner::{Block, Owner};
use super::{docs, input};
use crate::model::{Endpoint, Method, Model};
use crate::rt::rt;
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Lifetime, Visibility};

/// The type, where an endpoint needs it.
pub(crate) fn expand_type(model: &Model, block: &Block<'_>) -> Option<TokenStream> {
    let clients = model.client.iter().map(|client| (&client.vis, &client.methods));
    let owners = clients.chain(model.groups().map(|group| (&group.vis, &group.methods)));
    let needed = owners.filter(|(_, methods)| with_setters(methods).next().is_some());
    let vis = needed.map(|(vis, _)| vis).max_by_key(|vis| matches!(vis, Visibility::Public(_)))?;
    let (rt, call) = (rt(), &block.call);
    Some(quote! { #rt::call! { #vis struct #call; } })
}

/// The marker and the setters of each endpoint that has optional inputs.
pub(crate) fn expand_setters(methods: &[Method], owner: &Owner<'_>) -> TokenStream {
    with_setters(methods).map(|endpoint| expand(endpoint, owner)).collect()
}

fn with_setters(methods: &[Method]) -> impl Iterator<Item = &Endpoint> {
    methods.iter().filter_map(|method| match method {
        Method::Endpoint(endpoint) if endpoint.has_optional_inputs() => Some(endpoint),
        _ => None,
    })
}

fn expand(endpoint: &Endpoint, owner: &Owner<'_>) -> TokenStream {
    let Owner { vis, ty, cfg, .. } = owner;
    let own = docs::cfg(&endpoint.attrs);
    let docs = format!(
        " The optional inputs of [`{ty}::{0}`]: setters of the call that it gives.",
        endpoint.name
    );
    let inputs = endpoint.names.inputs();
    let span = endpoint.reply.span();
    let call = call_of(endpoint, span, owner, &Lifetime::new("'_", Span::call_site()));
    let setters = input::setters(endpoint);
    quote! {
        #cfg #own
        #[doc = #docs]
        #vis struct #inputs;

        #cfg #own
        #[allow(dead_code)]
        impl #call {
            #(#setters)*
        }
    }
}

/// `OpenAiCall<'a, Paged<Page<Run>>, RunsListInputs>`
pub(crate) fn call_of(
    endpoint: &Endpoint,
    span: Span,
    owner: &Owner<'_>,
    lifetime: &Lifetime,
) -> TokenStream {
    let kind = endpoint.reply.runtime_type(span);
    let (call, inputs) = (&owner.block.call, endpoint.names.inputs());
    quote! { #call<#lifetime, #kind, #inputs> }
}
