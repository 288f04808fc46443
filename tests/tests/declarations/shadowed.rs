//! Names of the standard library and of the runtime, with other meanings in this scope.
#![allow(dead_code)]

use schematic_api::api;

struct Client;
struct Call;
struct Request;
struct Endpoint;
struct Result;
struct Option;
struct Vec;
struct Some;
struct Into;
struct Clone;
struct String;
mod core {}
mod std {}

api! {
    pub client Api at "https://api.example.com";

    pub id Name;

    group threads {
        list: GET /threads?<limit: u32?>&<tags[]: ::std::vec::Vec<Name>?> -> ::std::vec::Vec<Name>;
        save: PUT /threads/<id: Name> (text, header "X-Trace": Name?) -> text;
    }
}

#[test]
fn the_expansion_does_not_look_around() {
    assert_eq!(super::routes(Api::ENDPOINTS).len(), 2);
}
