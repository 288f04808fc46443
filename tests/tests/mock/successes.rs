//! Replies of success with a status or headers of their own.

use schematic_api::mock::{ErrorReply, Events, Lines, Mock, SuccessReply};
use schematic_api::{ErrorKind, Event, Object, StatusCode, api};

/// A note.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Note {
    /// Its text.
    pub text: String,
}

/// What happens to notes.
#[derive(Clone, Debug, PartialEq, Event)]
pub enum Change {
    /// One was added.
    #[wire(rename = "added")]
    Added(Note),
    /// Something else.
    Unknown {
        /// Its name.
        event: String,
        /// Its data.
        data: String,
    },
}

api! {
    /// Notes.
    pub client Notes at "https://notes.example.com/v1";

    /// Adds a note.
    create: POST /notes (json Note) -> Note;
    /// Finds a note.
    find: GET /notes/<id> -> Note? none on 404;
    /// Deletes a note.
    delete: DELETE /notes/<id> -> empty;
    /// Reads a note.
    read: GET /notes/<id>/text -> bytes;
    /// Lists the notes.
    list: GET /notes -> lines Note;
    /// Follows the changes.
    follow: GET /changes -> sse Change;
    /// Imports notes.
    import: POST /import -> 202 empty;
    /// Takes over a note.
    scan: GET /scan -> bytes as "image/png";
    /// Takes over a note.
    take: POST /take -> 201 203 Note? none on 202;
}

fn milk() -> Note {
    Note::new("Milk")
}

#[tokio::test]
async fn a_success_has_the_status_and_the_headers_of_its_handler() {
    let mock = Mock::<Notes>::new().on_reply(|request: NotesCreateRequest| async move {
        let reply = SuccessReply::new(request.body).status(StatusCode::CREATED);
        Ok(reply.header("Location", "/v1/notes/7").header("x-left", 3).header("x-left", 2))
    });
    let created = mock.client().create(&milk()).response().await.unwrap();
    assert_eq!(created.status(), StatusCode::CREATED);
    assert_eq!(created.headers()["location"], "/v1/notes/7");
    assert_eq!(created.headers()["content-type"], "application/json");
    let left: Vec<_> = created.headers().get_all("x-left").iter().collect();
    assert_eq!(left, ["3", "2"]);
    assert_eq!(created.into_value(), milk());
}

#[tokio::test]
async fn a_success_has_the_first_status_that_its_line_names() {
    let mock = Mock::<Notes>::new()
        .on(|_: NotesImportRequest| async { Ok(()) })
        .on(|_: NotesTakeRequest| async { Ok(Some(milk())) });
    assert_eq!(mock.client().import().response().await.unwrap().status(), 202);
    let taken = mock.client().take().response().await.unwrap();
    assert_eq!((taken.status(), taken.value()), (StatusCode::CREATED, &Some(milk())));
    let mock = mock.on(|_: NotesTakeRequest| async { Ok(None) });
    assert_eq!(mock.client().take().response().await.unwrap().status(), 204);
}

#[tokio::test]
async fn a_reply_is_asked_for_and_sent_in_the_media_type_of_its_line() {
    let mock = Mock::<Notes>::new().on(|_: NotesScanRequest| async { Ok("..".into()) });
    let scan = mock.client().scan().response().await.unwrap();
    assert_eq!(scan.headers()["content-type"], "image/png");
    assert_eq!(mock.requests()[0].headers()["accept"], "image/png");
    // What the caller asks for comes first, and what is sent is taken.
    mock.client().scan().header("accept", "image/*").await.unwrap();
    assert_eq!(mock.requests()[1].headers()["accept"], "image/*");
}

/// The client is lenient: what it is told of the status changes nothing for it.
#[tokio::test]
async fn a_success_of_another_status_is_decoded_all_the_same() {
    let mock = Mock::<Notes>::new().on_reply(|_: NotesTakeRequest| async {
        Ok(SuccessReply::new(Some(milk())).status(StatusCode::OK))
    });
    assert_eq!(mock.client().take().await.unwrap(), Some(milk()));
    let statuses = Notes::ENDPOINTS.get("take").unwrap().statuses();
    assert_eq!(statuses, [201, 203]);
}

#[tokio::test]
async fn what_is_not_set_is_as_from_any_handler() {
    let mock = Mock::<Notes>::new()
        .on_reply(|_: NotesDeleteRequest| async { Ok(SuccessReply::new(())) })
        .on_reply(|_: NotesFindRequest| async { Ok(SuccessReply::new(Some(milk()))) })
        .on_reply(|_: NotesReadRequest| async {
            Ok(SuccessReply::new(vec![1].into()).header("content-type", "image/png"))
        });
    let notes = mock.client();
    let plain = Mock::<Notes>::new().on(|_: NotesDeleteRequest| async { Ok(()) }).client();
    let expected = plain.delete("7").response().await.unwrap();
    let deleted = notes.delete("7").response().await.unwrap();
    assert_eq!((deleted.status(), deleted.headers()), (expected.status(), expected.headers()));
    assert_eq!(notes.find("7").response().await.unwrap().status(), StatusCode::OK);
    let read = notes.read("7").response().await.unwrap();
    let types: Vec<_> = read.headers().get_all("content-type").iter().collect();
    assert_eq!(types, ["image/png"]);
}

#[tokio::test]
async fn streams_have_them_too() {
    let mock = Mock::<Notes>::new()
        .on_reply(|_: NotesListRequest| async {
            Ok(SuccessReply::new(Lines::from(vec![milk()])).header("x-total", 1))
        })
        .on_reply(|_: NotesFollowRequest| async {
            let events = Events::new([Change::Added(milk())]);
            Ok(SuccessReply::new(events).status(StatusCode::ACCEPTED))
        });
    let notes = mock.client();
    let listed = notes.list().response().await.unwrap();
    assert_eq!(listed.headers()["x-total"], "1");
    assert_eq!(listed.into_value().try_next().await.unwrap(), Some(milk()));
    let followed = notes.follow().response().await.unwrap();
    assert_eq!(followed.status(), StatusCode::ACCEPTED);
    let mut events = followed.into_value();
    assert_eq!(events.try_next().await.unwrap(), Some(Change::Added(milk())));
}

#[tokio::test]
async fn its_handler_can_fail() {
    let mock = Mock::<Notes>::new().on_reply(|request: NotesFindRequest| async move {
        match request.id.as_str() {
            "7" => Ok(SuccessReply::new(None)),
            _ => Err(ErrorReply::new(StatusCode::FORBIDDEN)),
        }
    });
    let notes = mock.client();
    assert_eq!(notes.find("7").await.unwrap(), None);
    let refused = notes.find("8").await.unwrap_err();
    assert_eq!(refused.status(), Some(StatusCode::FORBIDDEN));
}

#[tokio::test]
async fn a_header_that_cannot_be_sent_is_told() {
    for (name, value) in [("a b", "1"), ("x-left", "1\n2")] {
        let mock = Mock::<Notes>::new().on_reply(move |_: NotesDeleteRequest| async move {
            Ok(SuccessReply::new(()).header(name, value).header("x-right", "1"))
        });
        let error = mock.client().delete("7").retries(0).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Api);
        assert_eq!(error.status(), Some(StatusCode::INTERNAL_SERVER_ERROR));
        let told = format!(
            "the mock cannot send this reply: `{name}` with the value {value:?} is not a valid header"
        );
        assert_eq!(error.body().unwrap(), told.as_bytes());
    }
}
