//! What is fed, and what must hold whatever it is fed with. A target panics where it does not.

mod conditions;
mod documents;
mod emulator;
mod engine;
mod events;
mod forms;
mod functions;
mod lines;
mod objects;
mod origins;
mod pages;
mod paths;
mod queries;
mod recordings;
mod secrets;
mod snapshots;
mod unions;

use std::fmt::Debug;

use crate::source::Source;

pub(crate) struct Target {
    pub(crate) name: &'static str,
    pub(crate) run: fn(&mut Source),
}

pub(crate) const TARGETS: &[Target] = &[
    Target { name: "events", run: events::run },
    Target { name: "lines", run: lines::run },
    Target { name: "forms", run: forms::run },
    Target { name: "conditions", run: conditions::run },
    Target { name: "paths", run: paths::run },
    Target { name: "queries", run: queries::run },
    Target { name: "origins", run: origins::run },
    Target { name: "pages", run: pages::run },
    Target { name: "unions", run: unions::run },
    Target { name: "objects", run: objects::run },
    Target { name: "engine", run: engine::run },
    Target { name: "emulator", run: emulator::run },
    Target { name: "snapshots", run: snapshots::run },
    Target { name: "functions", run: functions::run },
    Target { name: "documents", run: documents::run },
    Target { name: "secrets", run: secrets::run },
    Target { name: "recordings", run: recordings::run },
];

/// Runs a future to its end, on a clock that moves on when nothing else does.
fn paused<T>(future: impl Future<Output = T>) -> T {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.expect("a runtime").block_on(future)
}

/// Asserts that a stream gives this wherever it is cut. `decode` reads it from its pieces, with this limit.
fn assert_at_any_cut<T: Debug + PartialEq>(
    source: &mut Source,
    stream: &[u8],
    limit: usize,
    expected: &T,
    decode: impl Fn(&[&[u8]], usize) -> T,
) {
    for _ in 0..3 {
        let pieces = source.cut(stream);
        assert_eq!(decode(&pieces, limit), *expected, "limit {limit}, {pieces:?}");
    }
    let bytes: Vec<&[u8]> = stream.chunks(1).collect();
    assert_eq!(decode(&bytes, limit), *expected, "limit {limit}, {bytes:?}");
}
