//! Prints the OpenAPI document of an API, or its reference: one page of HTML that a browser shows without a network. Without
//! arguments, it is the document of the example `declare`.
//!
//! ```text
//! cargo run --example openapi -- openai
//! cargo run --example openapi -- anthropic --3.2
//! cargo run --example openapi -- reference openai > reference.html
//! ```

use std::error::Error;
use std::io::{self, Write};

use schematic_anthropic::Anthropic;
use schematic_api::openapi::OpenApi;
use schematic_openai::OpenAi;

/// The small API of another example.
#[path = "declare.rs"]
#[allow(dead_code, unreachable_pub, reason = "only its document is printed here")]
mod declare;

const USAGE: &str = "usage: openapi [reference] [openai|anthropic|declare] [--3.2]";

/// What is printed.
enum Form {
    Document,
    Reference,
}

/// What the arguments ask for.
fn asked() -> Result<(OpenApi, Form), Box<dyn Error>> {
    let (mut document, mut form, mut is_3_2) = (declare::Notes::openapi(), Form::Document, false);
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("3.2") => is_3_2 = true,
            lexopt::Arg::Value(word) => match word.to_str() {
                Some("reference") => form = Form::Reference,
                Some("openai") => document = OpenAi::openapi().title("OpenAI"),
                Some("anthropic") => document = Anthropic::openapi().title("Claude"),
                Some("declare") => document = declare::Notes::openapi(),
                _ => return Err(USAGE.into()),
            },
            _ => return Err(USAGE.into()),
        }
    }
    Ok((if is_3_2 { document.v3_2() } else { document }, form))
}

fn main() -> Result<(), Box<dyn Error>> {
    let (document, form) = asked()?;
    for omission in document.omitted() {
        eprintln!("left out: {omission}");
    }
    let text = match form {
        Form::Document => format!("{document}\n"),
        Form::Reference => document.reference(),
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(())
}
