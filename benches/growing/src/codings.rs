//! Compressed replies, made of as many parts as fit.

use schematic_api::api;

use crate::Reader;
use crate::canned::{Canned, wait};

api! {
    client Coded at "https://coded.example.com";

    get: GET /a -> text;
}

const MIB: usize = 1024 * 1024;

/// A member of gzip without anything in it.
const MEMBER: &[u8] = b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x03\0\0\0\0\0\0\0\0\0";

/// A frame of Zstandard with one byte.
const FRAME: &[u8] = b"\x28\xb5\x2f\xfd\x20\x01\x09\0\0a";

/// A frame of Zstandard without anything in it, which asks for a window of 8 MB.
const WINDOW: &[u8] = b"\x28\xb5\x2f\xfd\0\x68\x01\0\0";

/// A frame of Zstandard that is to be skipped.
const SKIPPED: &[u8] = b"\x50\x2a\x4d\x18\0\0\0\0";

/// A block of Brotli without anything in it, after a header of the same.
const EMPTY: &[u8] = b"\x06";

pub(crate) const READERS: &[Reader] = &[
    Reader { name: "gzip: members", largest: 4 * MIB, begin: |size| coded("gzip", MEMBER, size) },
    Reader { name: "zstd: frames", largest: 4 * MIB, begin: |size| coded("zstd", FRAME, size) },
    Reader {
        name: "zstd: large windows",
        largest: 4 * MIB,
        begin: |size| coded("zstd", WINDOW, size),
    },
    Reader {
        name: "zstd: skipped frames",
        largest: 4 * MIB,
        begin: |size| coded("zstd", SKIPPED, size),
    },
    Reader { name: "brotli: blocks", largest: 4 * MIB, begin: |size| coded("br", EMPTY, size) },
];

fn coded(coding: &str, part: &[u8], size: usize) -> (usize, Box<dyn FnMut()>) {
    let body = part.repeat(size / part.len());
    let (size, reply) = (body.len(), Canned::new(200, body).header("content-encoding", coding));
    let client = Coded::builder().transport(reply.cut(16 * 1024)).build().expect("a client");
    // Refused or not, it is read.
    (size, Box::new(move || drop(wait(async { client.get().await }))))
}
