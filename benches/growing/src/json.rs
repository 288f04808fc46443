//! JSON replies: objects, unions, what is not declared, and what does not fit.

use std::collections::BTreeMap;

use schematic_api::{Extra, Object, Union, api};
use serde_json::Value;

use crate::Reader;
use crate::canned::{Canned, wait};

api! {
    client Bodies at "https://bodies.example.com" { auth bearer; error Problem; }

    get: GET /a -> Node;
    numbers: GET /b -> Vec<u32>;
    map: GET /c -> BTreeMap<String, u32>;
}

/// Something that contains itself.
#[derive(Debug, Union)]
#[wire(tag = "type")]
pub enum Node {
    /// A node with others.
    Branch(Box<Branch>),
    /// A node without.
    Leaf(Leaf),
    /// A node of another type.
    Unknown(Value),
}

/// A node with others.
#[derive(Debug, Object)]
pub struct Branch {
    many: Option<Vec<Node>>,
    next: Option<Box<Node>>,
    extra: Extra,
}

/// A node without others.
#[derive(Debug, Object)]
pub struct Leaf {
    text: Option<String>,
    extra: Extra,
}

/// An error of the service.
#[derive(Debug, Object)]
pub struct Problem {
    message: Option<String>,
}

impl schematic_api::ApiError for Problem {
    fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    fn code(&self) -> Option<&str> {
        None
    }
}

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

pub(crate) const READERS: &[Reader] = &[
    Reader {
        name: "JSON: objects",
        largest: 4 * MIB,
        begin: |size| many(r#"{"type":"leaf","text":"a"}"#, size),
    },
    Reader {
        name: "JSON: tags last",
        largest: 4 * MIB,
        begin: |size| many(r#"{"text":"a","x":[1,2.5],"type":"leaf"}"#, size),
    },
    Reader {
        name: "JSON: unknown types",
        largest: 4 * MIB,
        begin: |size| many(r#"{"a":{"b":[1]},"type":"new"}"#, size),
    },
    Reader { name: "JSON: one object of many keys", largest: 4 * MIB, begin: keys },
    Reader { name: "JSON: one object of one key", largest: 4 * MIB, begin: same_keys },
    Reader {
        name: "JSON: escapes",
        largest: 4 * MIB,
        begin: |size| got(format!(r#"{{"type":"leaf","text":"{}"}}"#, r"\u00e9".repeat(size / 6))),
    },
    Reader {
        name: "JSON: unions 60 deep with tags first",
        largest: 4 * MIB,
        begin: |size| deep(size, r#""type":"branch","#, ""),
    },
    Reader {
        name: "JSON: unions 60 deep with tags last",
        largest: 4 * MIB,
        begin: |size| deep(size, "", r#","type":"branch""#),
    },
    Reader {
        name: "JSON: unions 60 deep without tags",
        largest: 4 * MIB,
        begin: |size| deep(size, "", ""),
    },
    Reader {
        name: "JSON: lists of unions in unions with tags last",
        largest: 4 * MIB,
        begin: bushy,
    },
    Reader {
        name: "JSON: wrong at the end",
        largest: 4 * MIB,
        begin: |size| wrong(format!("[{}\"x\"]", "1,".repeat(size / 2))),
    },
    Reader {
        name: "JSON: wrong below a long key",
        largest: 4 * MIB,
        begin: |size| wrong(format!(r#"{{"{}":"x"}}"#, r"\u006b".repeat(size / 6))),
    },
    Reader {
        name: "JSON: wrong text",
        largest: 4 * MIB,
        begin: |size| wrong(format!(r#"["{}"]"#, "sk-key".repeat(size / 6))),
    },
    Reader { name: "JSON: too deep", largest: 4 * MIB, begin: |size| wrong("[".repeat(size)) },
    Reader {
        name: "JSON: markup",
        largest: 4 * MIB,
        begin: |size| wrong(format!("<{}>", "a".repeat(size))),
    },
    Reader {
        name: "error body",
        largest: 64 * KIB,
        begin: |size| failed(format!(r#"{{"message":"{}"}}"#, "sk-key ".repeat(size / 7 - 3))),
    },
];

fn many(unit: &str, size: usize) -> (usize, Box<dyn FnMut()>) {
    let list = vec![unit; size / (unit.len() + 1)].join(",");
    got(format!(r#"{{"type":"branch","many":[{list}]}}"#))
}

fn keys(size: usize) -> (usize, Box<dyn FnMut()>) {
    let keys = (0..size / 14).map(|key| format!(r#""k{key}":{key}"#)).collect::<Vec<_>>();
    got(format!(r#"{{{},"type":"leaf"}}"#, keys.join(",")))
}

fn same_keys(size: usize) -> (usize, Box<dyn FnMut()>) {
    got(format!(r#"{{{}"type":"leaf"}}"#, r#""text":"a","x":1,"#.repeat(size / 17)))
}

fn deep(size: usize, before: &str, after: &str) -> (usize, Box<dyn FnMut()>) {
    let leaf = format!(
        r#"{{"type":"leaf","text":"{}","x":[{}1]}}"#,
        "a".repeat(size / 2),
        "1,".repeat(size / 4)
    );
    got((0..60).fold(leaf, |inner, _| format!(r#"{{{before}"next":{inner}{after}}}"#)))
}

/// Five levels of lists.
fn bushy(size: usize) -> (usize, Box<dyn FnMut()>) {
    let width = ((size / 40) as f64).powf(0.2) as usize + 1;
    let leaf = r#"{"text":"a","type":"leaf"}"#.to_owned();
    got((0..5).fold(leaf, |inner, _| {
        format!(r#"{{"many":[{}],"type":"branch"}}"#, vec![inner.as_str(); width].join(","))
    }))
}

fn client(status: u16, body: String) -> Bodies {
    let bodies =
        Bodies::builder().credential("sk-key").transport(Canned::new(status, body).cut(16 * KIB));
    bodies.retries(0).build().expect("a client")
}

fn got(body: String) -> (usize, Box<dyn FnMut()>) {
    let (size, bodies) = (body.len(), client(200, body));
    let read = move || {
        let node = wait(async { bodies.get().await }).expect("it fits");
        drop(serde_json::to_string(&node).expect("JSON"));
    };
    (size, Box::new(read))
}

fn wrong(body: String) -> (usize, Box<dyn FnMut()>) {
    let (size, bodies) = (body.len(), client(200, body));
    let read = move || {
        let numbers = wait(async { bodies.numbers().await }).expect_err("it does not fit");
        let map = wait(async { bodies.map().await }).expect_err("it does not fit");
        assert!(format!("{numbers} {map}").len() < 10_000);
    };
    (size, Box::new(read))
}

fn failed(body: String) -> (usize, Box<dyn FnMut()>) {
    let (size, bodies) = (body.len(), client(400, body));
    let read = move || {
        let error = wait(async { bodies.get().await }).expect_err("an error");
        assert!(error.to_string().contains("[redacted]"));
    };
    (size, Box::new(read))
}
