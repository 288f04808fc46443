//! The edition that the callers were written for.

use super::{NewOrder, Order, OrderPage, Progress};

super::declare! {
    query [] [];
    inputs [] [];
}

#[allow(clippy::duplicate_mod, reason = "the callers are the same in each edition")]
#[path = "caller.rs"]
mod caller;
