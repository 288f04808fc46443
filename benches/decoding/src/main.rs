//! Decodes a page of messages repeatedly with the types of one peer: `decoding PEER TAG MESSAGES PASSES`.
//!
//! TAG is the position of a union's tag among its fields: first, middle or last. Prints the size of the page.

mod objects;
mod page;
mod serde_types;

use async_openai::types::assistants::ListMessagesResponse;
use serde::de::{DeserializeOwned, IgnoredAny};

fn main() {
    let arguments = std::env::args().skip(1).collect::<Vec<_>>();
    let [peer, tag, messages, passes] = arguments.as_slice() else {
        panic!("usage: decoding PEER TAG MESSAGES PASSES")
    };
    let page = page::page(
        tag.parse().expect("TAG is a place"),
        messages.parse().expect("MESSAGES is a number"),
    );
    let decode = decoder(peer);
    for _ in 0..passes.parse().expect("PASSES is a number") {
        decode(page.as_bytes());
    }
    println!("{}", page.len());
}

fn decoder(peer: &str) -> fn(&[u8]) {
    match peer {
        "syntax" => bytes::<IgnoredAny>,
        "serde" => bytes::<serde_types::Page>,
        "serde-text" => text::<serde_types::Page>,
        "async-openai" => bytes::<ListMessagesResponse>,
        "ours" => text::<objects::Page>,
        "schematic-openai" => text::<schematic_openai::Page<schematic_openai::Message>>,
        other => panic!("unknown peer `{other}`"),
    }
}

/// Decodes as reqwest does.
fn bytes<T: DeserializeOwned>(page: &[u8]) {
    drop(serde_json::from_slice::<T>(page).expect("the page fits the types"));
}

/// Decodes as our runtime does: it checks for UTF-8 first.
fn text<T: DeserializeOwned>(page: &[u8]) {
    let page = std::str::from_utf8(page).expect("JSON is UTF-8");
    drop(serde_json::from_str::<T>(page).expect("the page fits the types"));
}
