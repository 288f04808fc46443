//! Reads input of one size repeatedly with one of our readers: `growing READER BYTES PASSES`.
//!
//! Without arguments it prints the readers, each with the largest input that it takes. Otherwise it prints how large the
//! input was. If PASSES is `memory`, it reads once, and prints also how many bytes that added to the process at most.

mod canned;
mod cassettes;
mod codings;
mod conditions;
mod events;
mod forms;
mod headers;
mod json;
mod lines;
mod memory;
mod shapes;
mod snapshots;
mod urls;

/// A reader of foreign bytes, with the largest input that it takes: its limit, or what is reasonable.
#[derive(Clone, Copy)]
struct Reader {
    name: &'static str,
    largest: usize,
    /// Makes input of about so many bytes. Returns its size, and what reads it once.
    begin: fn(usize) -> (usize, Box<dyn FnMut()>),
}

fn main() {
    let readers = [
        urls::READERS,
        headers::READERS,
        codings::READERS,
        json::READERS,
        conditions::READERS,
        events::READERS,
        lines::READERS,
        forms::READERS,
        snapshots::READERS,
        cassettes::READERS,
        shapes::READERS,
    ]
    .concat();
    let arguments = std::env::args().skip(1).collect::<Vec<_>>();
    let [name, bytes, passes] = arguments.as_slice() else {
        for reader in readers {
            println!("{} {}", reader.name, reader.largest);
        }
        return;
    };
    let reader = readers.iter().find(|reader| reader.name == name).expect("the name of a reader");
    let (size, mut read) = (reader.begin)(bytes.parse().expect("BYTES is a number"));
    if passes == "memory" {
        println!("{size} {}", memory::added(read));
        return;
    }
    for _ in 0..passes.parse().expect("PASSES is a number") {
        read();
    }
    println!("{size}");
}
