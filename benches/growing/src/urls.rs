//! Paths, queries, forms, base URLs.

use std::collections::BTreeMap;

use schematic_api::mock::Mock;
use schematic_api::{Redirects, api};
use serde::{Deserialize, Serialize};

use crate::Reader;
use crate::canned::{Canned, wait};

api! {
    client Urls at "https://urls.example.com/v1";

    one: GET /one/<value: String>.<more: String> -> empty;
    rest: GET /rest/<path..> -> empty;
    find: GET /find?<Shape> -> empty;
    fill: POST /fill (form Shape) -> empty;
}

/// Lists, maps and lists of maps.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Shape {
    list: Vec<String>,
    map: BTreeMap<String, String>,
    lines: Vec<BTreeMap<String, u32>>,
}

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

pub(crate) const READERS: &[Reader] = &[
    Reader { name: "path: one value", largest: 64 * KIB, begin: |size| value("a b", size) },
    Reader { name: "path: %25 nested", largest: 64 * KIB, begin: |size| value("25", size) },
    Reader { name: "path: dots", largest: 64 * KIB, begin: |size| value("..a", size) },
    Reader { name: "path: segments", largest: 4 * MIB, begin: segments },
    Reader { name: "query: list", largest: 4 * MIB, begin: |size| query(&list(size), size) },
    Reader { name: "query: map", largest: 4 * MIB, begin: |size| query(&map(size), size) },
    Reader { name: "query: lines", largest: 4 * MIB, begin: |size| query(&lines(size), size) },
    Reader { name: "form: list", largest: 4 * MIB, begin: |size| form(list(size), size) },
    Reader { name: "form: map", largest: 4 * MIB, begin: |size| form(map(size), size) },
    Reader { name: "form: lines", largest: 4 * MIB, begin: |size| form(lines(size), size) },
    Reader { name: "base URL", largest: 4 * MIB, begin: base_url },
    Reader { name: "base URL: query", largest: 4 * MIB, begin: base_query },
];

fn canned() -> Urls {
    Urls::builder().transport(Canned::new(200, "")).build().expect("a client")
}

fn value(unit: &str, size: usize) -> (usize, Box<dyn FnMut()>) {
    // `%2525…`, or the unit again and again.
    let start = if unit == "25" { "%" } else { "" };
    let value = format!("{start}{}", unit.repeat((size - 1) / unit.len()));
    let urls = canned();
    (value.len(), Box::new(move || wait(async { urls.one(&value, "a").await }).expect("sent")))
}

fn segments(size: usize) -> (usize, Box<dyn FnMut()>) {
    let (path, urls) = (format!("{}a", "a.%/".repeat(size / 4)), mock());
    (path.len(), Box::new(move || wait(async { urls.rest(&path).await }).expect("sent")))
}

fn mock() -> Urls {
    Mock::<Urls>::new()
        .on(|it: UrlsOneRequest| async { Ok(drop((it.value, it.more))) })
        .on(|it: UrlsRestRequest| async { Ok(drop(it.path)) })
        .on(|it: UrlsFindRequest| async { Ok(drop(it.query)) })
        .on(|it: UrlsFillRequest| async { Ok(drop(it.body)) })
        .client()
}

fn list(size: usize) -> Shape {
    Shape { list: vec!["a b".into(); size / 12], ..Shape::default() }
}

fn map(size: usize) -> Shape {
    Shape {
        map: (0..size / 24).map(|key| (key.to_string(), "é".into())).collect(),
        ..Shape::default()
    }
}

fn lines(size: usize) -> Shape {
    let line =
        |at: usize| BTreeMap::from([("price".to_owned(), at as u32), ("quantity".to_owned(), 1)]);
    Shape { lines: (0..size / 60).map(line).collect(), ..Shape::default() }
}

fn query(shape: &Shape, size: usize) -> (usize, Box<dyn FnMut()>) {
    let (shape, urls) = (shape.clone(), mock());
    (size, Box::new(move || wait(async { urls.find(&shape).await }).expect("sent")))
}

fn form(shape: Shape, size: usize) -> (usize, Box<dyn FnMut()>) {
    let urls = mock();
    (size, Box::new(move || wait(async { urls.fill(&shape).await }).expect("sent")))
}

fn base_url(size: usize) -> (usize, Box<dyn FnMut()>) {
    joined(format!("https://urls.example.com/{}", "a/%2e/".repeat(size / 6)))
}

fn base_query(size: usize) -> (usize, Box<dyn FnMut()>) {
    joined(format!("https://urls.example.com/?{}", "a=b&".repeat(size / 4)))
}

/// Parses a base URL, and sends one call to it, through a redirect.
fn joined(base: String) -> (usize, Box<dyn FnMut()>) {
    let size = base.len();
    let reply = Canned::new(307, "").header("location", "?moved").redirecting();
    let read = move || {
        let urls = Urls::builder().base_url(base.clone()).transport(reply.clone());
        let urls = urls.redirects(Redirects::SameOrigin(1)).build();
        // Refused or not, it is read.
        drop(urls.map(|urls| wait(async { urls.rest("a").await })));
    };
    (size, Box::new(read))
}
