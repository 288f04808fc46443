//! A body, or a piece of one, in the form in which it is written.

use std::borrow::Cow;

use crate::redactor::Redactor;

/// A body, or a piece of one.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    Empty,
    /// A JSON text.
    Json(String),
    Text(String),
    Binary(Vec<u8>),
    /// The parts of a form.
    Parts(Vec<Part>),
    /// More than is recorded.
    Omitted {
        length: u64,
        sha256: String,
    },
}

/// A part of a form.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) file_name: Option<String>,
    pub(super) media_type: Option<String>,
    pub(super) content: Content,
}

impl Content {
    /// Bytes of a type that says nothing about their form.
    pub(super) fn of_bytes(bytes: &[u8]) -> Self {
        match std::str::from_utf8(bytes) {
            Ok("") => Self::Empty,
            Ok(text) => Self::Text(text.to_owned()),
            Err(_) => Self::Binary(bytes.to_vec()),
        }
    }

    /// The bytes, unless they are not there or are those of parts.
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Empty => Some(&[]),
            Self::Json(text) | Self::Text(text) => Some(text.as_bytes()),
            Self::Binary(bytes) => Some(bytes),
            Self::Parts(_) | Self::Omitted { .. } => None,
        }
    }

    /// Removes the secrets.
    pub(super) fn redact(&mut self, redactor: &Redactor) {
        match self {
            Self::Empty | Self::Omitted { .. } => {}
            // A secret that was a number in JSON leaves something else.
            Self::Json(text) => match redactor.redact(text) {
                Cow::Borrowed(_) => {}
                Cow::Owned(text) => *self = Self::of_json(text),
            },
            Self::Text(text) => redact_text(text, redactor),
            Self::Binary(bytes) => *bytes = redacted_bytes(bytes, redactor),
            Self::Parts(parts) => parts.iter_mut().for_each(|part| part.redact(redactor)),
        }
    }

    /// A text that should be JSON.
    pub(super) fn of_json(text: String) -> Self {
        match super::json_text::is_valid(&text) {
            true => Self::Json(text),
            false => Self::Text(text),
        }
    }
}

impl Part {
    fn redact(&mut self, redactor: &Redactor) {
        redact_text(&mut self.name, redactor);
        self.file_name.iter_mut().for_each(|name| redact_text(name, redactor));
        self.media_type.iter_mut().for_each(|media_type| redact_text(media_type, redactor));
        self.content.redact(redactor);
    }
}

/// Removes the secrets from a text.
pub(super) fn redact_text(text: &mut String, redactor: &Redactor) {
    if let Cow::Owned(redacted) = redactor.redact(text) {
        *text = redacted;
    }
}

/// Removes the secrets from the texts among some bytes.
pub(super) fn redacted_bytes(bytes: &[u8], redactor: &Redactor) -> Vec<u8> {
    let mut redacted = Vec::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        redacted.extend_from_slice(redactor.redact(chunk.valid()).as_bytes());
        redacted.extend_from_slice(chunk.invalid());
    }
    redacted
}
