//! What a library declares for others, with docs only where it has to write them.

use schematic_api::{Event, Object, StringEnum, Union, api};
use serde::{Deserialize, Serialize};

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct Note {
    /// Its id.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its size.
    pub size: u32,
    /// Its tags.
    pub tags: Vec<String>,
}

/// A page.
#[derive(Clone, Debug, Object)]
pub struct NotePage {
    /// Its notes.
    pub data: Vec<Note>,
    /// The next page.
    pub next: Option<String>,
}

impl schematic_api::Page for NotePage {
    type Item = Note;

    fn into_items(self) -> Vec<Note> {
        self.data
    }

    fn next_cursor(&self) -> Option<String> {
        self.next.clone()
    }
}

/// An order.
#[derive(Clone, Debug, StringEnum)]
pub enum Order {
    /// Up.
    Asc,
    /// Another.
    Unknown(String),
}

/// A part.
#[derive(Clone, Debug, Union)]
#[wire(tag = "type")]
pub enum Part {
    /// A note.
    Note(Note),
    /// Another.
    Unknown(serde_json::Value),
}

/// What happens.
#[derive(Clone, Debug, Event)]
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

/// A filter.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Filter {
    /// The smallest size.
    pub least: u32,
}

/// What went wrong.
#[derive(Clone, Debug, Deserialize)]
pub struct Problem {
    message: String,
}

impl schematic_api::ApiError for Problem {
    fn message(&self) -> Option<&str> {
        Some(&self.message)
    }

    fn code(&self) -> Option<&str> {
        None
    }
}

api! {
    pub client Desk at "https://notes.example.com/v1" {
        auth bearer env "NOTES_KEY";
        error Problem;
    }

    pub id NoteId, UserId;

    ping: GET /ping -> empty;

    group notes {
        list: GET /notes?<limit: u32?>&<order: Order?>&<after: NoteId?>&<Filter?> -> NotePage paged by after;
        read: GET /notes/<note: NoteId> (header "X-Trace": String?) -> Note polled until note_is_whole error 404: Problem;
        save: PUT /notes/<note: NoteId> (json Note) -> Note;
        feed: POST /feed (json Note) -> Note | sse Happening when stream;
        old: GET /old -> Part deprecated "use `read`";
    }

    /// Logs.
    group logs {
        error 4xx: Problem;
        error Problem when ok = false;

        find: GET /found -> Note? none on 404;
        tail: GET /logs -> lines Note;
        send: POST /logs (lines Note) -> Note | sse Happening;
        amend: PATCH /logs (lines Note?) -> empty;
        resume: GET /logs/<id> -> Note | sse Happening when query stream error 400 5xx: Problem;
    }

    /// Files.
    group files {
        upload: POST /files (stream) -> text;
        load: GET /files/<path..> -> stream;
        form: POST /form (form Filter?) -> Vec<Part>;
    }
}

const fn note_is_whole(note: &Note) -> bool {
    note.title.is_some()
}
