//! The table of a stream's events for documents.

use super::model::{Events, KnownBy, Member};
use crate::derive::schema::json::{Json, Object};
use crate::derive::schema::{Types, expand_call};
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
    let mut types = Types::default();
    let rows = members.iter().map(|member| {
        let row = Object::default()
            .with("name", member.name.to_string())
            .with("docs", &member.docs.0)
            .with("names", member.names.texts().collect::<Json>());
        types.describe(row, member.payload)
    });
    let rows: Json = rows.collect();
    let table = events.component.table(events.name).with("events", rows);
    expand_call(&quote! { named_events }, (table, types))
}

/// The derived `Union` describes the data.
fn by_tag(name: &Ident) -> TokenStream {
    let rt = rt();
    quote! {
        #rt::openapi::tagged_event(components, <#name as #rt::openapi::Schema>::schema)
    }
}
