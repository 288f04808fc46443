//! The words of a text, as they are compared.

use std::collections::BTreeSet;

use bm25::{Embedder, EmbedderBuilder, Embedding, TokenEmbedding, Tokenizer};
use unicode_segmentation::UnicodeSegmentation;

/// The most words of a query that count; a message may be as long as a file.
const QUERY: usize = 256;

/// The length at which a chunk is neither favoured nor put back, in words. It is fixed, so that a file is read once,
/// whichever files it is searched with.
const LENGTH: f32 = 256.0;

/// The parameter of BM25 for how much more a word counts that is repeated.
const K1: f32 = 1.2;

/// How much each word of a text counts in it.
pub(super) type Weights = Embedding<u64>;

/// Splits a text into words without regard to case. Each character of a script that puts no space between words is one.
#[derive(Default)]
struct Words;

impl Tokenizer for Words {
    fn tokenize(&self, text: &str) -> Vec<String> {
        text.unicode_words().map(str::to_lowercase).collect()
    }
}

/// Returns the weights of the words of a chunk.
pub(super) fn weigh(chunk: &str) -> Weights {
    let mut weights = embedder().embed(chunk);
    weights.0.sort_unstable_by_key(|word| word.index);
    weights.0.dedup_by_key(|word| word.index);
    weights
}

/// Returns the words of a query, each with the largest weight that a word can have. So these are also the weights of an
/// ideal text, in which each word of the query is repeated without end.
pub(super) fn ideal(query: &str) -> Weights {
    let mut seen = BTreeSet::new();
    let words = embedder().embed(query).0.into_iter().map(|word| word.index);
    let words = words.filter(|word| seen.insert(*word)).take(QUERY);
    Embedding(words.map(|index| TokenEmbedding { index, value: K1 + 1.0 }).collect())
}

fn embedder() -> Embedder<u64, Words> {
    EmbedderBuilder::with_avgdl(LENGTH).k1(K1).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_case_and_signs() {
        assert_eq!(
            Words.tokenize("Über-Fall: isn't it 3.5 €?"),
            ["über", "fall", "isn't", "it", "3.5"]
        );
        assert_eq!(Words.tokenize("東京に行く"), ["東", "京", "に", "行", "く"]);
    }

    #[test]
    fn a_word_of_a_query_counts_once() {
        assert_eq!(ideal("New York, new york").len(), 2);
        let long: String = (0..10_000).map(|word| format!("w{word} ")).collect();
        assert_eq!(ideal(&long).len(), QUERY);
    }
}
