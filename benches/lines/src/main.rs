//! Reads JSON Lines repeatedly in the way of one peer: `lines PEER CUT ENTRIES PASSES`.
//!
//! CUT is the number of bytes in a chunk. Prints the size of the text and the number of entries in a pass.

mod peers;

use std::fmt::Write as _;

use bytes::Bytes;
use peers::Chunks;

fn main() {
    let arguments = std::env::args().skip(1).collect::<Vec<_>>();
    let [peer, cut, entries, passes] = arguments.as_slice() else {
        panic!("usage: lines PEER CUT ENTRIES PASSES")
    };
    let text = text(entries.parse().expect("ENTRIES is a number"));
    let chunks = Chunks::new(&text, cut.parse().expect("CUT is a number"));
    let passes = passes.parse().expect("PASSES is a number");
    println!("{} {}", text.len(), peers::read(peer, &chunks, passes));
}

/// Entries such as a service logs: about 150 bytes each, and one word in 16 is not ASCII.
fn text(entries: usize) -> Bytes {
    const WORDS: [&str; 16] = [
        "the", "request", "was", "sent", "to", "a", "host", "which", "did", "not", "answer", "in",
        "time", "größer", "after", "retry",
    ];
    let mut text = String::new();
    for entry in 0..entries {
        let said = (0..6).map(|word| WORDS[(entry * 5 + word * 7) % WORDS.len()]);
        let said = said.collect::<Vec<_>>().join(" ");
        let level = ["info", "warn", "error"][entry % 3];
        let (at, took) = (1_700_000_000 + entry, (entry % 97) as f64 * 0.25);
        writeln!(
            text,
            r#"{{"id":"entry_{entry:08}","at":{at},"level":"{level}","text":"{said}","took":{took},"tags":["a","b{}"]}}"#,
            entry % 10,
        )
        .expect("text can be written");
    }
    text.into()
}
