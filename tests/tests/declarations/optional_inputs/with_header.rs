//! The edition with an optional header on each line.

use super::{NewOrder, Order, OrderPage, Progress};

super::declare! {
    query [] [];
    inputs [(header "X-Extra": String?)] [, header "X-Extra": String?];
}

#[allow(clippy::duplicate_mod, reason = "the callers are the same in each edition")]
#[path = "caller.rs"]
mod caller;
