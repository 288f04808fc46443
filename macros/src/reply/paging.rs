//! `paged by`: what the pages of a list are requested by.

use crate::rt::Rt;
use crate::wire_name::WireName;
use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

/// `after_id back by before_id`
pub(crate) struct Paging {
    pub(crate) next: PagedBy,
    pub(crate) back: Option<PagedBy>,
}

/// What the next page is requested by.
pub(crate) enum PagedBy {
    /// `after`, `start_cursor in body`, `after from header "X-Next"`
    Cursor(Cursor),
    /// `link`
    Link,
    /// `url`
    Url,
    /// `number page from 1`: the query parameter, and the number of the first page.
    Number(WireName, u64),
    /// `offset offset`: the query parameter, and the offset of the first page.
    Offset(WireName, u64),
}

pub(crate) struct Cursor {
    /// The query parameter or the field of the body that takes it.
    pub(crate) name: WireName,
    pub(crate) place: Place,
    /// The header that it comes from. Without one, the page has it.
    pub(crate) header: Option<LitStr>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Query,
    Body,
}

/// Who says where the next page is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    Page,
    Header,
    /// Nobody: pages or items are counted.
    Count,
}

impl Paging {
    /// The ways in both directions.
    pub(crate) fn ways(&self) -> impl Iterator<Item = &PagedBy> {
        std::iter::once(&self.next).chain(&self.back)
    }

    /// The names of the headers that cursors come from.
    pub(crate) fn headers(&self) -> impl Iterator<Item = &LitStr> {
        self.ways().filter_map(|way| match way {
            PagedBy::Cursor(cursor) => cursor.header.as_ref(),
            _ => None,
        })
    }

    /// The calls that set it in the row of the endpoint.
    pub(super) fn facts(&self, rt: Rt) -> TokenStream {
        let next = match &self.next {
            PagedBy::Cursor(Cursor { name, place: Place::Query, header: None }) => {
                let name = &name.text;
                quote! { .with_paging(#name) }
            }
            next => {
                let next = next.constant(rt);
                quote! { .with_pages(#next) }
            }
        };
        let back = self.back.iter().map(|back| {
            let back = back.constant(rt);
            quote! { .with_pages_back(#back) }
        });
        quote! { #next #(#back)* }
    }
}

impl PagedBy {
    pub(crate) fn source(&self) -> Source {
        match self {
            Self::Cursor(Cursor { header: None, .. }) | Self::Url => Source::Page,
            Self::Cursor(_) | Self::Link => Source::Header,
            Self::Number(..) | Self::Offset(..) => Source::Count,
        }
    }

    fn constant(&self, rt: Rt) -> TokenStream {
        match self {
            Self::Cursor(Cursor { name, place, header }) => {
                let name = &name.text;
                let in_body = (*place == Place::Body).then(|| quote! { .in_body() });
                let header = header.iter().map(|header| header.value().to_ascii_lowercase());
                quote! { #rt::PagedBy::cursor(#name) #in_body #(.from_header(#header))* }
            }
            Self::Link => quote! { #rt::PagedBy::Link },
            Self::Url => quote! { #rt::PagedBy::Url },
            Self::Number(WireName { text, .. }, first) => {
                quote! { #rt::PagedBy::number(#text, #first) }
            }
            Self::Offset(WireName { text, .. }, first) => {
                quote! { #rt::PagedBy::offset(#text, #first) }
            }
        }
    }
}
