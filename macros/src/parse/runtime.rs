//! The path of the runtime, for a crate that knows it by another name.

use super::clause;
use crate::errors::Errors;
use crate::lex::{expected, parse_word};
use syn::parse::ParseStream;
use syn::{Attribute, LitStr, Path as RustPath, Result, Token, Visibility};

const EXAMPLE: &str = "as in `crate = my_reexport;`";

/// ```ebnf
/// runtime = "crate" "=" path_of_crate ";" ;
/// ```
///
/// A mistake here would cause an error wherever the expansion names the runtime, so the path is read all the same.
pub(super) fn parse_runtime(
    attrs: &[Attribute],
    vis: &Visibility,
    input: ParseStream<'_>,
    errors: &mut Errors,
) -> Result<RustPath> {
    parse_word(input, "crate")?;
    clause::attribute_on_setting(attrs, errors);
    crate_visibility(vis, errors);
    require_equals(input)?;
    if input.peek(LitStr) {
        quoted_crate(&input.parse()?, errors)
    } else {
        parse_path_of_crate(input)
    }
}

fn require_equals(input: ParseStream<'_>) -> Result<()> {
    match input.parse::<Option<Token![=]>>()? {
        Some(_) => Ok(()),
        None => expected(input, format!("`=`, {EXAMPLE}")),
    }
}

fn parse_path_of_crate(input: ParseStream<'_>) -> Result<RustPath> {
    let path = input.call(RustPath::parse_mod_style);
    path.or_else(|_| expected(input, format!("the path of the crate, {EXAMPLE}")))
}

fn crate_visibility(vis: &Visibility, errors: &mut Errors) {
    if !matches!(vis, Visibility::Inherited) {
        errors.error(vis, "`crate = ..` declares nothing, so it has no visibility; remove this");
    }
}

/// serde's attributes have quotes there.
fn quoted_crate(text: &LitStr, errors: &mut Errors) -> Result<RustPath> {
    let path = text.parse_with(RustPath::parse_mod_style)?;
    errors.error(text, format!("a path has no quotes; write `crate = {}`", text.value()));
    Ok(path)
}
