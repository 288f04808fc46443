//! Images.

use schematic_api::{Extra, Object, StringEnum, Union};
use serde_json::Value;

use crate::{CacheControl, FileId};

/// An image.
///
/// [Guide](https://platform.claude.com/docs/en/build-with-claude/vision)
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ImageBlock {
    /// Where the image is.
    pub source: ImageSource,
    /// A breakpoint of the prompt cache at this block.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// How the service adapts the image.
    #[wire(accepts_null)]
    pub transformations: Option<ImageTransformations>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Where an image is.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum ImageSource {
    /// In the request, as base64.
    Base64(Base64Image),
    /// At an address on the web.
    Url(UrlImage),
    /// In an uploaded file.
    File(FileSource),
    /// At a place that this version does not know.
    Unknown(Value),
}

/// An image as base64.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct Base64Image {
    /// The format of the image.
    pub media_type: ImageMediaType,
    /// The image, as base64.
    pub data: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The media type of an image.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum ImageMediaType {
    /// JPEG.
    #[wire(rename = "image/jpeg")]
    Jpeg,
    /// PNG.
    #[wire(rename = "image/png")]
    Png,
    /// GIF.
    #[wire(rename = "image/gif")]
    Gif,
    /// WebP.
    #[wire(rename = "image/webp")]
    Webp,
    /// A type that this version does not know.
    Unknown(String),
}

/// An image on the web.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct UrlImage {
    /// The address.
    pub url: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// An uploaded file: an image or a document.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FileSource {
    /// The id of the file.
    pub file_id: FileId,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// How the service adapts an image.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ImageTransformations {
    /// What is done with an image that is too large.
    pub oversized_image: Option<OversizedImage>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// What is done with an image that is too large.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum OversizedImage {
    /// It is made smaller.
    Downsize,
    /// It is an error.
    Error,
    /// Something that this version does not know.
    Unknown(String),
}
