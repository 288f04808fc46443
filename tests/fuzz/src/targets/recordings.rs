//! Recordings: whatever a service replies, and however it is cut, a replay gives the same; a damaged file is refused, or read; and
//! a field that is named is not in the file, wherever it was, and wherever the reply broke off.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::Method;
use schematic_api::record::{Cassette, Mode};
use schematic_api::reply::BytesReply;
use schematic_api::{Api, Error, api};
use schematic_tests::folder::Folder;
use schematic_tests::scripted::{Reply, Scripted};
use serde_json::{Value, json};

use super::paused;
use crate::source::Source;

api! {
    client Service at "https://service.example.com/v1" { auth bearer; }
}

const MEDIA_TYPES: &[&str] = &[
    "application/json",
    "application/problem+json",
    "application/x-ndjson",
    "application/x-www-form-urlencoded",
    "application/octet-stream",
    "multipart/form-data; boundary=a",
    "text/event-stream",
    "text/plain",
];

/// What is sent, and what is replied.
#[derive(Debug)]
struct Case {
    query: String,
    sent: (&'static str, Vec<u8>),
    received: (&'static str, Vec<Bytes>),
}

pub(crate) fn run(source: &mut Source) {
    match source.once_in(2) {
        true => replayed(source),
        false => removed(source),
    }
}

/// A replay gives what was recorded.
fn replayed(source: &mut Source) {
    let sent = (source.pick(MEDIA_TYPES), body(source));
    let received = body(source);
    let pieces = source.cut(&received).into_iter().map(Bytes::copy_from_slice).collect();
    let received = (source.pick(MEDIA_TYPES), pieces);
    let case = Case { query: source.text(6), sent, received };
    let folder = Folder::new();
    let path = folder.path("recording.json");
    let recorded = paused(case.exchange(&Cassette::new(&path).mode(Mode::Record)));
    let cassette = Cassette::new(&path);
    let replayed = paused(case.exchange(&cassette));
    let (recorded, replayed) = (recorded.expect("a reply"), replayed.expect("the reply"));
    assert_eq!(case.meaning(&recorded), case.meaning(&replayed), "{case:?}");
    cassette.assert_all_used();
    let file = std::fs::read(&path).expect("the file");
    std::fs::write(&path, damaged(source, file)).expect("a file");
    let _ = Cassette::new(&path).unused();
}

/// A named field is not in the file.
fn removed(source: &mut Source) {
    let word = source.word(12);
    let mut value = json!({ "Field": [word, { "x": word }], "other": source.json(1) });
    for _ in 0..source.below(4) {
        value = match source.below(3) {
            0 => json!([source.json(1), value, source.json(1)]),
            1 => json!({ "a": source.json(1), "z\"": value }),
            _ => json!({ "field": value, "field ": source.json(1) }),
        };
    }
    let (media_type, start, end) = [
        ("application/json", "", ""),
        ("application/x-ndjson", "", "\n"),
        ("text/event-stream", "event: e\ndata: ", "\n\n"),
        ("text/plain", "\"\n", ""),
    ][source.below(4)];
    let mut received = format!("{start}{}{end}", source.shuffled(&value)).into_bytes();
    if source.once_in(2) {
        received.truncate(source.below(received.len()));
    }
    let pieces = source.cut(&received).into_iter().map(Bytes::copy_from_slice).collect();
    let (sent, query) = (("text/plain", received), String::new());
    let case = Case { query, sent, received: (media_type, pieces) };
    let folder = Folder::new();
    let path = folder.path("recording.json");
    let cassette = Cassette::new(&path).mode(Mode::Record).redact_field("FIELD");
    paused(case.exchange(&cassette)).expect("a reply");
    let file = std::fs::read_to_string(&path).expect("the file");
    let file: Value = serde_json::from_str(&file).expect("JSON");
    let shown = all_texts(&file);
    assert!(!shown.contains(&word), "{word} is in {shown}: {case:?}");
}

/// All texts of a file one after the other, decoded.
fn all_texts(value: &Value) -> String {
    match value {
        Value::String(text) => {
            let decoded = STANDARD.decode(text).unwrap_or_default();
            format!("{text}{}", String::from_utf8_lossy(&decoded))
        }
        Value::Array(items) => items.iter().map(all_texts).collect(),
        Value::Object(fields) => fields.values().map(all_texts).collect(),
        _ => String::new(),
    }
}

impl Case {
    async fn exchange(&self, cassette: &Cassette) -> Result<Bytes, Error> {
        let (media_type, pieces) = &self.received;
        let reply = Reply::status(200).header("content-type", media_type);
        let reply = pieces.iter().fold(reply, |reply, piece| reply.chunk(piece.clone()));
        let service =
            Service::builder().credential("sk-0123456789").transport(Scripted::new([reply]));
        let service = service.cassette(cassette).build()?;
        let request = service.client().request(Method::POST, "/a").query("q", &self.query);
        let request = request.bytes(self.sent.1.clone()).send::<BytesReply>();
        request.header("content-type", self.sent.0).await
    }

    /// Of JSON, white space does not count.
    fn meaning(&self, body: &Bytes) -> Result<Value, Bytes> {
        let is_json = self.received.0.ends_with("json") && !self.received.0.contains("ndjson");
        let value = serde_json::from_slice(body).ok().filter(|_| is_json);
        value.ok_or_else(|| body.clone())
    }
}

fn body(source: &mut Source) -> Vec<u8> {
    match source.below(5) {
        0 => (0..source.length(30)).map(|_| source.byte()).collect(),
        1 => source.text(20).into_bytes(),
        2 => format!("data: {}\n\n", source.json(2)).into_bytes(),
        _ => source.json(3).to_string().into_bytes(),
    }
}

/// Changes a few bytes, leaves some out, or ends too early.
fn damaged(source: &mut Source, mut file: Vec<u8>) -> Vec<u8> {
    for _ in 0..=source.below(3) {
        let at = source.below(file.len());
        match source.below(3) {
            0 => file[at] = source.byte(),
            1 => drop(file.remove(at)),
            _ => file.truncate(at + 1),
        }
    }
    file
}
