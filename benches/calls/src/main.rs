//! Retrieves one run repeatedly with one peer: `calls PEER URL COUNT`.
//!
//! Prints the allocations and the allocated bytes per call, after the connection is warm.

mod by_hand;
mod ours;
mod peers;
mod run;

use std::alloc::System;
use std::fmt::Debug;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const KEY: &str = "sk-0123456789abcdef0123456789abcdef";
const THREAD: &str = "thread_abc123";
const RUN: &str = "run_abc123";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments = std::env::args().skip(1).collect::<Vec<_>>();
    let [peer, url, count] = arguments.as_slice() else { panic!("usage: calls PEER URL COUNT") };
    let count = count.parse().expect("COUNT is a number");
    match peer.as_str() {
        "reqwest" => by_hand::reqwest(url, count).await,
        "progenitor" => peers::progenitor(url, count).await,
        "async-openai" => peers::async_openai(url, count).await,
        "ours-serde" => ours::with_serde_types(url, count).await,
        "ours" => ours::with_objects(url, count).await,
        "ours-words" => ours::with_words(url, count).await,
        "schematic-openai" => ours::with_schematic_openai(url, count).await,
        other => panic!("unknown peer `{other}`"),
    }
}

/// Makes three calls to warm up and then `count` more, and prints what a call allocates.
async fn repeat<T, E: Debug>(count: usize, call: impl AsyncFn() -> Result<T, E>) {
    for _ in 0..3 {
        call().await.expect("the server answers");
    }
    let region = Region::new(ALLOCATOR);
    for _ in 0..count {
        call().await.expect("the server answers");
    }
    let change = region.change();
    let per_call = |total: usize| total as f64 / count as f64;
    let grown = change.reallocations;
    println!("{:.1} {:.0}", per_call(change.allocations + grown), per_call(change.bytes_allocated));
}
