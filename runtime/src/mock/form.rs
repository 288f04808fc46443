//! The parts of a received body, as the values of a struct.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::error_reply::{Reason, Rejection};
use super::values::Values;
use crate::multipart::{FilePart, ReceivedPart, parse};

/// A body of several parts that a mock can read. `#[derive(Multipart)]` implements it.
#[diagnostic::on_unimplemented(
    message = "a mock cannot read `{Self}` from the parts of a body",
    label = "this type does not implement `schematic_api::mock::FromForm`",
    note = "`#[derive(schematic_api::Multipart)]` does, if the types of the fields implement `Deserialize`"
)]
pub trait FromForm: Sized {
    /// Reads the parts.
    ///
    /// # Errors
    ///
    /// The error names the first part that is missing or does not match its type.
    fn from_form(form: &ReceivedForm) -> Result<Self, Rejection>;
}

/// The parts of a body as a mock received them.
pub struct ReceivedForm {
    parts: Vec<ReceivedPart>,
    texts: Values,
}

impl ReceivedForm {
    pub(super) fn parse(content_type: &str, body: &Bytes) -> Result<Self, String> {
        let parts = parse(content_type, body)?;
        let texts = parts.iter().filter_map(|part| {
            let text = std::str::from_utf8(&part.content).ok()?;
            Some((Cow::Borrowed(&*part.name), Cow::Borrowed(text)))
                .filter(|_| part.file_name.is_none())
        });
        let texts = Values::of_pairs(texts).map_err(|unfit| unfit.to_string())?;
        Ok(Self { parts, texts })
    }

    /// Returns the names of the parts, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| &*part.name)
    }

    /// Returns what was sent as text under a name. An `Option` or a list may be absent.
    ///
    /// # Errors
    ///
    /// Returns an error if it is missing, is not UTF-8, or does not match the type.
    pub fn text<T: DeserializeOwned>(&self, name: &str) -> Result<T, Rejection> {
        if self.named(name).any(|part| std::str::from_utf8(&part.content).is_err()) {
            return Err(unfit(name, "is not UTF-8"));
        }
        let absent = Values::default();
        let values = self.texts.get(name).unwrap_or(&absent);
        T::deserialize(values).map_err(|error| unfit(name, error))
    }

    /// Returns a part of JSON. An `Option` may be absent.
    ///
    /// # Errors
    ///
    /// Returns an error if the part is missing, is not JSON, or does not match the type.
    pub fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T, Rejection> {
        match self.named(name).next() {
            Some(part) => serde_json::from_slice(&part.content).map_err(|error| unfit(name, error)),
            // A type that accepts `null` may be left out.
            None => serde_json::from_str("null").map_err(|_| unfit(name, "is missing")),
        }
    }

    /// Returns a file.
    ///
    /// # Errors
    ///
    /// Returns an error if the part is missing or is there more than once.
    pub fn file(&self, name: &str) -> Result<FilePart, Rejection> {
        self.optional_file(name)?.ok_or_else(|| unfit(name, "is missing"))
    }

    /// Returns a file, or `None` if there is none.
    ///
    /// # Errors
    ///
    /// Returns an error if the part is there more than once.
    pub fn optional_file(&self, name: &str) -> Result<Option<FilePart>, Rejection> {
        let mut files = self.named(name).map(file);
        match (files.next(), files.next()) {
            (file, None) => Ok(file),
            (_, Some(_)) => Err(unfit(name, "is given more than once")),
        }
    }

    /// Returns all files of a name, in order.
    ///
    /// # Errors
    ///
    /// This never fails; it returns a `Result` like the methods for the other kinds of parts.
    pub fn files(&self, name: &str) -> Result<Vec<FilePart>, Rejection> {
        Ok(self.named(name).map(file).collect())
    }

    /// What a part with a mistake in its declaration is read with.
    #[doc(hidden)]
    pub fn broken<T>(&self, name: &str) -> Result<T, Rejection> {
        Err(unfit(name, "has a mistake in its declaration"))
    }

    fn named(&self, name: &str) -> impl Iterator<Item = &ReceivedPart> {
        self.parts.iter().filter(move |part| part.name == name)
    }
}

fn file(part: &ReceivedPart) -> FilePart {
    let file = FilePart::new(part.file_name.clone().unwrap_or_default(), part.content.clone());
    let file = if part.file_name.is_some() { file } else { file.without_file_name() };
    match &part.content_type {
        Some(media_type) => file.with_media_type(media_type),
        None => file,
    }
}

fn unfit(name: &str, problem: impl fmt::Display) -> Rejection {
    Rejection::new(Reason::Body(name.to_owned()), problem)
}

/// Shows the names of the parts, because their contents may be secret.
impl fmt::Debug for ReceivedForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.names().collect::<Vec<_>>();
        f.debug_struct("ReceivedForm").field("parts", &names).finish_non_exhaustive()
    }
}
