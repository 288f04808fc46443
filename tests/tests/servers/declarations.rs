//! The declarations are as short as the flows promise, and nothing goes around them.

use std::collections::BTreeMap;

/// The flows, by the names of their files. Those in the folder of a server count with it.
const FLOWS: [(&str, &str); 7] = [
    ("couchdb", include_str!("couchdb.rs")),
    ("httpbin", include_str!("httpbin.rs")),
    ("mcp", include_str!("mcp.rs")),
    ("registry", include_str!("registry.rs")),
    ("registry/tokens", include_str!("registry/tokens.rs")),
    ("synapse", include_str!("synapse.rs")),
    ("synapse/media", include_str!("synapse/media.rs")),
];

/// The lines between each `api! {` and the brace that closes it, together.
fn declared(source: &str) -> usize {
    let blocks = source.split("\napi! {\n").skip(1);
    let lines = blocks.flat_map(|block| block.split("\n}\n").next().unwrap_or(block).lines());
    lines.filter(|line| !line.trim().is_empty()).count()
}

#[test]
fn every_server_is_declared_in_at_most_forty_lines() {
    let mut lines = BTreeMap::new();
    for (name, source) in FLOWS {
        *lines.entry(name.split('/').next()).or_insert(0) += declared(source);
    }
    for (server, lines) in lines {
        assert!((1..=40).contains(&lines), "{server:?} is declared in {lines} lines");
    }
}

#[test]
fn no_flow_has_another_http_stack_or_a_header_of_its_own() {
    for (name, source) in FLOWS {
        for other in ["reqwest", "hyper", "TcpStream", ".header(", ".with_header(", ".request("] {
            assert!(!source.contains(other), "{name} uses {other}");
        }
    }
}
