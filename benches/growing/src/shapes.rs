//! JSON that becomes much larger when it is decoded.

use schematic_api::{Extra, Object, Union, api};
use serde_json::Value;

use crate::Reader;
use crate::canned::{Canned, wait};

api! {
    client Shapes at "https://shapes.example.com";

    value: GET /a -> Value;
    open: GET /b -> Open;
    closed: GET /c -> Closed;
    node: GET /d -> Node;
    events: GET /e -> sse Value;
}

/// An object that keeps what it does not know.
#[derive(Debug, Object)]
pub struct Open {
    known: Option<u32>,
    extra: Extra,
}

/// An object that does not.
#[derive(Debug, Object)]
pub struct Closed {
    known: Option<u32>,
}

/// An object with a tag.
#[derive(Debug, Union)]
#[wire(tag = "type")]
pub enum Node {
    /// That of an open object.
    Open(Open),
    /// Any other.
    Unknown(Value),
}

const KIB: usize = 1024;

/// Small enough for every limit.
const LARGEST: usize = 4 * 1024 * KIB;

/// The kinds of JSON, as what is repeated within a list.
const ZEROS: &str = "0";
const TEXTS: &str = r#""a""#;
const LISTS: &str = "[0]";
const OBJECTS: &str = r#"{"":0}"#;
const NESTED_LISTS: &str = "[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]";
const NESTED_OBJECTS: &str = r#"{"":{"":{"":{"":{"":{"":{"":{"":0}}}}}}}}"#;
const RECORDS: &str =
    r#"{"id":"obj_0123456789","created":1741476542,"name":"A name","tags":["a","b"],"score":0.5}"#;
const PROSE: &str =
    r#""It rains in Utrecht, says the forecast, and it will rain until noon; then it clears.""#;

macro_rules! shapes {
    ($($name:literal $unit:ident,)*) => {
        &[$(
            Reader { name: concat!("value: ", $name), largest: LARGEST, begin: |size| value(list($unit, size)) },
            Reader { name: concat!("unknown field: ", $name), largest: LARGEST, begin: |size| open(field($unit, size)) },
            Reader { name: concat!("discarded field: ", $name), largest: LARGEST, begin: |size| closed(field($unit, size)) },
            Reader { name: concat!("before the tag: ", $name), largest: LARGEST, begin: |size| node(field($unit, size)) },
            Reader { name: concat!("event: ", $name), largest: LARGEST, begin: |size| events(field($unit, size)) },
        )*]
    };
}

pub(crate) const READERS: &[Reader] = shapes! {
    "zeros" ZEROS,
    "texts" TEXTS,
    "lists" LISTS,
    "objects" OBJECTS,
    "nested lists" NESTED_LISTS,
    "nested objects" NESTED_OBJECTS,
    "records" RECORDS,
    "prose" PROSE,
};

fn list(unit: &str, size: usize) -> String {
    let count = size / (unit.len() + 1);
    format!("[{}]", vec![unit; count].join(","))
}

fn field(unit: &str, size: usize) -> String {
    format!(r#"{{"x":{},"type":"open"}}"#, list(unit, size))
}

fn client(body: String) -> (usize, Shapes) {
    let (size, reply) = (body.len(), Canned::new(200, body).cut(16 * KIB));
    let reply = reply.header("content-type", "text/event-stream");
    (size, Shapes::builder().transport(reply).build().expect("a client"))
}

// Refused or not, it is read.

fn value(body: String) -> (usize, Box<dyn FnMut()>) {
    let (size, shapes) = client(body);
    (size, Box::new(move || drop(wait(async { shapes.value().await }))))
}

fn open(body: String) -> (usize, Box<dyn FnMut()>) {
    let (size, shapes) = client(body);
    (size, Box::new(move || drop(wait(async { shapes.open().await }))))
}

fn closed(body: String) -> (usize, Box<dyn FnMut()>) {
    let (size, shapes) = client(body);
    (size, Box::new(move || drop(wait(async { shapes.closed().await }))))
}

fn node(body: String) -> (usize, Box<dyn FnMut()>) {
    let (size, shapes) = client(body);
    (size, Box::new(move || drop(wait(async { shapes.node().await }))))
}

fn events(body: String) -> (usize, Box<dyn FnMut()>) {
    let (size, shapes) = client(format!("data: {body}\n\n"));
    let read = move || {
        let mut events = wait(async { shapes.events().await }).expect("events");
        drop(wait(events.try_next()));
    };
    (size, Box::new(read))
}
