//! Limits are about a field that is on the wire under a name of its own.

use schematic_api::Object;

#[derive(Object)]
pub struct Inner {
    pub count: u8,
}

#[derive(Object)]
pub struct Run {
    #[wire(flatten, max = 10)]
    pub inner: Inner,
    #[wire(skip, if_absent = 1, schema = "String")]
    pub local: u8,
}

fn main() {}
