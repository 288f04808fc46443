//! A declaration with lines on the client itself.

use schematic_api::{Object, api};

/// A note.
#[derive(Clone, Debug, Object)]
pub struct Note {
    pub id: NoteId,
    pub text: String,
}

/// The content of a new note.
#[derive(Clone, Debug, Object)]
pub struct NewNote {
    pub text: String,
}

api! {
    /// Notes that are kept by a service.
    pub client Notes at "https://notes.example.com/v1";

    pub id NoteId;

    /// Adds a note.
    create: POST /notes (json NewNote) -> Note;
    /// Retrieves a note.
    retrieve: GET /notes/<note: NoteId> -> Note;
    /// Changes a note.
    modify: POST /notes/<note: NoteId> (json NewNote) -> Note;
    /// Moves a note to the archive.
    archive: POST /notes/<note: NoteId>/archive -> Note;
    /// Lists the notes.
    list: GET /notes?<limit: u32?> -> Vec<Note>;
}
