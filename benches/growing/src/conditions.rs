//! Replies of success that may say that they are errors.

use schematic_api::reply::Empty;
use schematic_api::{ApiError, Method, api};
use serde::Deserialize;

use crate::Reader;
use crate::canned::{Canned, wait};

/// What an error says.
#[derive(Debug, Deserialize)]
struct Refusal {
    error: String,
}

impl ApiError for Refusal {
    fn message(&self) -> Option<&str> {
        Some(&self.error)
    }

    fn code(&self) -> Option<&str> {
        None
    }
}

api! {
    client Chat at "https://chat.example.com" {
        error Refusal when ok = false;
        error Refusal when code = -1;
    }
}

const MIB: usize = 1024 * 1024;

pub(crate) const READERS: &[Reader] = &[
    Reader {
        name: "condition: many fields",
        largest: 4 * MIB,
        begin: |size| read("\"ok\":true,".repeat(size / 10) + "\"code\":1}"),
    },
    Reader {
        name: "condition: deep",
        largest: 4 * MIB,
        begin: |size| read(format!("\"ok\":{}{}}}", "[".repeat(size / 2), "]".repeat(size / 2))),
    },
    Reader {
        name: "condition: one that holds",
        // Of larger ones, what they would become is estimated first.
        largest: 2 * MIB,
        begin: |size| read(format!("\"error\":\"{}\",\"ok\":false}}", "\\n".repeat(size / 2))),
    },
];

/// Reads a reply that is an object with these fields.
fn read(fields: String) -> (usize, Box<dyn FnMut()>) {
    let body = format!("{{{fields}");
    let length = body.len();
    let chat = Chat::builder().transport(Canned::new(200, body)).build().expect("a client");
    let read = move || {
        let call = chat.request(Method::GET, "/").send::<Empty>();
        drop(wait(async { call.await.map_err(|error| error.to_string()) }));
    };
    (length, Box::new(read))
}
