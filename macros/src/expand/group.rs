//! A group: a type with the methods of its endpoints.

use super::method::{self, Owner};
use super::{call, docs, endpoint};
use crate::model::{Group, Method};
use crate::rt::rt;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Visibility;

/// `routes` is the route table, for a group whose client is elsewhere and cannot have it.
pub(crate) fn expand(group: &Group, call: &Ident, routes: Option<&TokenStream>) -> TokenStream {
    let rt = rt();
    let Group { vis, ty, methods, .. } = group;
    let attrs = docs::item_without_deprecation(&group.attrs);
    let owner = owner(group, call);
    let cfg = &owner.cfg;
    let functions = methods.iter().map(|method| method::expand(method, &owner));
    let constants = constants(methods, vis);
    let table = table(methods);
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
        }

        #cfg
        #[allow(dead_code)]
        impl #ty<'_> {
            #constants

            /// The endpoints of this group, in the order of the declaration.
            #vis const ENDPOINTS: &'static [&'static #rt::Endpoint] = #table;
        }

        #setters
    }
}

pub(crate) fn owner<'a>(group: &'a Group, call: &'a Ident) -> Owner<'a> {
    Owner {
        vis: &group.vis,
        ty: &group.ty,
        call,
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
