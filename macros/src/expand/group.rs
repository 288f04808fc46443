//! A group: a type with the methods of its endpoints.

use super::owner::{Block, Owner};
use super::{call, docs, method, table};
use crate::model::Group;
use crate::rt::{Rt, rt};
use proc_macro2::TokenStream;
use quote::quote;

pub(crate) fn expand(group: &Group, block: &Block<'_>) -> TokenStream {
    let rt = rt();
    let Group { vis, ty, methods, .. } = group;
    let attrs = docs::item_without_deprecation(&group.attrs);
    let apart = (!block.has_client()).then(|| apart(rt, group));
    let routes = (!block.has_client()).then(|| docs::group_routes(group));
    let owner = Owner::of_group(group, block);
    let cfg = &owner.cfg;
    let functions = methods.iter().map(|method| method::expand(method, &owner));
    let setters = call::expand_setters(methods, &owner);
    quote! {
        #cfg
        #rt::group! {
            #attrs
            #routes
            #vis struct #ty;
        }

        #cfg
        #[allow(dead_code)]
        impl #ty {
            #(#functions)*
            #apart
        }

        #setters
    }
}

/// The items that a client in another block needs to mount the group.
fn apart(rt: Rt, group: &Group) -> TokenStream {
    let (vis, table) = (&group.vis, table::of_group(group));
    quote! {
        /// Returns these endpoints, called through `client`.
        #vis fn new(client: &#rt::Client) -> Self {
            Self { client: client.share() }
        }

        #table
    }
}
