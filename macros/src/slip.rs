//! Slips: what people write out of habit from another library or language, and what to write instead.
//!
//! Each place of the grammar has a table of them. It is searched only where something other than the grammar's own is next.

use crate::lex::{fail, show};
use crate::text::text;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::Result;
use syn::buffer::Cursor;
use syn::parse::ParseStream;

/// A row of a table.
pub(crate) struct Slip {
    /// The tokens, with spaces between them: `_` is any word, `""` any string, `0` any other literal, and `()`, `[]` and `{}`
    /// a group with anything in it.
    written: &'static str,
    /// The message, with `$1` for the first of the tokens, and so on.
    message: &'static str,
}

pub(crate) const fn slip(written: &'static str, message: &'static str) -> Slip {
    Slip { written, message }
}

/// Reports the first slip of the table that is next, on its tokens.
pub(crate) fn refuse(input: ParseStream<'_>, table: &[Slip]) -> Result<()> {
    // Nearly always, no row begins with what is next, so each is first told apart by a byte.
    let next = input.cursor();
    let Some(byte) = first_byte(next) else { return Ok(()) };
    let may_be = |slip: &&Slip| matches!(slip.written.as_bytes(), [first, ..] if *first == byte || *first == b'_');
    match table.iter().filter(may_be).find_map(|slip| slip.read(next).map(|tokens| (slip, tokens)))
    {
        Some((slip, tokens)) => {
            let message = slip.message(&tokens);
            fail(tokens.into_iter().collect::<TokenStream>(), message)
        }
        None => Ok(()),
    }
}

/// What a row begins with that stands for the next token.
fn first_byte(next: Cursor<'_>) -> Option<u8> {
    if let Some((word, _)) = next.ident() {
        return word.to_string().bytes().next();
    }
    if let Some((punct, _)) = next.punct() {
        return u8::try_from(punct.as_char()).ok();
    }
    if let Some((literal, _)) = next.literal() {
        return Some(if literal.to_string().ends_with('"') { b'"' } else { b'0' });
    }
    match next.any_group()?.1 {
        Delimiter::Parenthesis => Some(b'('),
        Delimiter::Bracket => Some(b'['),
        Delimiter::Brace => Some(b'{'),
        Delimiter::None => None,
    }
}

impl Slip {
    /// The tokens of the slip, if they are next.
    fn read(&self, next: Cursor<'_>) -> Option<Vec<TokenTree>> {
        let (mut cursor, mut tokens) = (next, Vec::new());
        for part in self.written.split(' ') {
            let (token, rest) =
                cursor.token_tree().filter(|(token, _)| is(token, &show(token), part))?;
            tokens.push(token);
            cursor = rest;
        }
        Some(tokens)
    }

    fn message(&self, tokens: &[TokenTree]) -> String {
        let numbered = tokens.iter().enumerate().rev();
        numbered.fold(self.message.to_owned(), |message, (at, token)| {
            message.replace(&format!("${}", at + 1), text(token).trim_end())
        })
    }
}

/// Whether a token, shown as `text`, is what a part of a pattern stands for.
fn is(token: &TokenTree, text: &str, part: &str) -> bool {
    match (token, part) {
        (TokenTree::Ident(_), "_") => true,
        (TokenTree::Literal(_), "\"\"") => text.ends_with('"'),
        (TokenTree::Literal(_), "0") => !text.ends_with('"'),
        (TokenTree::Group(group), "()") => group.delimiter() == Delimiter::Parenthesis,
        (TokenTree::Group(group), "[]") => group.delimiter() == Delimiter::Bracket,
        (TokenTree::Group(group), "{}") => group.delimiter() == Delimiter::Brace,
        (TokenTree::Group(_), _) => false,
        _ => text == part,
    }
}
