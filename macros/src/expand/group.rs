//! A group: a type with the methods of its endpoints.

use super::method::{self, Owner};
use super::{call, docs, endpoint};
use crate::model::{Group, Method};
use crate::rt::rt;
use proc_macro2::TokenStream;
use quote::quote;
use syn::Visibility;

/// `routes` is the route table, for a group whose client is elsewhere and cannot have it.
pub(crate) fn expand(group: &Group, routes: Option<&TokenStream>) -> TokenStream {
    let rt = rt();
    let Group { vis, ty, methods, .. } = group;
    let attrs = docs::item_without_deprecation(&group.attrs);
    let owner = owner(group);
    let cfg = &owner.cfg;
    let functions = methods.iter().map(|method| method::expand(method, &owner));
    let constants = constants(methods, vis);
    let table = table(methods);
    let calls = call::expand_all(methods, &owner);
    quote! {
        #attrs
        #routes
        #[derive(#rt::Clone, #rt::Copy, #rt::Debug)]
        #vis struct #ty<'a> {
            client: &'a #rt::Client,
        }

        #cfg
        impl<'a> #ty<'a> {
            #(#functions)*

            /// These calls over a client.
            #vis const fn new(client: &'a #rt::Client) -> Self {
                Self { client }
            }
        }

        #cfg
        impl #ty<'_> {
            #constants

            /// The endpoints of this group, in the order of the declaration.
            #vis const ENDPOINTS: &'static [&'static #rt::Endpoint] = #table;
        }

        #calls
    }
}

pub(crate) fn owner(group: &Group) -> Owner<'_> {
    Owner {
        vis: &group.vis,
        ty: &group.ty,
        cfg: docs::cfg(&group.attrs),
        lifetime: quote! { 'a },
        client: quote! { self.client },
    }
}

/// One constant for each endpoint.
pub(crate) fn constants(methods: &[Method], vis: &Visibility) -> TokenStream {
    let endpoints = methods.iter().filter_map(|method| match method {
        Method::Endpoint(endpoint) => Some(endpoint::expand(endpoint, vis)),
        Method::Broken(_) => None,
    });
    endpoints.collect()
}

/// `&[Self::CREATE, Self::RETRIEVE]`
pub(crate) fn table(methods: &[Method]) -> TokenStream {
    let rows = methods.iter().filter_map(|method| match method {
        Method::Endpoint(endpoint) => {
            let (cfg, constant) = (docs::cfg(&endpoint.attrs), &endpoint.names.constant);
            Some(quote! { #cfg Self::#constant })
        }
        Method::Broken(_) => None,
    });
    quote! { &[#(#rows),*] }
}
