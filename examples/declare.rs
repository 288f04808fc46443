//! Your own API: its types, its declaration, code that calls it, and a test of that code.

use schematic_api::mock::{ErrorReply, Mock};
use schematic_api::{Error, Object, StatusCode, api};

/// A note.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Note {
    /// The text.
    pub text: String,
    /// Who takes care of it.
    pub owner: Option<String>,
}

api! {
    /// Notes shared by a team.
    pub client Notes at "https://notes.example.com/v1" { auth bearer env "NOTES_KEY"; }

    pub id NoteId;

    /// Retrieves a note.
    retrieve: GET /notes/<note: NoteId> -> Note;

    /// Replaces a note. With `dry_run`, the service only checks whether it would.
    replace: PUT /notes/<note: NoteId>?<dry_run: bool?> (json Note) -> Note;
}

/// The code under test: assigns a note to someone.
async fn hand_over(notes: &Notes, note: &NoteId, owner: &str) -> Result<Note, Error> {
    let changed = notes.retrieve(note).await?.owner(owner);
    notes.replace(note, &changed).await
}

/// A mock of the service. The type of a handler's argument tells which endpoint it serves.
fn service() -> Mock<Notes> {
    Mock::new()
        .on(|request: NotesRetrieveRequest| async move {
            if request.note == "milk" {
                Ok(Note::new("Buy milk"))
            } else {
                Err(ErrorReply::new(StatusCode::NOT_FOUND))
            }
        })
        .on(|request: NotesReplaceRequest| async move { Ok(request.body) })
}

#[tokio::test]
async fn a_note_is_handed_over_with_its_text() {
    let mock = service();
    let note = hand_over(&mock.client(), &"milk".into(), "Ada").await.unwrap();
    assert_eq!(note, Note::new("Buy milk").owner("Ada"));
    assert_eq!(mock.received::<NotesReplaceRequest>()[0].dry_run, None);
}

#[tokio::main]
async fn main() {
    for endpoint in Notes::ENDPOINTS {
        println!("{:<8} {endpoint}", endpoint.name());
    }
    let notes = service().client();
    for id in ["milk", "bread"] {
        match hand_over(&notes, &id.into(), "Ada").await {
            Ok(note) => println!("{id}: {note:?}"),
            Err(error) => println!("{id}: {error}"),
        }
    }
}
