//! Recordings of many exchanges, replayed. A byte is one of the file.
//!
//! To record is no row: a file is written again when a part of 64 of it is new, so a byte costs more up to 64 exchanges and the same
//! from there on, where a measurement takes longer than all others together.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use bytes::Bytes;
use schematic_api::record::Cassette;
use schematic_api::reply::BytesReply;
use schematic_api::{Method, api};

use crate::Reader;
use crate::canned::{Canned, wait};

api! {
    client Notes at "https://notes.example.com" { auth bearer; }
}

const MIB: usize = 1024 * 1024;

pub(crate) const READERS: &[Reader] = &[
    Reader { name: "cassette: replayed", largest: MIB, begin: |size| replayed(size, |call| call) },
    Reader {
        name: "cassette: replayed, all equal",
        largest: MIB,
        begin: |size| replayed(size, |_| 0),
    },
];

/// About the bytes of an exchange in the file.
const EXCHANGE: usize = 512;

/// Replays calls, to the notes that `note` says.
fn replayed(size: usize, note: fn(usize) -> usize) -> (usize, Box<dyn FnMut()>) {
    let mut exchanges = String::new();
    let calls = (size / EXCHANGE).max(1);
    for call in 0..calls {
        let comma = if call > 0 { "," } else { "" };
        let (url, text) = (format!("/notes/{}", note(call)), "milk ".repeat(60));
        write!(
            exchanges,
            r#"{comma}{{"request":{{"method":"GET","url":"{url}","headers":{{}}}},"reply":{{"after_ms":1,"status":200,"headers":{{"content-type":"application/json"}},"body":{{"json":{{"id":{call},"text":"{text}"}}}}}}}}"#
        )
        .expect("a text");
    }
    let text = format!(
        r#"{{"version":1,"base_url":"https://notes.example.com","exchanges":[{exchanges}]}}"#
    );
    let file = File::new("replayed");
    fs::write(&file.0, &text).expect("a file");
    let read = move || {
        let cassette = Cassette::new(&file.0);
        call_all(&cassette, calls, note);
        cassette.assert_all_used();
    };
    (text.len(), Box::new(read))
}

fn call_all(cassette: &Cassette, calls: usize, note: fn(usize) -> usize) {
    let reply =
        Canned::new(200, r#"{"id":1,"text":"milk"}"#).header("content-type", "application/json");
    let notes = Notes::builder().credential("sk-0123456789").transport(reply).cassette(cassette);
    let notes = notes.build().expect("a client");
    for call in 0..calls {
        let path = format!("/notes/{}", note(call));
        let call = notes.request(Method::GET, &path).send::<BytesReply>();
        let _: Bytes = wait(async { call.await }).expect("a reply");
    }
}

/// A file that is there as long as what reads it.
struct File(PathBuf);

impl File {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("growing-{}-{name}.json", std::process::id())))
    }
}

impl Drop for File {
    fn drop(&mut self) {
        drop(fs::remove_file(&self.0));
    }
}
