//! The parts of a body, before they are sent.

use std::fmt;

use bytes::Bytes;

use super::file_part::FilePart;
use super::head;
use super::parts::Part;
use crate::codec::Encode;
use crate::error::Mistake;
use crate::request::query;

/// The parts of a body, in the order in which they are sent. See [`Multipart`](super::Multipart).
///
/// The first part that cannot be sent is reported when the call is awaited, as an error of the kind
/// [`Input`](crate::ErrorKind::Input).
#[must_use = "the methods of a form return it"]
pub struct Form {
    parts: Vec<Part>,
    mistake: Option<Mistake>,
}

impl Form {
    pub(super) fn new() -> Self {
        Self { parts: Vec::new(), mistake: None }
    }

    /// Adds text. `None` is left out, a sequence repeats the name, and a struct or a map has its keys in brackets, as in
    /// `expires_after[anchor]`.
    pub fn text<T: Encode + ?Sized>(self, name: &str, value: &T) -> Self {
        let mut pairs = String::new();
        match query::push(&mut pairs, name, value) {
            Ok(()) => url::form_urlencoded::parse(pairs.as_bytes())
                .fold(self, |form, (name, text)| form.pair(&name, text.into_owned())),
            Err(error) => {
                let message = format!("the part `{}` cannot be sent as text", name.escape_debug());
                self.fail(Mistake::input(message).with_source(error))
            }
        }
    }

    fn pair(self, name: &str, text: String) -> Self {
        self.part(Part { head: head::write(name, None, None), body: text.into() })
    }

    /// Adds JSON, with the media type `application/json`. What is `null` in JSON, such as `None`, is left out.
    pub fn json<T: Encode + ?Sized>(self, name: &str, value: &T) -> Self {
        match serde_json::to_vec(value) {
            Ok(json) if json == b"null" => self,
            Ok(json) => {
                let head = head::write(name, None, Some("application/json"));
                self.part(Part { head, body: Bytes::from(json).into() })
            }
            Err(error) => {
                let message =
                    format!("the part `{}` cannot be encoded as JSON", name.escape_debug());
                self.fail(Mistake::input(message).with_source(error))
            }
        }
    }

    /// Adds a file.
    pub fn file(self, name: &str, file: FilePart) -> Self {
        if file.file_name().is_some_and(str::is_empty) {
            let message = format!("the file name of the part `{}` is empty", name.escape_debug());
            return self.fail(Mistake::input(message));
        }
        if let Err(mistake) = head::check_media_type(name, file.media_type()) {
            return self.fail(mistake);
        }
        let head = head::write(name, file.file_name(), Some(file.media_type()));
        self.part(Part { head, body: file.into_body() })
    }

    /// Adds several files under one name, or one that may be absent.
    pub fn files(self, name: &str, files: impl IntoIterator<Item = FilePart>) -> Self {
        files.into_iter().fold(self, |form, file| form.file(name, file))
    }

    fn part(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    fn fail(mut self, mistake: Mistake) -> Self {
        self.mistake.get_or_insert(mistake);
        self
    }

    pub(super) fn finish(self) -> Result<Vec<Part>, Mistake> {
        match self.mistake {
            Some(mistake) => Err(mistake),
            None => Ok(self.parts),
        }
    }
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Form").field("parts", &self.parts.len()).finish_non_exhaustive()
    }
}
