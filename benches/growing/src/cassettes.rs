//! Recordings of many exchanges, written and replayed. A byte is one of the file.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use bytes::Bytes;
use schematic_api::record::{Cassette, Mode};
use schematic_api::reply::BytesReply;
use schematic_api::{Method, api};

use crate::Reader;
use crate::canned::{Canned, wait};

api! {
    client Notes at "https://notes.example.com" { auth bearer; }
}

const MIB: usize = 1024 * 1024;

pub(crate) const READERS: &[Reader] = &[
    Reader { name: "cassette: recorded", largest: MIB, begin: |size| recorded(size / EXCHANGE) },
    Reader { name: "cassette: replayed", largest: MIB, begin: |size| replayed(size, |call| call) },
    Reader {
        name: "cassette: replayed, all equal",
        largest: MIB,
        begin: |size| replayed(size, |_| 0),
    },
];

/// About the bytes of an exchange in the file.
const EXCHANGE: usize = 512;

fn recorded(calls: usize) -> (usize, Box<dyn FnMut()>) {
    let file = File::new("recorded");
    let path = file.0.clone();
    let write = move || {
        let cassette = Cassette::new(&file.0).mode(Mode::Record);
        call_all(&cassette, calls, |call| call);
    };
    write();
    let length = fs::read(path).expect("a file").len();
    (length, Box::new(write))
}

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
    let reply = format!(r#"{{"id":1,"text":"{}"}}"#, "milk ".repeat(50));
    let reply = Canned::new(200, reply).header("content-type", "application/json");
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
