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

::schematic_api::api! {
    /// Notes.
    pub client Diary at "https://diary.example.com" {
        header "X-Org": env "ORG"?;
        timeout 3 s;
    }

    pub id NoteId;

    ping: GET /ping?<verbose: bool?>&<state: State?> -> empty;

    /// Notes.
    group notes {
        save: PUT /notes/<note: NoteId>?<tags: ::std::vec::Vec<String>?> (json Note, header "X-Trace": String?) -> Note;
        feed: POST /feed (json Note) -> Note | sse Happening when stream;
        send: POST /send (stream) -> bytes;
        tail: GET /tail -> lines Note;
        pour: POST /pour (lines Note) -> Note?;
        tell: POST /tell (lines Part?) -> Note | sse Happening;
    }
}
