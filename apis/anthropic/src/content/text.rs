//! Text.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

use super::{Citation, ContentBlock};
use crate::CacheControl;

/// A block of text.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct TextBlock {
    /// The text.
    pub text: String,
    /// Where the text comes from: parts of documents and of search results. In a reply, `None` if citations are off.
    #[wire(accepts_null)]
    pub citations: Option<Vec<Citation>>,
    /// A breakpoint of the prompt cache at this block, in a request.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl From<&str> for TextBlock {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

/// Text, or blocks: what a message, a system prompt or the result of a tool consists of. Plain text means one block of it.
#[derive(Clone, Debug, PartialEq, Union)]
#[non_exhaustive]
pub enum TextOrBlocks {
    /// Plain text.
    #[wire(string)]
    Text(String),
    /// Blocks, in their order.
    #[wire(array)]
    Blocks(Vec<ContentBlock>),
    /// Content of another form, which this version does not know.
    Unknown(Value),
}

impl TextOrBlocks {
    /// Returns the blocks; plain text is one block.
    #[must_use]
    pub fn into_blocks(self) -> Vec<ContentBlock> {
        match self {
            Self::Text(text) => vec![ContentBlock::text(text)],
            Self::Blocks(blocks) => blocks,
            Self::Unknown(value) => vec![ContentBlock::Unknown(value)],
        }
    }
}

impl From<ContentBlock> for TextOrBlocks {
    fn from(block: ContentBlock) -> Self {
        Self::Blocks(vec![block])
    }
}

impl<const N: usize> From<[ContentBlock; N]> for TextOrBlocks {
    fn from(blocks: [ContentBlock; N]) -> Self {
        Self::Blocks(blocks.into())
    }
}
