//! An API of your own: its types, its declaration, code that calls it, and a test of that code.

use schematic_api::mock::{ErrorReply, Mock};
use schematic_api::{Error, Object, StatusCode, api};

/// A note.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(strict)]
pub struct Note {
    /// What it says.
    pub text: String,
    /// Who should see to it.
    pub owner: Option<String>,
}

api! {
    /// Notes that a team shares.
    pub client Notes at "https://notes.example.com/v1" { auth bearer env "NOTES_KEY"; }

    pub id NoteId;

    /// Gives a note.
    retrieve: GET /notes/<note: NoteId> -> Note;

    /// Replaces a note, unless the service is only being asked whether it would.
    replace: PUT /notes/<note: NoteId>?<dry_run: bool?> (json Note) -> Note;
}

/// The code under test: hands a note to someone.
async fn hand_over(notes: &Notes, note: &NoteId, owner: &str) -> Result<Note, Error> {
    let changed = notes.retrieve(note).await?.owner(owner);
    notes.replace(note, &changed).await
}

/// A stand-in for the service. The argument of a handler says which endpoint it is for.
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
