//! Expands the model.

use super::model::{Events, KnownBy, Member};
use super::schema;
use crate::derive::schema::emitted;
use crate::rt::{rt, rt_at};
use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

pub(super) fn expand(events: &Events<'_>) -> TokenStream {
    let rt = rt();
    let name = events.name;
    let reading = match &events.known_by {
        KnownBy::Name(members) => by_name(members),
        KnownBy::Tag => by_tag(),
    };
    let terminal = terminal(&events.terminal);
    let schema = emitted(|| schema::expand(events));
    quote! {
        #[automatically_derived]
        impl #rt::Event for #name {
            #reading

            fn is_known(&self) -> #rt::bool {
                match self {
                    Self::Unknown { .. } => false,
                    _ => true,
                }
            }

            #terminal
        }

        #schema
    }
}

/// Chooses the type of the data by the name of the event.
fn by_name(members: &[Member<'_>]) -> TokenStream {
    let rt = rt();
    let (read, names, written): (Vec<_>, Vec<_>, Vec<_>) = members.iter().map(arms).collect();
    quote! {
        fn decode(event: &#rt::str, data: &#rt::str) -> #rt::Result<Self, #rt::JsonError> {
            match event {
                #(#read,)*
                _ => #rt::Ok(Self::Unknown {
                    event: #rt::Into::into(event),
                    data: #rt::Into::into(data),
                }),
            }
        }

        fn name(&self) -> &#rt::str {
            match self {
                #(#names,)*
                Self::Unknown { event, .. } => event,
            }
        }

        fn data(&self) -> #rt::Result<#rt::Cow<'_, #rt::str>, #rt::JsonError> {
            match self {
                #(#written,)*
                Self::Unknown { data, .. } => #rt::Ok(#rt::Cow::Borrowed(data)),
            }
        }
    }
}

/// The arms of a variant: in `decode`, `name` and `data`.
fn arms(member: &Member<'_>) -> (TokenStream, TokenStream, TokenStream) {
    let Member { name, names, payload, .. } = member;
    let (wire_name, wire_names) = (&names.name.text, names.texts());
    let span = payload.span();
    let rt = rt_at(span);
    let read = quote_spanned! { span=> #rt::read_data::<#payload>(data) };
    let written = quote_spanned! { span=> #rt::write_data::<#payload>(value) };
    (
        quote! { #(#wire_names)|* => #read.map(Self::#name) },
        quote! { Self::#name(_) => #wire_name },
        quote! { Self::#name(value) => #written },
    )
}

/// Leaves the choice to the derived `Union`: the tag is in the data, so the name of the event is not needed.
fn by_tag() -> TokenStream {
    let rt = rt();
    quote! {
        fn decode(_: &#rt::str, data: &#rt::str) -> #rt::Result<Self, #rt::JsonError> {
            #rt::read_data(data)
        }

        fn name(&self) -> &#rt::str {
            self.tag()
        }

        fn data(&self) -> #rt::Result<#rt::Cow<'_, #rt::str>, #rt::JsonError> {
            #rt::write_data(self)
        }
    }
}

fn terminal(variants: &[&Ident]) -> Option<TokenStream> {
    let rt = rt();
    variants.first()?;
    Some(quote! {
        const HAS_TERMINAL: #rt::bool = true;

        fn is_terminal(&self) -> #rt::bool {
            match self {
                #(Self::#variants { .. })|* => true,
                _ => false,
            }
        }
    })
}
