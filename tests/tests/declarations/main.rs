//! Declarations that must compile, and what their endpoint tables then say.
#![allow(dead_code, unreachable_pub)] // what is declared is not all called

mod client;
mod conditions;
mod flagship;
mod guide;
mod keywords;
mod optional_inputs;
mod private;
mod smallest;
mod split;
mod through_macro;

use schematic_api::{Endpoint, Endpoints};

/// `runs.create POST /threads/{thread}/runs`
fn routes(endpoints: Endpoints) -> Vec<String> {
    let route = |endpoint: &Endpoint| {
        format!("{} {} {}", endpoint.id(), endpoint.method(), endpoint.path())
    };
    endpoints.iter().map(route).collect()
}
