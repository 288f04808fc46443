//! Type parameters, of any name, in the types of lines.

use schematic_api::api;
use serde::{Deserialize, Serialize};

/// Many parameters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Many<A, C, D, E, M, P, R, S, T, const SETTERS: usize> {
    a: A,
    c: C,
    d: D,
    e: E,
    m: M,
    p: P,
    r: R,
    s: S,
    t: T,
}

api! {
    /// Parameters.
    pub client Parameters at "https://parameters.example.com";

    send: POST /send (json Many<u8, u8, u8, u8, u8, u8, u8, u8, u8, 7>) -> Many<u8, u8, u8, u8, u8, u8, u8, u8, u8, 7>;
    find: GET /find?<R: u8?>&<P: u8?>&<SETTERS: u8?>&<T: u8> -> text;
}
