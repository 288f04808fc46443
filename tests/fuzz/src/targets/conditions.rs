//! Replies of success that may say that they are errors: they do if a field at the top of an object has the value.

use schematic_api::reply::Empty;
use schematic_api::{ApiError, ErrorKind, Method, api};
use schematic_tests::scripted::{Reply, Scripted};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::paused;
use crate::source::Source;

/// Any error body.
#[derive(Debug, Deserialize)]
struct Refusal {}

impl ApiError for Refusal {
    fn message(&self) -> Option<&str> {
        None
    }

    fn code(&self) -> Option<&str> {
        None
    }
}

api! {
    client Chat at "https://chat.example.com" {
        error Refusal when ok = false;
        error Refusal when a = 1;
        error Refusal when "é\n" = "x";
        error Refusal when b = null;
    }
}

const KEYS: &[&str] = &["ok", "a", "b", "é\n", "", "Ok", "ok ", "c"];

pub(crate) fn run(source: &mut Source) {
    let value = match source.once_in(8) {
        true => source.json(3),
        false => Value::Object(object(source)),
    };
    let mut body = source.shuffled(&value);
    let is_error = says_so(&value);
    if source.once_in(4) {
        let spaces = ["\n", " ", "\t\r\n"][source.below(3)];
        body.insert_str(0, spaces);
    }
    let kind = paused(kind(body.clone()));
    assert_eq!(kind == Some(ErrorKind::Api), is_error, "{body}");
    // What is cut or garbled is whatever it is, but no panic, and nothing that takes long.
    let end = source.below(body.len() + 1);
    let mut cut = body.into_bytes();
    cut.truncate(end);
    cut.push(source.byte());
    paused(self::kind(cut));
}

fn object(source: &mut Source) -> Map<String, Value> {
    let mut fields = Map::new();
    for _ in 0..source.length(6) {
        let key = source.pick(KEYS).to_owned();
        let value = match source.below(8) {
            0 => json!(false),
            1 => json!(1),
            2 => json!(1.0),
            3 => json!("x"),
            4 => Value::Null,
            5 => json!({ "ok": false }),
            _ => source.json(3),
        };
        fields.insert(key, value);
    }
    fields
}

fn says_so(value: &Value) -> bool {
    let Value::Object(fields) = value else { return false };
    fields.get("ok") == Some(&json!(false))
        || fields.get("a").is_some_and(|a| a.as_f64() == Some(1.0))
        || fields.get("é\n") == Some(&json!("x"))
        || fields.get("b") == Some(&Value::Null)
}

async fn kind(body: impl Into<bytes::Bytes>) -> Option<ErrorKind> {
    let transport = Scripted::new([Reply::status(200).chunk(body)]);
    let chat = Chat::builder().transport(transport).build().expect("a client");
    let call = chat.request(Method::GET, "/").send::<Empty>();
    call.await.err().map(|error| error.kind())
}
