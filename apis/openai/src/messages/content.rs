//! The parts of a message as the service gives them back.

use schematic_api::{Extra, Object, StringEnum, Union};
use serde_json::Value;

use crate::FileId;

/// One part of a message.
///
/// [Reference](https://platform.openai.com/docs/api-reference/messages/object#messages/object-content)
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum ContentPart {
    /// Words, with references to files.
    Text(TextPart),
    /// A picture among the uploaded files, or one that the code interpreter drew.
    ImageFile(ImageFilePart),
    /// A picture on the web.
    ImageUrl(ImageUrlPart),
    /// The model declines to answer.
    Refusal(RefusalPart),
    /// A part that this version does not know.
    Unknown(Value),
}

impl ContentPart {
    /// Words without references.
    #[must_use]
    pub fn text(value: impl Into<String>) -> Self {
        Self::Text(TextPart::new().text(Text::new().value(value)))
    }

    /// The words, if it is a text part.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(part) => Some(&part.text.value),
            _ => None,
        }
    }
}

/// Words in a message.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct TextPart {
    /// The words and their references.
    pub text: Text,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// Words and their references.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct Text {
    /// The words.
    pub value: String,
    /// Places in the words that stand for a file.
    pub annotations: Vec<Annotation>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A place in a text that stands for a file.
///
/// `text` is what stands there, to be replaced by a foot note or a link; the indices count
/// characters.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum Annotation {
    /// The file search found the statement in this file.
    FileCitation(FileCitation),
    /// The code interpreter wrote this file.
    FilePath(FilePath),
    /// An annotation that this version does not know.
    Unknown(Value),
}

/// The source of a statement, found by the file search.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FileCitation {
    /// What stands in the text for the reference.
    pub text: String,
    /// The file.
    pub file_citation: CitedFile,
    /// Where the reference begins.
    pub start_index: u64,
    /// Where it ends.
    pub end_index: u64,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A file that the code interpreter wrote.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FilePath {
    /// What stands in the text for the file.
    pub text: String,
    /// The file.
    pub file_path: CitedFile,
    /// Where the reference begins.
    pub start_index: u64,
    /// Where it ends.
    pub end_index: u64,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// The file of an annotation.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CitedFile {
    /// The file.
    pub file_id: FileId,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A picture among the uploaded files.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(image_file))]
#[non_exhaustive]
pub struct ImageFilePart {
    /// The picture.
    pub image_file: ImageFile,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A picture by the id of its file.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(file_id))]
#[non_exhaustive]
pub struct ImageFile {
    /// The file, uploaded with the purpose `vision`.
    pub file_id: FileId,
    /// How closely the model looks; `auto` unless set.
    pub detail: Option<ImageDetail>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A picture on the web.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(image_url))]
#[non_exhaustive]
pub struct ImageUrlPart {
    /// The picture.
    pub image_url: ImageUrl,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A picture by its address.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(url))]
#[non_exhaustive]
pub struct ImageUrl {
    /// The address of a JPEG, PNG, GIF or WebP file.
    pub url: String,
    /// How closely the model looks; `auto` unless set.
    pub detail: Option<ImageDetail>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// How closely the model looks at a picture.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum ImageDetail {
    /// The model chooses; the default.
    Auto,
    /// At a small version, for fewer tokens.
    Low,
    /// At all of it.
    High,
    /// A detail that this version does not know.
    Unknown(String),
}

/// The model declines to answer.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct RefusalPart {
    /// What it says instead.
    pub refusal: String,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}
