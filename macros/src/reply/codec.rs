//! A codec, which is the format of a body or a reply: `Note via Xml`.

use crate::lex::{fail, is_word, parse_any_type, peek_word};
use crate::text::text;
use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{Result, Type};

/// Parses the type after `via`.
pub(crate) fn parse_codec(ty: &Type, input: ParseStream<'_>) -> Result<Type> {
    built_in_codec(ty, input)?;
    parse_any_type(input, "the type of the codec, as in `Note via Xml`")
}

/// JSON and forms have words of their own.
fn built_in_codec(ty: &Type, input: ParseStream<'_>) -> Result<()> {
    match peek_word(input).filter(|word| ["json", "form", "Json"].iter().any(|own| word == own)) {
        Some(word) => {
            let (own, ty) = (word.to_string().to_ascii_lowercase(), text(ty));
            fail(word, format!("`{own}` is built in; write `{own} {ty}` without `via`"))
        }
        None => Ok(()),
    }
}

/// A codec is an encoding, so there is no other one.
pub(crate) fn encoding_with_codec(encoding: &Ident, input: ParseStream<'_>) -> Result<()> {
    if is_word(input, "via") {
        return fail(
            encoding,
            format!("`via` says how it is encoded; remove `{encoding}`, or `via` and the codec"),
        );
    }
    Ok(())
}
