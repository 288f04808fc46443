//! Event streams, at several cuts.

use bytes::Bytes;
use schematic_api::api;
use schematic_api::sse::Decoder;
use serde_json::Value;

use crate::Reader;
use crate::canned::{Canned, pieces, wait};

api! {
    client Feeds at "https://feeds.example.com" { auth bearer; }

    get: GET /a -> sse Value until "[DONE]";
}

const MIB: usize = 1024 * 1024;

pub(crate) const READERS: &[Reader] = &[
    Reader {
        name: "events: one in chunks of 16 KiB",
        largest: 4 * MIB,
        begin: |size| decoded(one(size), 16 * 1024),
    },
    Reader {
        name: "events: one byte by byte",
        largest: 4 * MIB,
        begin: |size| decoded(one(size), 1),
    },
    Reader {
        name: "events: one of many lines",
        largest: 4 * MIB,
        begin: |size| decoded("data: a\n".repeat(size / 8) + "\n", 16 * 1024),
    },
    Reader {
        name: "events: one of many lines byte by byte",
        largest: 4 * MIB,
        begin: |size| decoded("data: a\r\n".repeat(size / 9) + "\n", 1),
    },
    Reader {
        name: "events: many",
        largest: 4 * MIB,
        begin: |size| decoded("event: a\ndata: 1\n\n".repeat(size / 18), 16 * 1024),
    },
    Reader {
        name: "events: comments",
        largest: 4 * MIB,
        begin: |size| decoded(": a\n".repeat(size / 4), 7),
    },
    Reader {
        name: "events: one comment byte by byte",
        largest: 4 * MIB,
        begin: |size| decoded(":".repeat(size), 1),
    },
    Reader {
        name: "events: ids",
        largest: 4 * MIB,
        begin: |size| {
            decoded(format!("id: {}\ndata\n\n", "é".repeat(500)).repeat(size / 1018), 100)
        },
    },
    Reader {
        name: "events: one id byte by byte",
        largest: 4 * MIB,
        begin: |size| decoded(format!("id: {}\ndata\n\n", "é".repeat(size / 2)), 1),
    },
    Reader {
        name: "events: names without data",
        largest: 4 * MIB,
        begin: |size| decoded("event: aaaa\n".repeat(size / 12), 5),
    },
    Reader {
        name: "events: typed",
        largest: 4 * MIB,
        begin: |size| typed(r#"data: {"a":[1,2,3]}"#.to_owned() + "\n\n", size),
    },
    Reader {
        name: "events: an error that nobody declared",
        largest: 4 * MIB,
        begin: |size| {
            typed(
                format!(
                    "data: {{\"error\":{{\"message\":\"{}\"}}}}\n\n",
                    "sk-key".repeat(size / 6)
                ),
                1,
            )
        },
    },
    Reader {
        name: "events: one that does not fit",
        largest: 4 * MIB,
        begin: |size| typed(format!("event: {0}\ndata: {{{0}\n\n", "sk-key".repeat(size / 12)), 1),
    },
];

fn one(size: usize) -> String {
    format!("data: {}\n\n", "é".repeat(size / 2))
}

fn decoded(text: String, cut: usize) -> (usize, Box<dyn FnMut()>) {
    let text = Bytes::from(text);
    let length = text.len();
    let read = move || {
        let mut decoder = Decoder::new(usize::MAX);
        for piece in pieces(&text, cut) {
            decoder.push(piece);
            while decoder.next().expect("no limit").is_some() {}
        }
    };
    (length, Box::new(read))
}

/// Reads a whole call with an event, or with as many as fit, until one is an error.
fn typed(event: String, size: usize) -> (usize, Box<dyn FnMut()>) {
    let text = event.repeat((size / event.len()).max(1));
    let length = text.len();
    let reply = Canned::new(200, text).header("content-type", "text/event-stream").cut(16 * 1024);
    let feeds = Feeds::builder().credential("sk-key").transport(reply).build().expect("a client");
    let read = move || {
        let mut events = wait(async { feeds.get().await }).expect("events");
        while wait(events.try_next())
            .map_err(|error| error.to_string())
            .is_ok_and(|event| event.is_some())
        {}
    };
    (length, Box::new(read))
}
