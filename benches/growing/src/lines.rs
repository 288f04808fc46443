//! JSON Lines, at several cuts.

use bytes::Bytes;
use schematic_api::api;
use schematic_api::json_lines::Decoder;
use serde_json::Value;

use crate::Reader;
use crate::canned::{Canned, pieces, wait};

api! {
    client Logs at "https://logs.example.com" { auth bearer; }

    tail: GET /a -> lines Value;
}

const MIB: usize = 1024 * 1024;

pub(crate) const READERS: &[Reader] = &[
    Reader {
        name: "lines: one in chunks of 16 KiB",
        largest: 4 * MIB,
        begin: |size| decoded("x".repeat(size), 16 * 1024),
    },
    Reader {
        name: "lines: one byte by byte",
        largest: 4 * MIB,
        begin: |size| decoded("x".repeat(size), 1),
    },
    Reader {
        name: "lines: many",
        largest: 4 * MIB,
        begin: |size| decoded("{}\n".repeat(size / 3), 16 * 1024),
    },
    Reader {
        name: "lines: many byte by byte",
        largest: 4 * MIB,
        begin: |size| decoded("{}\r\n".repeat(size / 4), 1),
    },
    Reader {
        name: "lines: blank ones",
        largest: 4 * MIB,
        begin: |size| decoded("\n".repeat(size), 7),
    },
    Reader {
        name: "lines: one of spaces byte by byte",
        largest: 4 * MIB,
        begin: |size| decoded(" ".repeat(size) + "\n", 1),
    },
    Reader { name: "lines: a call", largest: 4 * MIB, begin: called },
];

fn decoded(text: String, cut: usize) -> (usize, Box<dyn FnMut()>) {
    let text = Bytes::from(text);
    let length = text.len();
    let read = move || {
        let mut decoder = Decoder::new(usize::MAX);
        for piece in pieces(&text, cut) {
            decoder.push(piece);
            while decoder.next().expect("no limit").is_some() {}
        }
        decoder.finish().expect("no limit");
    };
    (length, Box::new(read))
}

/// Reads a whole call, whose last line is an error.
fn called(size: usize) -> (usize, Box<dyn FnMut()>) {
    const LINE: &str = "{\"a\":[1,2,3],\"b\":\"sk-key\"}\n";
    let text = LINE.repeat((size / LINE.len()).max(1)) + "{\"sk-key\":";
    let length = text.len();
    let reply = Canned::new(200, text).header("content-type", "application/x-ndjson");
    let logs = Logs::builder().credential("sk-key").transport(reply.cut(16 * 1024));
    let logs = logs.build().expect("a client");
    let read = move || {
        let mut lines = wait(async { logs.tail().await }).expect("lines");
        while wait(lines.try_next())
            .map_err(|error| error.to_string())
            .is_ok_and(|line| line.is_some())
        {}
    };
    (length, Box::new(read))
}
