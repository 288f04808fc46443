//! How files are split for a search: the strategies of requests and those of replies.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

/// How to split files into the chunks that a search finds. A reply says it with a [`UsedChunkingStrategy`].
///
/// [Reference](https://platform.openai.com/docs/api-reference/vector-stores/create)
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum ChunkingStrategy {
    /// The service chooses: at present, chunks of 800 tokens with an overlap of 400.
    Auto(AutoChunking),
    /// Fixed sizes.
    Static(StaticChunking),
    /// A strategy that this version does not know.
    Unknown(Value),
}

impl ChunkingStrategy {
    /// Leaves the sizes to the service.
    #[must_use]
    pub fn auto() -> Self {
        Self::Auto(AutoChunking::new())
    }

    /// Splits into chunks of `max_chunk_size` tokens (100 to 4096), each sharing `overlap` tokens
    /// (at most half of that) with the next.
    #[must_use]
    pub fn fixed(max_chunk_size: u32, overlap: u32) -> Self {
        Self::Static(StaticChunking::new(ChunkSize::new(max_chunk_size, overlap)))
    }
}

/// How the chunks of a file were made, in a reply.
///
/// [Reference](https://platform.openai.com/docs/api-reference/vector-stores-files/file-object)
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum UsedChunkingStrategy {
    /// Fixed sizes, given by the caller or chosen by the service.
    Static(StaticChunking),
    /// The service does not know, as a rule because the file is older than chunking strategies are.
    Other(OtherChunking),
    /// A strategy that this version does not know.
    Unknown(Value),
}

/// The strategy of a file of which the service does not know how it was split.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct OtherChunking {
    /// Additional fields.
    pub extra: Extra,
}

/// The strategy that leaves the sizes to the service. It has no settings.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct AutoChunking {
    /// Additional fields.
    pub extra: Extra,
}

/// The strategy of fixed sizes.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct StaticChunking {
    /// The sizes, `static` on the wire.
    #[wire(rename = "static")]
    pub size: ChunkSize,
    /// Additional fields.
    pub extra: Extra,
}

/// The sizes of a [`StaticChunking`], in tokens.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ChunkSize {
    /// The largest number of tokens in a chunk, 100 to 4096.
    #[wire(min = 100, max = 4096)]
    pub max_chunk_size_tokens: u32,
    /// The number of tokens that a chunk shares with the next, at most half of
    /// `max_chunk_size_tokens`.
    pub chunk_overlap_tokens: u32,
    /// Additional fields.
    pub extra: Extra,
}
