//! Token counts, at four bytes of text each: enough to tell that sums are right.

use crate::Usage;

const CHARACTERS_PER_TOKEN: usize = 4;

/// Returns the tokens for the bytes of text read and written.
pub(super) fn of(read: usize, written: usize) -> Usage {
    pair(tokens(read), tokens(written))
}

pub(super) fn sum<'a>(all: impl Iterator<Item = &'a Usage>) -> Usage {
    let (prompt, completion) = all.fold((0, 0), |(prompt, completion), usage| {
        (prompt + usage.prompt_tokens, completion + usage.completion_tokens)
    });
    pair(prompt, completion)
}

fn tokens(characters: usize) -> u64 {
    characters.div_ceil(CHARACTERS_PER_TOKEN) as u64
}

fn pair(prompt: u64, completion: u64) -> Usage {
    Usage::new()
        .prompt_tokens(prompt)
        .completion_tokens(completion)
        .total_tokens(prompt + completion)
}
