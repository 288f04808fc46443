//! The peers. All read the same chunks into the same type of serde.

use std::hint::black_box;
use std::io::{BufRead, BufReader, Read, Result};

use bytes::{Buf, Bytes};
use schematic_api::json_lines::Decoder;
use schematic_api::transport::{
    BoxFuture, ResponseBody, Transport, TransportError, TransportRequest, TransportResponse,
};
use schematic_api::{StatusCode, api};
use serde::Deserialize;

/// An entry, as a user would declare it with serde.
#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "it is only decoded")]
pub(crate) struct Entry {
    id: String,
    at: u64,
    level: String,
    text: String,
    took: f64,
    tags: Vec<String>,
}

/// A text in chunks, as a connection gives it.
#[derive(Clone)]
pub(crate) struct Chunks(Vec<Bytes>);

impl Chunks {
    pub(crate) fn new(text: &Bytes, cut: usize) -> Self {
        let mut rest = text.clone();
        let mut chunks = Vec::new();
        while !rest.is_empty() {
            chunks.push(rest.split_to(cut.min(rest.len())));
        }
        Self(chunks)
    }

    /// The chunks, one for each read at most.
    fn reader(&self) -> Reader {
        Reader { chunks: self.0.clone().into_iter(), chunk: Bytes::new() }
    }
}

struct Reader {
    chunks: std::vec::IntoIter<Bytes>,
    chunk: Bytes,
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.chunk.is_empty() {
            self.chunk = self.chunks.next().unwrap_or_default();
        }
        let length = buffer.len().min(self.chunk.len());
        self.chunk.copy_to_slice(&mut buffer[..length]);
        Ok(length)
    }
}

/// Reads all of it so many times, and returns the number of entries in the last pass.
pub(crate) fn read(peer: &str, chunks: &Chunks, passes: usize) -> usize {
    let read: fn(&Chunks) -> usize = match peer {
        "by-hand" => by_hand,
        "serde-json" => serde_json_stream,
        "ours" => ours,
        "ours-framing" => ours_framing,
        "ours-calls" => return ours_by_calls(chunks, passes),
        other => panic!("unknown peer `{other}`"),
    };
    (0..passes).map(|_| read(chunks)).last().unwrap_or_default()
}

/// A loop as one writes it: one buffer for all lines, and each is checked for UTF-8 once.
fn by_hand(chunks: &Chunks) -> usize {
    let (mut reader, mut line, mut entries) = (BufReader::new(chunks.reader()), String::new(), 0);
    while reader.read_line(&mut line).expect("it is UTF-8") > 0 {
        let text = line.trim_ascii();
        if !text.is_empty() {
            black_box(serde_json::from_str::<Entry>(text).expect("an entry"));
            entries += 1;
        }
        line.clear();
    }
    entries
}

/// serde_json's own, which reads values that need no line breaks between them.
fn serde_json_stream(chunks: &Chunks) -> usize {
    let reader = BufReader::new(chunks.reader());
    let entries = serde_json::Deserializer::from_reader(reader).into_iter::<Entry>();
    entries.map(|entry| black_box(entry.expect("an entry"))).count()
}

/// The decoder that the runtime exports, and what the runtime does with each line.
fn ours(chunks: &Chunks) -> usize {
    lines(chunks, |line| {
        let text = std::str::from_utf8(line).expect("it is UTF-8");
        black_box(serde_json::from_str::<Entry>(text).expect("an entry"));
    })
}

/// The decoder alone.
fn ours_framing(chunks: &Chunks) -> usize {
    lines(chunks, |line| {
        black_box(line);
    })
}

fn lines(chunks: &Chunks, read: impl Fn(&[u8])) -> usize {
    let (mut decoder, mut entries) = (Decoder::new(16 * 1024 * 1024), 0);
    for chunk in chunks.0.iter().cloned() {
        decoder.push(chunk);
        while let Some(line) = decoder.next().expect("no line is that large") {
            read(line.content);
            entries += 1;
        }
    }
    if let Some(line) = decoder.finish().expect("no line is that large") {
        read(line.content);
        entries += 1;
    }
    entries
}

api! {
    client Logs at "https://logs.example.com";

    tail: GET /logs -> lines Entry;
}

/// Whole calls: the engine with its time limits and size limits, without a network.
fn ours_by_calls(chunks: &Chunks, passes: usize) -> usize {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let runtime = runtime.expect("a runtime");
    let logs = Logs::builder().transport(Canned(chunks.clone())).build().expect("a client");
    let read = async || {
        let (mut lines, mut entries) = (logs.tail().await.expect("lines"), 0);
        while let Some(entry) = lines.try_next().await.expect("an entry") {
            black_box(entry);
            entries += 1;
        }
        entries
    };
    (0..passes).map(|_| runtime.block_on(read())).last().unwrap_or_default()
}

struct Canned(Chunks);

impl Transport for Canned {
    fn send(
        &self,
        _: TransportRequest,
    ) -> BoxFuture<'_, std::result::Result<TransportResponse, TransportError>> {
        let chunks = self.0.0.clone();
        let body = ResponseBody::stream(futures::stream::iter(chunks.into_iter().map(Ok)));
        Box::pin(async { Ok(TransportResponse::new(StatusCode::OK, body)) })
    }
}
