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
mod runtime;

use super::StandIn;
use crate::errors::Errors;
use expect_test::Expect;
use quote::ToTokens;

/// Compares the expansion of a declaration. In it, `rt` stands for the runtime's private module.
fn check(declaration: &str, expected: &Expect) {
    expected.assert_eq(&printed(declaration, StandIn::Absent));
}

/// Compares one item of the expansion, starting at the first line that contains `from`.
fn check_item(declaration: &str, from: &str, expected: &Expect) {
    let stand_in = if from.contains("Request") { StandIn::Emitted } else { StandIn::Absent };
    let printed = printed(declaration, stand_in);
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

fn printed(declaration: &str, stand_in: StandIn) -> String {
    let tokens = declaration.parse().expect("the declaration lexes");
    let mut errors = Errors::default();
    let model = crate::sound(tokens, &mut errors);
    assert_eq!(errors.messages(), Vec::<String>::new(), "in {declaration}");
    let tokens = super::expand(&model, stand_in, &[]).to_string();
    let short = tokens.replace(&crate::rt::rt().to_token_stream().to_string(), "rt");
    prettyplease::unparse(&syn::parse_str(&short).expect("the expansion is Rust"))
}
