//! Lines whose methods have the shapes and names that lints look for.

use schematic_api::{Object, api};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A small type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Small {
    /// Its size.
    pub size: u8,
}

/// Switches.
#[derive(Clone, Copy, Debug, Object)]
pub struct Switches {
    /// a
    pub is_a: bool,
    /// b
    pub to_b: Option<bool>,
    /// c
    pub from_c: bool,
    /// d
    pub into_d: bool,
    /// e
    pub as_e: u8,
}

api! {
    /// Shapes.
    pub client Shapes at "https://shapes.example.com";

    /// The shapes of things.
    group shapes_of_things {
        index: GET /index/<id> -> text;
        iter: GET /iter -> Vec<Small>;
        from_template: POST /from (json Small) -> text;
        into_template: POST /into (json Small) -> Option<Option<u8>>;
        to_template: POST /to (json Option<Small>) -> text;
        is_open: GET /is_open -> Small;
        eq: POST /eq (json Small) -> Small;
        hash: POST /hash (json BTreeMap<String, u8>) -> text;
        cmp: POST /cmp (json Box<Small>) -> text;
        default: POST /default (json Box<Vec<Small>>) -> text;
        many: GET /<a>/<b>/<c>/<d>/<e>?<f: u8>&<g: u8>&<h: bool>&<i: bool>&<j: bool>&<k: bool>&<l> (json Switches) -> text;
        some: GET /some?<is_archived: bool?>&<from_date: String?>&<to_date: String?>&<into_x: u8?>&<as_y: bool?>&<with_z: bool?>&<b: bool?>&<xs: Vec<Small>?> -> text;
        own: PUT /own (json BTreeMap<String, Vec<BTreeMap<String, (u8, Vec<Option<(u8, u8)>>, String)>>>) -> BTreeMap<String, Vec<BTreeMap<String, (u8, Vec<Option<(u8, u8)>>, String)>>>;
        cow: PUT /cow/<x: String>/<y: u64> (header "Z": Cow<'_, str>, header "W": u8) -> text;
        add: POST /add (form BTreeMap<String, String>) -> text;
        result: GET /result -> json Result<u8, u8>;
        unwrap: GET /unwrap?<Small> -> text;
        bytes_in: POST /b (bytes?) -> bytes;
        text_in: POST /t (text?, header "Z": u64?) -> stream;
    }
}
