//! The edition with an optional body on each line that had none.

use super::{NewOrder, Order, OrderPage, Progress, Remark};

super::declare! {
    query [] [];
    inputs [(json Remark?)] [];
}

#[allow(clippy::duplicate_mod, reason = "the callers are the same in each edition")]
#[path = "caller.rs"]
mod caller;
