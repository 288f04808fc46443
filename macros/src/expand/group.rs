//! A group: a type with the methods of its endpoints.

use super::method::{self, Owner};
use super::{call, docs, table};
use crate::model::Group;
use crate::rt::{Rt, rt};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::Lifetime;

/// A group of the block's client, if it has one.
pub(crate) fn expand(group: &Group, call: &Ident, client: Option<&Ident>) -> TokenStream {
    let rt = rt();
    let Group { vis, ty, methods, .. } = group;
    let attrs = docs::item_without_deprecation(&group.attrs);
    let apart = client.is_none().then(|| apart(rt, group));
    let routes = client.is_none().then(|| docs::group_routes(group));
    let owner = owner(group, call, client);
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
        impl<'a> #ty<'a> {
            #(#functions)*
            #apart
        }

        #setters
    }
}

/// What a group needs to be mounted by a client that is elsewhere.
fn apart(rt: Rt, group: &Group) -> TokenStream {
    let (vis, table) = (&group.vis, table::of_group(group));
    quote! {
        /// These calls over a client.
        #vis fn new(client: &'a #rt::Client) -> Self {
            Self { client }
        }

        #table
    }
}

pub(crate) fn owner<'a>(group: &'a Group, call: &'a Ident, client: Option<&'a Ident>) -> Owner<'a> {
    Owner {
        vis: &group.vis,
        ty: &group.ty,
        call,
        table: client.unwrap_or(&group.ty),
        cfg: docs::cfg(&group.attrs),
        lifetime: Lifetime::new("'a", Span::call_site()),
        client: quote! { self.client },
        receiver: quote! { self },
    }
}
