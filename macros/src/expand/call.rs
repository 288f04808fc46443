//! The call type of a block, and the setters of each endpoint with optional inputs.
//!
//! Another crate cannot add an inherent method to the runtime's `Call`, and every caller would have to import a trait. So each
//! block has its own type around a `Call`, to which a macro of the runtime gives every method of `Call`. All endpoints return
//! it, with or without optional inputs, so that adding an optional input later does not break callers. A number
//! tells the endpoints with optional inputs apart; their setters are methods of the call type with that number.

use super::owner::{Block, Owner};
use super::{docs, input};
use crate::model::{Endpoint, Method, Model};
use crate::rt::rt;
use proc_macro2::{Literal, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Visibility;

/// The call type. It is public if one of the types that have its methods is.
pub(crate) fn expand_type(model: &Model, block: &Block<'_>) -> Option<TokenStream> {
    let clients = model.client.iter().map(|client| (&client.vis, &client.methods));
    let owners = clients.chain(model.groups().map(|group| (&group.vis, &group.methods)));
    let needed = owners.filter(|(_, methods)| methods.iter().any(Method::is_whole));
    let vis = needed.map(|(vis, _)| vis).max_by_key(|vis| matches!(vis, Visibility::Public(_)))?;
    let (rt, call) = (rt(), &block.call);
    Some(quote! { #rt::call! { #vis struct #call; } })
}

/// The setters of each endpoint that has optional inputs.
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
    let cfg = &owner.cfg;
    let own = docs::cfg(&endpoint.attrs);
    let span = endpoint.reply.span();
    let call = call_of(endpoint, span, owner);
    let setters = input::setters(endpoint);
    let (unlinted, lifetimes_written) = (docs::unlinted(), docs::lifetimes_written());
    quote! {
        #cfg #own
        #unlinted
        #lifetimes_written
        impl #call {
            #(#setters)*
        }
    }
}

/// `OpenAiCall<Paged<Page<Run>>, 3>`. If `Run` cannot be decoded, the error is reported on the user's type.
pub(crate) fn call_of(endpoint: &Endpoint, span: Span, owner: &Owner<'_>) -> TokenStream {
    let (call, kind) = (&owner.block.call, endpoint.reply.runtime_type(span));
    let setters = endpoint.has_optional_inputs().then(|| {
        let number = Literal::usize_unsuffixed(endpoint.setters);
        quote! { , #number }
    });
    quote_spanned! { span=> #call<#kind #setters> }
}
