//! No name of the standard library is in scope.
#![no_implicit_prelude]

use ::std::string::String;

/// A note.
#[derive(::std::fmt::Debug, ::schematic_api::Object)]
pub struct Note {
    /// Its text.
    pub text: String,
    /// Its title.
    pub title: ::std::option::Option<String>,
    /// Its parts.
    pub parts: ::std::vec::Vec<Part>,
}

/// A part.
#[derive(::std::fmt::Debug, ::schematic_api::Union)]
#[wire(tag = "type")]
pub enum Part {
    /// A title.
    Title(Title),
    /// A word.
    #[wire(string)]
    Word(String),
    /// Another.
    Unknown(::serde_json::Value),
}

/// A title.
#[derive(::std::fmt::Debug, ::schematic_api::Object)]
pub struct Title {
    /// Its text.
    pub text: String,
    /// What else there is.
    pub extra: ::schematic_api::Extra,
}

/// A state.
#[derive(::std::fmt::Debug, ::schematic_api::StringEnum)]
pub enum State {
    /// Open.
    Open,
    /// Another.
    Unknown(String),
}

/// What happens.
#[derive(::std::fmt::Debug, ::schematic_api::Event)]
pub enum Happening {
    /// A note.
    Note(Note),
    /// Another.
    Unknown {
        /// Its name.
        event: String,
        /// Its data.
        data: String,
    },
}

/// Text as it is.
#[derive(::std::fmt::Debug, ::std::clone::Clone, ::std::marker::Copy)]
pub struct Plain;

impl ::schematic_api::Codec<String> for Plain {
    const MEDIA_TYPE: &'static str = "text/x-plain";

    fn encode(
        text: &String,
    ) -> ::std::result::Result<::std::vec::Vec<u8>, ::schematic_api::transport::BoxError> {
        ::std::result::Result::Ok(::std::convert::From::from(::std::clone::Clone::clone(text)))
    }

    fn decode(body: &[u8]) -> ::std::result::Result<String, ::schematic_api::transport::BoxError> {
        ::std::result::Result::Ok(::std::convert::From::from(::std::str::from_utf8(body)?))
    }
}

/// Where the diary is.
pub const BASE_URL: &str = "https://diary.example.com";

::schematic_api::api! {
    /// Notes.
    pub client Diary at BASE_URL {
        header "X-Org": env "ORG"?;
        timeout 3 s;
    }

    pub id NoteId, UserId: u64, Address: ::std::net::IpAddr;

    ping: GET /ping?<verbose: bool?>&<state: State?> -> empty;

    /// Notes.
    group notes {
        save: PUT /notes/<note: NoteId>?<tags: ::std::vec::Vec<String>?> (json Note, header "X-Trace": String?) -> Note;
        feed: POST /feed (json Note) -> Note | sse Happening when stream;
        send: POST /send (stream) -> bytes;
        move: PATCH /users/<user: UserId> (json Note as "application/merge-patch+json"?) -> text;
        copy: PUT /copies?<of: ::std::vec::Vec<UserId> by ","> (String via Plain, header "X-To": ::std::vec::Vec<Address> by ", "?) -> String via Plain;
        put:  PUT <location: Url>?<digest> (String via Plain?) -> empty auth none;
        tail: GET /tail -> lines Note;
        pour: POST /pour (lines Note) -> Note?;
        tell: POST /tell (lines Part?) -> Note | sse Happening;
    }
}
