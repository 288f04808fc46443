//! Names of the standard library, of the runtime and of its dependencies, with other meanings in this scope.

use ::schematic_api::api;

macro_rules! types {
    ($($name:ident)*) => {$(
        /// Not what its name says.
        #[derive(Clone, Copy, Debug)]
        pub struct $name;
    )*};
}

types! {
    Api Arc Body Box Bytes Call CallType Client ClientBuilder Clone Copy Cow Debug Default Deserialize DeserializeOwned
    Display Duration Endpoint Endpoints Eq Err Error Fields From Future Hash Header HeaderSpec Id Into IntoFuture
    IntoIterator Iterator Json Method None Object Ok Operation Option Ord Page Paged Parts PartialEq PathValue Request
    Result SecretString Send Serialize Some Static String StringEnum Text ToString Union Value Vec
}

macro_rules! modules {
    ($($name:ident)*) => {$(
        /// Not what its name says.
        pub mod $name {}
    )*};
}

modules! { alloc bytes call cfg client core fmt group http id mock reply rt runtime schematic_api schematic_api_macros serde serde_json std string tokio }

/// A function of that name, and its like.
#[must_use]
pub const fn row() -> u8 {
    1
}

api! {
    /// A client among strangers.
    pub client Desk at "https://desk.example.com" {
        auth header "X-Key" env "KEY"?;
        header "X-Org": env "ORG"?;
        retry 2 on 429 5xx;
        timeout 3 s;
    }

    pub id Name;

    /// Threads.
    group threads {
        list: GET /threads?<limit: u32?>&<tags[]: ::std::vec::Vec<Name>?>&<text: ::std::string::String?> -> ::std::vec::Vec<Name>;
        save: PUT /threads/<id: Name> (text, header "X-Trace": Name?) -> text;
        load: GET /threads/<id> -> ::std::option::Option<Name> polled until ::std::option::Option::is_some error 404: Trouble;
        feed: POST /feed (json Name) -> Name | sse Happening when stream;
        body: PUT /body?<self_value: u8>&<client: u8>&<request: u8?>&<name: Name?> (bytes, header "Parts" as parts: Name) -> empty;
        r: PUT /r/<std>/<core>/<serde>/<http>?<ok: u8>&<err: u8>&<some: u8>&<none: u8?>&<option: u8?> -> stream;
    }
}

/// What went wrong.
#[derive(::std::clone::Clone, ::std::marker::Copy, ::std::fmt::Debug, ::serde::Deserialize)]
pub struct Trouble;

impl ::schematic_api::ApiError for Trouble {
    fn message(&self) -> ::std::option::Option<&str> {
        ::std::option::Option::None
    }

    fn code(&self) -> ::std::option::Option<&str> {
        ::std::option::Option::None
    }
}

pub use happening::Happening;

mod happening {
    /// What happens.
    #[derive(Debug, ::schematic_api::Event)]
    pub enum Happening {
        /// A name.
        Name(super::Name),
        /// Another.
        Unknown {
            /// Its name.
            event: String,
            /// Its data.
            data: String,
        },
    }
}
