//! The kinds of replies.

use super::events::Events;
use crate::wire_name::WireName;
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
/// word_reply = "text" | "bytes" | "stream" | "empty" ;
/// ```
pub(super) const WORDS: [Kind; 5] = [
    Kind { text: "text", constant: "Text", ty: "Text" },
    Kind { text: "bytes", constant: "Bytes", ty: "BytesReply" },
    Kind { text: "stream", constant: "Stream", ty: "ByteStream" },
    EMPTY,
    EVENTS,
];

const EMPTY: Kind = Kind { text: "empty", constant: "Empty", ty: "Empty" };
const EVENTS: Kind = Kind { text: "sse {}", constant: "Events", ty: "Events" };
const EITHER: Kind = Kind { text: "{} | sse {}", constant: "JsonOrEvents", ty: "JsonOrEvents" };
pub(super) const JSON: Kind = Kind { text: "{}", constant: "Json", ty: "Json" };
const PAGED: Kind = Kind { ty: "Paged", ..JSON };
const POLLED: Kind = Kind { ty: "Polled", ..JSON };

pub(crate) enum Reply {
    /// `text`, or a word followed by types.
    Word(Kind, Vec<Type>),
    /// `Run`
    Json(Type, Option<Repeat>),
    /// `sse RunEvent`
    Events(Events),
    /// `Run | sse RunEvent when stream`
    JsonOrEvents(Type, Events),
}

/// How a call with a JSON reply is repeated.
pub(crate) enum Repeat {
    /// `paged by after`: the optional query parameter that takes the cursor.
    Paged(WireName),
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

    /// The kind of this reply.
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Word(kind, _) => *kind,
            Self::Json(_, None) => JSON,
            Self::Json(_, Some(Repeat::Paged(_))) => PAGED,
            Self::Json(_, Some(Repeat::Polled(_))) => POLLED,
            Self::Events(_) => EVENTS,
            Self::JsonOrEvents(..) => EITHER,
        }
    }

    /// The types in it, in source order.
    pub(crate) fn types(&self) -> Vec<&Type> {
        match self {
            Self::Word(_, types) => types.iter().collect(),
            Self::Json(ty, _) => vec![ty],
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
