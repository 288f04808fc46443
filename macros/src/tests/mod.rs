//! Tests over tokens: what is parsed from a declaration, and what remains of one with mistakes.

mod clauses;
mod damage;
mod grammar;
mod inputs;
mod meant;
mod query;
mod recovery;
mod remains;
mod replies;
mod routes;
mod slips;

use crate::errors::Errors;
use crate::model::{Client, Endpoint, Group, Method, Model};
use quote::ToTokens;

/// The sound part of a declaration, and the messages about the rest.
fn checked(source: &str) -> (Model, Vec<String>) {
    let tokens = source.parse().expect("the source lexes");
    let mut errors = Errors::default();
    let model = crate::sound(tokens, &mut errors);
    (model, errors.messages())
}

/// The model of a declaration without mistakes.
fn sound(source: &str) -> Model {
    let (model, messages) = checked(source);
    assert_eq!(messages, Vec::<String>::new(), "in {source}");
    model
}

/// The only endpoint of a client with this line.
fn endpoint(line: &str) -> Endpoint {
    let model = sound(&format!("client Api at \"https://api.example.com\"; {line}"));
    let methods = model.client.map(|client| client.methods).unwrap_or_default();
    match methods.into_iter().next() {
        Some(Method::Endpoint(endpoint)) => endpoint,
        _ => panic!("no endpoint in {line}"),
    }
}

fn client(source: &str) -> Client {
    sound(source).client.expect("a client")
}

fn group(model: &Model, name: &str) -> Vec<String> {
    let group = model.groups().find(|group: &&Group| group.name == name).expect("the group");
    group.methods.iter().map(|method| method.name().to_string()).collect()
}

/// Tokens as `proc_macro2` prints them.
fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}
