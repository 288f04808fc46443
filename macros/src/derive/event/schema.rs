//! The table of a stream's events for documents.

use super::model::{Events, KnownBy, Member};
use crate::derive::schema::describe;
use crate::rt::rt;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

pub(super) fn expand(events: &Events<'_>) -> TokenStream {
    let (name, rt) = (events.name, rt());
    let body = match &events.known_by {
        KnownBy::Name(members) => by_name(events, members),
        KnownBy::Tag => by_tag(name),
    };
    quote! {
        #[automatically_derived]
        impl #rt::openapi::EventSchema for #name {
            fn event_schema(components: &mut #rt::openapi::Components) -> #rt::Value {
                #body
            }
        }
    }
}

fn by_name(events: &Events<'_>, members: &[Member<'_>]) -> TokenStream {
    let rt = rt();
    let (name, docs) = (events.component.name(events.name), &events.component.docs.0);
    let rows = members.iter().map(|member| {
        let (variant, docs) = (member.name.to_string(), &member.docs.0);
        let (names, data) = (member.names.texts(), describe(member.payload));
        quote! {
            #rt::openapi::NamedEvent {
                variant: #variant,
                docs: #docs,
                names: &[#(#names),*],
                data: #data,
            }
        }
    });
    quote! {
        #[allow(unused_imports)]
        use #rt::openapi::{WithJsonSchema as _, WithSchema as _, WithoutSchema as _};
        #rt::openapi::named_events::<Self>(components, #name, #docs, &[#(#rows),*])
    }
}

/// The derived `Union` describes the data.
fn by_tag(name: &Ident) -> TokenStream {
    let rt = rt();
    quote! {
        #rt::openapi::tagged_event(components, <#name as #rt::openapi::Schema>::schema)
    }
}
