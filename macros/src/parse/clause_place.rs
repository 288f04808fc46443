//! Clauses before the reply, which they follow.

use super::words;
use crate::lex::{fail, peek_second_word, peek_word};
use syn::parse::ParseStream;
use syn::{Lit, Result};

/// The word of a clause, with what can follow it.
pub(super) fn clause_before_reply(input: ParseStream<'_>) -> Result<()> {
    let Some(word) = peek_word(input).filter(|word| words::is_clause(&word.to_string())) else {
        return Ok(());
    };
    let second = peek_second_word(input).map(|word| word.to_string()).unwrap_or_default();
    let known = ["none", "bearer", "basic", "by", "until"].contains(&second.as_str());
    if input.peek2(Lit) || known || word == "idempotent" {
        return fail(&word, format!("a clause follows the reply; write `{word}` after `-> Type`"));
    }
    Ok(())
}
