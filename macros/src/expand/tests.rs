//! Snapshots of expansions: one small declaration for each artefact. `UPDATE_EXPECT=1 cargo test` updates them.

mod broken;
mod call;
mod chosen;
mod client;
mod docs;
mod endpoint;
mod events;
mod group;
mod inputs;
mod kinds;
mod lines;
mod mock;
mod openapi;
mod runtime;

use super::{Artefact, Artefacts};
use crate::errors::Errors;
use expect_test::Expect;
use quote::ToTokens;

/// Without what a feature turns on.
const NONE: Artefacts = Artefacts { mock: Artefact::Absent, openapi: Artefact::Absent };

/// With all that features turn on.
const ALL: Artefacts = Artefacts { mock: Artefact::Emitted, openapi: Artefact::Emitted };

/// Compares the expansion of a declaration. In it, `rt` stands for the runtime's private module.
fn check(declaration: &str, expected: &Expect) {
    expected.assert_eq(&printed(declaration, NONE));
}

/// Compares one item of the expansion, starting at the first line that contains `from`.
fn check_item(declaration: &str, from: &str, expected: &Expect) {
    let artefacts = Artefacts {
        mock: Artefact::of_feature(from.contains("Request")),
        openapi: Artefact::of_feature(from.contains("openapi")),
    };
    let printed = printed(declaration, artefacts);
    let lines = printed.lines().skip_while(|line| !line.contains(from));
    let margin = lines.clone().next().map_or(0, |line| line.len() - line.trim_start().len());
    let one_statement = from.starts_with("const");
    let mut item = String::new();
    for line in lines.map(|line| line.get(margin..).unwrap_or_default()) {
        item.extend([line, "\n"]);
        if line.starts_with('}') || one_statement && line.ends_with(';') {
            break;
        }
    }
    assert!(!item.is_empty(), "there is no `{from}` in {declaration}");
    expected.assert_eq(&item);
}

fn printed(declaration: &str, artefacts: Artefacts) -> String {
    let tokens = declaration.parse().expect("the declaration lexes");
    let mut errors = Errors::default();
    let model = crate::sound(tokens, &mut errors);
    assert_eq!(errors.messages(), Vec::<String>::new(), "in {declaration}");
    let tokens = super::expand(&model, artefacts, &[]).to_string();
    let short = tokens.replace(&crate::rt::rt().to_token_stream().to_string(), "rt");
    prettyplease::unparse(&syn::parse_str(&short).expect("the expansion is Rust"))
}
