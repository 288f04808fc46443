//! The request type of an endpoint.

use super::check_item;
use expect_test::expect;

const WRITE: &str = "pub group Notes { write: POST /notes/<note: NoteId>?<tags: Vec<String>?>&<Filter> (header \"X-T\": u8, json Note?) -> Note; }";

#[test]
fn a_request() {
    check_item(
        WRITE,
        "struct NotesWriteRequest",
        &expect![[r#"
            pub struct NotesWriteRequest {
                /// The path parameter `note`.
                pub note: NoteId,
                /// The query parameter `tags`.
                pub tags: rt::Option<Vec<String>>,
                /// The query parameters.
                pub query: Filter,
                /// The header `x-t`.
                pub x_t: u8,
                /// The body.
                pub body: rt::Option<Note>,
            }
        "#]],
    );
}

#[test]
fn an_operation() {
    check_item(
        WRITE,
        "for NotesWriteRequest",
        &expect![[r#"
            impl rt::mock::Operation for NotesWriteRequest
            where
                for<'mock> NoteId: rt::DeserializeOwned,
                for<'mock> Vec<String>: rt::DeserializeOwned,
                for<'mock> Filter: rt::DeserializeOwned,
                for<'mock> Note: rt::DeserializeOwned,
            {
                const ENDPOINT: &'static rt::Endpoint = __notes_notes::Notes::ENDPOINTS.row(0);
                fn from_parts(parts: &rt::mock::Parts) -> rt::Result<Self, rt::mock::Rejection> {
                    rt::Ok(Self {
                        note: parts.path(0)?,
                        tags: parts.query("tags")?,
                        query: parts.query_all()?,
                        x_t: parts.header("x-t")?,
                        body: parts.json()?,
                    })
                }
            }
        "#]],
    );
}

const ROOM: &str = "pub group Rooms { open: POST /rooms?<Filter<'_>>&<names: Vec<Cow<'_, str>>?> \
                    (json Vec<(NewRoom<'_>, &str, fn(&str))>, header \"X-N\": Cow<'_, str>?) -> Room; }";

/// A field cannot have an anonymous lifetime, and what a handler gets borrows from nothing.
#[test]
fn a_request_with_lifetimes() {
    check_item(
        ROOM,
        "struct RoomsOpenRequest",
        &expect![[r#"
        pub struct RoomsOpenRequest {
            /// The query parameters.
            pub query: Filter<'static>,
            /// The query parameter `names`.
            pub names: rt::Option<Vec<Cow<'static, str>>>,
            /// The header `x-n`.
            pub x_n: rt::Option<Cow<'static, str>>,
            /// The body.
            pub body: Vec<(NewRoom<'static>, &'static str, fn(&str))>,
        }
    "#]],
    );
    check_item(
        ROOM,
        "for RoomsOpenRequest",
        &expect![[r#"
            impl rt::mock::Operation for RoomsOpenRequest
            where
                for<'mock> Filter<'static>: rt::DeserializeOwned,
                for<'mock> Vec<Cow<'static, str>>: rt::DeserializeOwned,
                for<'mock> Cow<'static, str>: rt::DeserializeOwned,
                for<'mock> Vec<(NewRoom<'static>, &'static str, fn(&str))>: rt::DeserializeOwned,
            {
                const ENDPOINT: &'static rt::Endpoint = __rooms_rooms::Rooms::ENDPOINTS.row(0);
                fn from_parts(parts: &rt::mock::Parts) -> rt::Result<Self, rt::mock::Rejection> {
                    rt::Ok(Self {
                        query: parts.query_all()?,
                        names: parts.query("names")?,
                        x_n: parts.header("x-n")?,
                        body: parts.json()?,
                    })
                }
            }
        "#]],
    );
}

const RUN: &str =
    "pub group Runs { create: POST /runs (json CreateRun) -> Run | sse RunEvent when stream; }";

#[test]
fn a_request_of_json_or_events() {
    check_item(
        RUN,
        "struct RunsCreateRequest",
        &expect![[r#"
        pub struct RunsCreateRequest {
            /// The body.
            pub body: CreateRun,
            /// Whether the field `stream` of the body asks for events.
            pub wants_events: rt::bool,
        }
    "#]],
    );
    check_item(
        RUN,
        "for RunsCreateRequest",
        &expect![[r#"
            impl rt::mock::Operation for RunsCreateRequest
            where
                for<'mock> CreateRun: rt::DeserializeOwned,
            {
                const ENDPOINT: &'static rt::Endpoint = __runs_runs::Runs::ENDPOINTS.row(0);
                fn from_parts(parts: &rt::mock::Parts) -> rt::Result<Self, rt::mock::Rejection> {
                    rt::Ok(Self {
                        body: parts.json()?,
                        wants_events: parts.wants_events(),
                    })
                }
            }
        "#]],
    );
}
