//! Queries and forms: what the client writes is what the mock reads.

use std::collections::BTreeMap;

use schematic_api::mock::Mock;
use schematic_api::reply::Text;
use schematic_api::{Api as _, Error, Method, StatusCode, api};
use serde::{Deserialize, Serialize};

use super::paused;
use crate::source::Source;

/// Something of every shape.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Shape {
    text: String,
    number: Option<i64>,
    fraction: f64,
    switch: Option<bool>,
    letter: Option<char>,
    list: Vec<String>,
    #[serde(rename = "marked[]")]
    marked: Vec<u32>,
    map: BTreeMap<String, String>,
    lists: BTreeMap<String, Vec<String>>,
    lines: Vec<Line>,
    rows: Vec<Vec<String>>,
    pair: Option<(u8, String)>,
    choice: Option<Choice>,
    inner: Option<Box<Shape>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Line {
    price: String,
    quantity: Option<u32>,
    tags: Vec<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    more: BTreeMap<String, u8>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Choice {
    Newest,
    Named(String),
}

api! {
    client Queries at "https://queries.example.com/v1";

    find: GET /find?<Shape>&constant=1 -> empty;
    each: GET /each?<text: String>&<list[] as list: Vec<String>?>&<map: BTreeMap<String, String>?>&<lines: Vec<Line>?> -> empty;
    fill: POST /fill (form Shape) -> empty;
}

/// What names are made of.
const NAMES: &[&str] = &[
    "text",
    "number",
    "list",
    "marked[]",
    "map",
    "lists",
    "lines",
    "rows",
    "pair",
    "choice",
    "inner",
    "[",
    "]",
    "[]",
    "[0]",
    "[1]",
    "[4294967295]",
    "[00]",
    "[price]",
    "[named]",
    "][",
    "é",
    "",
    "%5B",
];

pub(crate) fn run(source: &mut Source) {
    if source.once_in(4) {
        return hostile(source);
    }
    let shape = shape(source, 2);
    let way = source.below(3);
    match paused(received(way, &shape)) {
        Ok(received) => assert_eq!(received, shape, "way {way}"),
        Err(error) => assert!(error.is_input(), "way {way}, {shape:?}: {error}"),
    }
}

/// Whatever names and values there are, the mock takes them or says what is wrong with them.
fn hostile(source: &mut Source) {
    let pairs: Vec<(String, String)> =
        (0..source.length(40)).map(|_| (source.text_of(NAMES, 40), source.text(4))).collect();
    let mock = Mock::<Queries>::new()
        .on(|_: QueriesFindRequest| async { Ok(()) })
        .on(|_: QueriesFillRequest| async { Ok(()) });
    let queries = mock.client();
    let call = match source.once_in(2) {
        true => queries.client().request(Method::GET, "/find").query("constant", "1"),
        false => queries.client().request(Method::POST, "/fill").text(form(source, &pairs)),
    };
    let call = pairs.iter().fold(call, |call, (name, value)| call.query(name, value));
    let call = call.header("content-type", "application/x-www-form-urlencoded").send::<Text>();
    if let Err(error) = paused(call.into_future()) {
        let refused = error.is_input() || error.status() == Some(StatusCode::BAD_REQUEST);
        assert!(refused, "{pairs:?}: {error}");
    }
}

/// Writes a form that is sent as it is.
fn form(source: &mut Source, pairs: &[(String, String)]) -> String {
    let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
    pairs.collect::<Vec<_>>().join(source.pick(&["&", "&&", ";"]))
}

fn shape(source: &mut Source, depth: usize) -> Shape {
    let mut shape = Shape { text: source.text(6), ..Shape::default() };
    for _ in 0..source.below(4) {
        match source.below(13) {
            0 => shape.number = Some(i64::from_ne_bytes([0; 8].map(|_| source.byte()))),
            1 => shape.fraction = source.number().as_f64().expect("a number"),
            2 => shape.switch = Some(source.once_in(2)),
            3 => shape.letter = source.text(2).chars().next(),
            4 => shape.list = texts(source),
            5 => shape.marked = (0..source.below(4)).map(|_| source.byte().into()).collect(),
            6 => shape.map = keys(source).into_iter().map(|key| (key, source.text(2))).collect(),
            7 => shape.lists = keys(source).into_iter().map(|key| (key, some(source))).collect(),
            8 => shape.lines = (0..source.below(12)).map(|_| line(source)).collect(),
            9 => shape.rows = (0..source.below(4)).map(|_| some(source)).collect(),
            10 => shape.pair = Some((source.byte(), source.text(2))),
            11 if source.once_in(2) => shape.choice = Some(Choice::Newest),
            11 => shape.choice = Some(Choice::Named(source.text(2))),
            _ if depth > 0 => shape.inner = Some(Box::new(self::shape(source, depth - 1))),
            _ => {}
        }
    }
    shape
}

fn texts(source: &mut Source) -> Vec<String> {
    (0..source.below(4)).map(|_| source.text(3)).collect()
}

/// Names of values. With brackets at the end they are those of lists, and `a` and `a[]` in one map is a mistake.
fn keys(source: &mut Source) -> Vec<String> {
    texts(source).into_iter().map(|key| key.trim_end_matches("[]").to_owned()).collect()
}

/// At least one text: a map entry without a value is not written.
fn some(source: &mut Source) -> Vec<String> {
    (0..=source.below(3)).map(|_| source.text(3)).collect()
}

fn line(source: &mut Source) -> Line {
    let more = keys(source).into_iter().map(|key| (key, source.byte())).collect();
    let more = if source.once_in(3) { more } else { BTreeMap::new() };
    let quantity = source.once_in(2).then(|| source.byte().into());
    Line { price: source.text(2), quantity, tags: texts(source), more }
}

async fn received(way: usize, shape: &Shape) -> Result<Shape, Error> {
    let mock = Mock::<Queries>::new()
        .on(|_: QueriesFindRequest| async { Ok(()) })
        .on(|_: QueriesEachRequest| async { Ok(()) })
        .on(|_: QueriesFillRequest| async { Ok(()) });
    let queries = mock.client();
    match way {
        0 => queries.find(shape).await?,
        1 => {
            let call = queries.each(&shape.text).list(shape.list.clone());
            call.map(shape.map.clone()).lines(shape.lines.clone()).await?;
        }
        _ => queries.fill(shape).await?,
    }
    Ok(match way {
        0 => mock.received::<QueriesFindRequest>().pop().expect("a request").query,
        1 => {
            let each = mock.received::<QueriesEachRequest>().pop().expect("a request");
            let (list, map) = (each.list.unwrap_or_default(), each.map.unwrap_or_default());
            Shape {
                text: each.text,
                list,
                map,
                lines: each.lines.unwrap_or_default(),
                ..shape.clone()
            }
        }
        _ => mock.received::<QueriesFillRequest>().pop().expect("a request").body,
    })
}
