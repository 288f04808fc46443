//! What is sent is sent at least one way, and it has data.

use schematic_api::{Object, Union};
use serde_json::Value;

#[derive(Object)]
pub struct Account {
    #[wire(read_only, write_only)]
    pub id: Option<String>,
    #[wire(read_only = true)]
    pub name: Option<String>,
}

#[derive(Union)]
#[wire(tag = "type")]
pub enum Owner {
    #[wire(string, write_only)]
    Nobody,
    #[wire(read_only, write_only)]
    Account(Account),
    #[wire(skip, read_only)]
    Local(u8),
    Unknown(Value),
}

fn main() {}
