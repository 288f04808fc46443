//! The chunks of a text.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::ChunkingStrategy;

/// The longest token, in bytes. Longer words are several.
const TOKEN: usize = 16;

/// The sizes that the service chooses.
const AUTO: Sizes = Sizes { chunk: 800, overlap: 400 };

/// In tokens.
struct Sizes {
    chunk: usize,
    overlap: usize,
}

impl Sizes {
    fn of(strategy: &ChunkingStrategy) -> Self {
        let ChunkingStrategy::Static(fixed) = strategy else { return AUTO };
        let chunk = (fixed.size.max_chunk_size_tokens as usize).max(1);
        // More is not accepted by the service, and would repeat each token many times.
        let overlap = (fixed.size.chunk_overlap_tokens as usize).min(chunk / 2);
        Self { chunk, overlap }
    }
}

/// Splits a text into chunks, each sharing some tokens with the next. Space at the ends of a chunk is left out.
///
/// A token is a word or a sign as Unicode defines the borders of words. A word of more than 16 bytes is cut into several
/// tokens, but never within a character. The tokenizers of the models cut common words less often and rare ones more
/// often, so a chunk of the service has about as much text as this.
pub(super) fn chunks(text: &str, strategy: &ChunkingStrategy) -> Vec<String> {
    let tokens = tokens(text);
    let Sizes { chunk, overlap } = Sizes::of(strategy);
    let mut chunks = Vec::new();
    let mut start = 0;
    while start < tokens.len() {
        let end = tokens.len().min(start + chunk);
        chunks.push(text[tokens[start].start..tokens[end - 1].end].to_owned());
        start = if end == tokens.len() { end } else { end - overlap };
    }
    chunks
}

/// Returns where the tokens are.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let words = text.split_word_bound_indices().filter(|(_, word)| !word.trim().is_empty());
    words.flat_map(|(start, word)| pieces(start, word)).collect()
}

fn pieces(mut start: usize, mut word: &str) -> impl Iterator<Item = Range<usize>> {
    std::iter::from_fn(move || {
        let piece = word.get(..word.len().min(TOKEN)).unwrap_or_else(|| within(word));
        let range = start..start + piece.len();
        (start, word) = (range.end, &word[piece.len()..]);
        (!range.is_empty()).then_some(range)
    })
}

/// Returns as many whole characters of the beginning as fit into a token.
fn within(word: &str) -> &str {
    let ends = (1..TOKEN).rev().find(|&end| word.is_char_boundary(end));
    &word[..ends.unwrap_or(word.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(text: &str, chunk: u32, overlap: u32) -> Vec<String> {
        chunks(text, &ChunkingStrategy::fixed(chunk, overlap))
    }

    fn numbers(range: Range<u32>) -> String {
        range.map(|number| number.to_string()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn chunks_share_the_overlap_and_leave_nothing_out() {
        let expected = [numbers(0..100), numbers(70..170), numbers(140..230)];
        assert_eq!(fixed(&numbers(0..230), 100, 30), expected);
        assert_eq!(fixed(&numbers(0..200), 100, 0), [numbers(0..100), numbers(100..200)]);
    }

    #[test]
    fn the_service_chooses_800_and_400_tokens() {
        let text = numbers(0..1200);
        assert_eq!(chunks(&text, &ChunkingStrategy::auto()), [numbers(0..800), numbers(400..1200)]);
    }

    #[test]
    fn a_text_that_fits_is_one_chunk_without_the_space_around_it() {
        assert_eq!(fixed("\n  Hello,\n\nworld!  \n", 100, 50), ["Hello,\n\nworld!"]);
    }

    #[test]
    fn a_text_without_words_has_no_chunks() {
        for text in ["", " ", "\r\n\t\u{a0}\u{3000}"] {
            assert!(fixed(text, 100, 50).is_empty(), "{text:?}");
        }
    }

    #[test]
    fn borders_are_between_characters() {
        let crabs = "🦀".repeat(150);
        assert_eq!(fixed(&crabs, 100, 0), ["🦀".repeat(100), "🦀".repeat(50)]);
        // One word for Unicode: five of these letters fit into a token.
        let word = "ა".repeat(1000);
        let lengths: Vec<_> = fixed(&word, 100, 50).iter().map(|c| c.chars().count()).collect();
        assert_eq!(lengths.iter().max(), Some(&500));
        let family = "e\u{301}\u{301}\u{301}".repeat(400);
        assert_eq!(fixed(&family, 4096, 0), [family]);
    }

    #[test]
    fn a_word_without_end_is_cut() {
        let chunks = fixed(&"a".repeat(3300), 100, 0);
        assert_eq!(chunks.iter().map(String::len).collect::<Vec<_>>(), [1600, 1600, 100]);
    }

    #[test]
    fn sizes_that_the_service_refuses_do_not_repeat_text_without_end() {
        assert_eq!(fixed("a b c", 0, 0), ["a", "b", "c"]);
        assert_eq!(fixed("a b c d", 2, 9), ["a b", "b c", "c d"]);
        assert_eq!(fixed("a b c", u32::MAX, u32::MAX), ["a b c"]);
    }
}
