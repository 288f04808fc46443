//! Assembles messages from their deltas.

use serde_json::Value;

use super::DeltaError;
use super::indices::{self, Indices, Piece, append, replace, set};
use super::unknown;
use crate::{
    Annotation, AnnotationDelta, CitedFile, CitedFileDelta, ContentDelta, ContentPart,
    FileCitation, FileId, FilePath, ImageFile, ImageFilePart, ImageUrl, ImageUrlPart, Message,
    MessageDelta, RefusalPart, TextDelta, TextPart,
};

/// The indices of a message received as a whole.
pub(super) fn indices(message: &Message) -> Indices {
    Indices::of_whole(message.content.iter().map(|part| match part {
        ContentPart::Text(part) => part.text.annotations.len(),
        _ => 0,
    }))
}

/// Adds a delta to a message.
pub(super) fn extend(
    message: &mut Message,
    parts: &mut Indices,
    delta: &MessageDelta,
) -> Result<(), DeltaError> {
    let pieces = delta.delta.content.as_deref().unwrap_or_default();
    indices::check(parts, pieces)?;
    replace(&mut message.role, delta.delta.role.as_ref());
    indices::extend(&mut message.content, parts, pieces)
}

fn annotations(text: Option<&TextDelta>) -> &[AnnotationDelta] {
    text.and_then(|text| text.annotations.as_deref()).unwrap_or_default()
}

impl Piece for ContentDelta {
    type Whole = ContentPart;

    fn index(&self) -> Option<u64> {
        match self {
            Self::Text(piece) => Some(piece.index),
            Self::ImageFile(piece) => Some(piece.index),
            Self::ImageUrl(piece) => Some(piece.index),
            Self::Refusal(piece) => Some(piece.index),
            Self::Unknown(value) => unknown::index(value),
        }
    }

    fn check(&self, inner: &Indices) -> Result<(), DeltaError> {
        match self {
            Self::Text(piece) => indices::check(inner, annotations(piece.text.as_ref())),
            _ => Ok(()),
        }
    }

    fn begin(&self) -> ContentPart {
        match self {
            Self::Text(_) => TextPart::new().into(),
            Self::ImageFile(_) => ImageFilePart::new(ImageFile::new(FileId::default())).into(),
            Self::ImageUrl(_) => ImageUrlPart::new(ImageUrl::new(String::new())).into(),
            Self::Refusal(_) => RefusalPart::new().into(),
            Self::Unknown(_) => ContentPart::Unknown(Value::Null),
        }
    }

    fn extend(&self, whole: &mut ContentPart, inner: &mut Indices) -> Result<(), DeltaError> {
        match (self, whole) {
            (Self::Text(piece), ContentPart::Text(part)) => {
                append(&mut part.text.value, piece.text.as_ref().and_then(|it| it.value.as_ref()));
                let pieces = annotations(piece.text.as_ref());
                return indices::extend(&mut part.text.annotations, inner, pieces);
            }
            (Self::ImageFile(piece), ContentPart::ImageFile(part)) => {
                if let Some(piece) = &piece.image_file {
                    replace(&mut part.image_file.file_id, piece.file_id.as_ref());
                    set(&mut part.image_file.detail, piece.detail.as_ref());
                }
            }
            (Self::ImageUrl(piece), ContentPart::ImageUrl(part)) => {
                if let Some(piece) = &piece.image_url {
                    replace(&mut part.image_url.url, piece.url.as_ref());
                    set(&mut part.image_url.detail, piece.detail.as_ref());
                }
            }
            (Self::Refusal(piece), ContentPart::Refusal(part)) => {
                append(&mut part.refusal, piece.refusal.as_ref());
            }
            (Self::Unknown(piece), ContentPart::Unknown(part)) => {
                *part = unknown::without_index(piece);
            }
            (_, whole) => return Err(unknown::clash(whole.tag(), self.tag())),
        }
        Ok(())
    }
}

impl Piece for AnnotationDelta {
    type Whole = Annotation;

    fn index(&self) -> Option<u64> {
        match self {
            Self::FileCitation(piece) => Some(piece.index),
            Self::FilePath(piece) => Some(piece.index),
            Self::Unknown(value) => unknown::index(value),
        }
    }

    fn check(&self, _: &Indices) -> Result<(), DeltaError> {
        Ok(())
    }

    fn begin(&self) -> Annotation {
        match self {
            Self::FileCitation(_) => FileCitation::new().into(),
            Self::FilePath(_) => FilePath::new().into(),
            Self::Unknown(_) => Annotation::Unknown(Value::Null),
        }
    }

    fn extend(&self, whole: &mut Annotation, _: &mut Indices) -> Result<(), DeltaError> {
        match (self, whole) {
            (Self::FileCitation(piece), Annotation::FileCitation(whole)) => {
                replace(&mut whole.text, piece.text.as_ref());
                replace(&mut whole.start_index, piece.start_index.as_ref());
                replace(&mut whole.end_index, piece.end_index.as_ref());
                cite(&mut whole.file_citation, piece.file_citation.as_ref());
            }
            (Self::FilePath(piece), Annotation::FilePath(whole)) => {
                replace(&mut whole.text, piece.text.as_ref());
                replace(&mut whole.start_index, piece.start_index.as_ref());
                replace(&mut whole.end_index, piece.end_index.as_ref());
                cite(&mut whole.file_path, piece.file_path.as_ref());
            }
            (Self::Unknown(piece), Annotation::Unknown(whole)) => {
                *whole = unknown::without_index(piece);
            }
            (_, whole) => return Err(unknown::clash(whole.tag(), self.tag())),
        }
        Ok(())
    }
}

/// Only deltas have a quote; the assembled citation keeps it among its additional fields.
fn cite(file: &mut CitedFile, piece: Option<&CitedFileDelta>) {
    let Some(piece) = piece else { return };
    replace(&mut file.file_id, piece.file_id.as_ref());
    if let Some(quote) = &piece.quote {
        file.extra.insert("quote", Value::String(quote.clone()));
    }
}
