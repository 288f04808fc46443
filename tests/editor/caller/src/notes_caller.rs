//! Calls the methods that `notes.rs` declares.

use crate::notes::{NewNote, NoteId, Notes};

pub async fn calls(notes: &Notes, note: &NoteId, new: &NewNote) {
    let _ = notes.archive(note).await;
    let _ = notes.retrieve(note).await;
    let _ = notes.modify(note, new).await;
}
