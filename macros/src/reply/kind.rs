//! The kinds of replies.

use super::events::Events;
use super::nothing::Nothing;
use super::paging::{Paging, Source};
use syn::{Path as RustPath, Type};

/// A kind of reply: how it is declared, its constant in the endpoint table, and its type in the runtime.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    /// As the declaration spells it, with `{}` for each type.
    pub(super) text: &'static str,
    /// The name of the `ReplyKind`.
    pub(super) constant: &'static str,
    /// The name of the type, whose parameters are the declared types.
    pub(super) ty: &'static str,
}

/// The kinds that begin with a word. The grammar has `sse` in a production of its own, `events`.
///
/// ```ebnf
/// word_reply = "text" | "bytes" | "stream" | "lines" type | "empty" ;
/// ```
pub(super) const WORDS: [Kind; 6] = [
    Kind { text: "text", constant: "Text", ty: "Text" },
    Kind { text: "bytes", constant: "Bytes", ty: "BytesReply" },
    Kind { text: "stream", constant: "Stream", ty: "ByteStream" },
    Kind { text: "lines {}", constant: "Lines", ty: "Lines" },
    EMPTY,
    EVENTS,
];

/// The user's format: the type, and the codec.
const VIA: Kind = Kind { text: "{} via {}", constant: "Codec", ty: "Via" };
const EMPTY: Kind = Kind { text: "empty", constant: "Empty", ty: "Empty" };
const EVENTS: Kind = Kind { text: "sse {}", constant: "Events", ty: "Events" };
const EITHER: Kind = Kind { text: "{} | sse {}", constant: "JsonOrEvents", ty: "JsonOrEvents" };
/// The service chooses between the two.
const CHOSEN: Kind = Kind { ty: "Either", ..EITHER };
pub(super) const JSON: Kind = Kind { text: "{}", constant: "Json", ty: "Json" };
const OPTIONAL: Kind = Kind { text: "{}?", constant: "OptionalJson", ty: "Optional" };
const PAGED: Kind = Kind { ty: "Paged", ..JSON };
const PAGED_BY_HEADER: Kind = Kind { ty: "PagedByHeader", ..JSON };
const PAGED_BY_COUNT: Kind = Kind { ty: "PagedByCount", ..JSON };
const POLLED: Kind = Kind { ty: "Polled", ..JSON };

pub(crate) enum Reply {
    /// `text`, or a word followed by types.
    Word(Kind, Vec<Type>),
    /// `Run`
    Json(Type, Option<Repeat>),
    /// `Run? none on 404`
    Optional(Type, Nothing),
    /// `Note via Xml`: the type, and the codec.
    Encoded(Type, Type),
    /// `sse RunEvent`
    Events(Events),
    /// `Run | sse RunEvent when stream`; without `when`, the service chooses.
    JsonOrEvents(Type, Events),
}

/// How a call with a JSON reply is repeated.
pub(crate) enum Repeat {
    /// `paged by after`
    Paged(Paging),
    /// `polled until Run::is_settled`: a function from a reference to the reply to `bool`.
    Polled(RustPath),
}

/// Whether the word begins a reply.
pub(crate) fn is_word(word: &str) -> bool {
    word == "json" || WORDS.iter().any(|kind| kind.word() == word)
}

impl Reply {
    /// The reply without a body.
    pub(crate) fn empty() -> Self {
        Self::Word(EMPTY, Vec::new())
    }

    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Self::Word(kind, _) if kind.text == EMPTY.text)
    }

    /// Whether a line may name another media type than that of the kind.
    pub(crate) fn has_free_media_type(&self) -> bool {
        match self {
            Self::Json(..) | Self::Optional(..) => true,
            Self::Word(kind, _) => ["text", "bytes", "stream"].contains(&kind.text),
            Self::Encoded(..) | Self::Events(_) | Self::JsonOrEvents(..) => false,
        }
    }

    /// The kind of this reply.
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Word(kind, _) => *kind,
            Self::Json(_, None) => JSON,
            Self::Json(_, Some(Repeat::Paged(paging))) => match paging.next.source() {
                Source::Page => PAGED,
                Source::Header => PAGED_BY_HEADER,
                Source::Count => PAGED_BY_COUNT,
            },
            Self::Json(_, Some(Repeat::Polled(_))) => POLLED,
            Self::Optional(..) => OPTIONAL,
            Self::Encoded(..) => VIA,
            Self::Events(_) => EVENTS,
            Self::JsonOrEvents(_, Events { when: Some(_), .. }) => EITHER,
            Self::JsonOrEvents(_, Events { when: None, .. }) => CHOSEN,
        }
    }

    /// The types in it, in source order.
    pub(crate) fn types(&self) -> Vec<&Type> {
        match self {
            Self::Word(_, types) => types.iter().collect(),
            Self::Json(ty, _) | Self::Optional(ty, _) => vec![ty],
            Self::Encoded(ty, codec) => vec![ty, codec],
            Self::Events(events) => vec![&events.ty],
            Self::JsonOrEvents(json, events) => vec![json, &events.ty],
        }
    }
}

impl Kind {
    /// The word that it begins with.
    pub(super) fn word(&self) -> &'static str {
        self.text.split(' ').next().unwrap_or_default()
    }

    /// The number of types in it.
    pub(super) fn arity(&self) -> usize {
        self.text.matches("{}").count()
    }
}
