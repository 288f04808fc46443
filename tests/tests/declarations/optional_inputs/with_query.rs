//! The edition with an optional query parameter on each line.

use super::{NewOrder, Order, OrderPage, Progress};

super::declare! {
    query [?<extra: String?>] [&<extra: String?>];
    inputs [] [];
}

#[allow(clippy::duplicate_mod, reason = "the callers are the same in each edition")]
#[path = "caller.rs"]
mod caller;
