//! The expansion of a reply. It distinguishes kinds only for parts that a single kind has.

use super::events::Switch;
use super::kind::{JSON, Repeat, Reply};
use crate::foreign::needs_word;
use crate::rt::{Rt, rt_at};
use crate::text::{link, text};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

impl Reply {
    /// The span that errors in the reply's type are reported on.
    pub(crate) fn span(&self) -> Span {
        self.types().first().map_or_else(Span::call_site, |ty| ty.span())
    }

    /// The type of the runtime, `Json<Run>`.
    pub(crate) fn runtime_type(&self, span: Span) -> TokenStream {
        let rt = rt_at(span);
        let ty = Ident::new(self.kind().ty, span);
        match self.types().as_slice() {
            [] => quote! { #rt::#ty },
            types => {
                let ways = self.is_paged_back().then(|| quote_spanned! { span=> , #rt::BothWays });
                quote_spanned! { span=> #rt::#ty<#(#types),* #ways> }
            }
        }
    }

    fn is_paged_back(&self) -> bool {
        matches!(self, Self::Json(_, Some(Repeat::Paged(paging))) if paging.back.is_some())
    }

    /// The calls that set the reply in the row of the endpoint; none for JSON, which is the default.
    pub(crate) fn facts(&self, rt: Rt) -> Option<TokenStream> {
        let facts = match self {
            Self::Json(_, Some(Repeat::Paged(paging))) => Some(paging.facts(rt)),
            Self::Optional(_, nothing) => nothing.facts(),
            Self::Events(events) | Self::JsonOrEvents(_, events) => Some(events.facts(rt)),
            Self::Encoded(ty, codec) => {
                Some(quote! { .with_reply_media_type(<#codec as #rt::Codec<#ty>>::MEDIA_TYPE) })
            }
            _ => None,
        };
        let constant = self.kind().constant;
        if constant == JSON.constant {
            return facts;
        }
        let constant = Ident::new(constant, Span::call_site());
        Some(quote! { .with_reply(#rt::ReplyKind::#constant) #facts })
    }

    /// `.call(&self.client)`. The reply kind comes from the signature, and errors in its type are reported there.
    pub(crate) fn call(&self, span: Span) -> TokenStream {
        // The macro's own span for `self`, whatever `span` is.
        let client = quote! { &self.client };
        match self {
            Self::Json(_, Some(Repeat::Polled(until))) => {
                quote_spanned! { span=> .polled(#client, #until) }
            }
            _ => quote_spanned! { span=> .call(#client) },
        }
    }

    /// The reply as the declaration spells it.
    pub(crate) fn text(&self) -> String {
        let word = matches!(self.types().first(), Some(ty) if needs_word(ty));
        let spelled = match self {
            Self::Json(..) | Self::Optional(..) | Self::JsonOrEvents(..) if word => {
                format!("json {}", self.kind().text)
            }
            _ => self.kind().text.to_owned(),
        };
        self.types().into_iter().fold(spelled, |spelled, ty| spelled.replacen("{}", &text(ty), 1))
    }

    /// A remark for the docs of a method whose call type does not make the reply obvious.
    pub(crate) fn remark(&self) -> Option<String> {
        match self {
            Self::JsonOrEvents(_, events) => Some(match events.when {
                Some(_) => format!(
                    "`.stream()` asks for a stream of events instead, each a {}.",
                    link(&events.ty)
                ),
                None => format!(
                    "The service replies with JSON or with a stream of events, each a {}.",
                    link(&events.ty)
                ),
            }),
            Self::Optional(_, nothing) => nothing.remark(),
            _ => None,
        }
    }

    /// What of the request chooses events over the JSON reply.
    pub(crate) fn chosen_by(&self) -> Option<&Switch> {
        match self {
            Self::JsonOrEvents(_, events) => events.when.as_ref(),
            _ => None,
        }
    }
}
