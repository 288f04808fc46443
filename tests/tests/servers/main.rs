//! Whole flows against real servers, each declared in at most 40 lines.
//!
//! The script `tests/servers/run` installs and starts the servers, and runs these tests with the address of a server in its
//! variable. Without the variable a flow prints that it was skipped, and passes.

#![allow(clippy::disallowed_methods, reason = "these servers live in real time")]

mod couchdb;
mod declarations;
mod httpbin;
mod mcp;
mod registry;
mod synapse;

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// The address of a server that the script has started, or `None` where there is none.
fn address(server: &str) -> Option<String> {
    let variable = format!("SCHEMATIC_SERVER_{}", server.to_uppercase());
    let address = std::env::var(&variable).ok().filter(|address| !address.is_empty());
    if address.is_none() {
        println!("skipped: {variable} is not set; `tests/servers/run {server}` starts the server");
    }
    address
}

/// A name that no other flow uses, so that flows may run side by side and again.
fn unique(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{prefix}-{}-{}", std::process::id(), NEXT.fetch_add(1, Relaxed))
}
