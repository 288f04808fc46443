//! A group: a type with the methods of its endpoints.

use super::owner::{Block, Owner};
use super::{call, docs, method, table};
use crate::model::{Attrs, Group};
use crate::rt::{Rt, rt, rt_at};
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{VisRestricted, Visibility, parse_quote};

pub(crate) fn expand(group: &Group, block: &Block<'_>) -> TokenStream {
    let rt = rt();
    let methods = &group.methods;
    let apart = (!block.has_client()).then(|| apart(rt, group));
    let owner = Owner::of_group(group, block);
    let Owner { path, cfg, .. } = &owner;
    let (unlinted, lifetimes_written) = (docs::unlinted(), docs::lifetimes_written());
    let functions = methods.iter().map(|method| method::expand(method, &owner));
    let setters = call::expand_setters(methods, &owner);
    let declared = expand_type(group, block);
    quote! {
        #cfg
        #declared

        #cfg
        #unlinted
        #lifetimes_written
        impl #path {
            #(#functions)*
            #apart
        }

        #setters
    }
}

/// The type. If its name has another meaning here, rustc reports that once, on the name of the group.
fn expand_type(group: &Group, block: &Block<'_>) -> TokenStream {
    let Group { vis, ty, attrs: Attrs { docs, lints, .. }, .. } = group;
    let more_docs = match block.has_client() {
        true => docs::undocumented_group(group),
        false => Some(docs::group_routes(group)),
    };
    let (module, inner) = (block.module(group), one_module_down(vis));
    let span = Span::call_site().located_at(ty.span());
    let rt = rt_at(span);
    quote_spanned! { span=>
        #rt::group! {
            #(#docs)*
            #vis use;

            #(#lints)*
            #more_docs
            struct #ty in #inner #module;
        }
    }
}

/// The same visibility, written in a module of the one where `vis` is written.
fn one_module_down(vis: &Visibility) -> Visibility {
    match vis {
        Visibility::Inherited => parse_quote!(pub(super)),
        Visibility::Restricted(VisRestricted { path, .. }) => match path.segments.first() {
            Some(first) if first.ident == "crate" => vis.clone(),
            Some(first) if first.ident == "self" => {
                let rest = path.segments.iter().skip(1);
                parse_quote!(pub(in super #(::#rest)*))
            }
            _ => parse_quote!(pub(in super::#path)),
        },
        Visibility::Public(_) => vis.clone(),
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
