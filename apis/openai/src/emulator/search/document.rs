//! A file that can be searched.

use super::chunks::chunks;
use super::text::{self, Unreadable};
use super::words::{Weights, weigh};
use crate::ChunkingStrategy;

/// The text of a file in chunks, with the words that a search compares.
pub(in crate::emulator) struct Document {
    chunks: Vec<String>,
    weights: Vec<Weights>,
}

impl Document {
    /// Reads a file. One without words has no chunks.
    pub(in crate::emulator) fn read(
        filename: &str,
        bytes: &[u8],
        strategy: &ChunkingStrategy,
    ) -> Result<Self, Unreadable> {
        let chunks = chunks(&text::read(filename, bytes)?, strategy);
        let weights = chunks.iter().map(|chunk| weigh(chunk)).collect();
        Ok(Self { chunks, weights })
    }

    pub(in crate::emulator) fn chunks(&self) -> &[String] {
        &self.chunks
    }

    pub(super) fn weights(&self) -> &[Weights] {
        &self.weights
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_words_has_no_chunks() {
        let document = Document::read("empty.txt", b"", &ChunkingStrategy::auto()).unwrap();
        assert!(document.chunks().is_empty());
    }
}
