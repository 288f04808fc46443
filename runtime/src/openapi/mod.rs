//! The OpenAPI document of a declaration. Requires the feature `openapi`.
//!
//! With this feature, a client has a function `openapi()`, which returns its document as an [`OpenApi`]. The derives say what
//! the schema of a type is, and `api!` says which types an endpoint has. Everything else in the document comes from the table
//! of endpoints that the engine works from.
//!
//! # Examples
//!
//! ```
//! use schematic_api::{Object, api};
//! use serde_json::json;
//!
//! /// A note.
//! #[derive(Clone, Debug, Object)]
//! pub struct Note {
//!     /// The text.
//!     pub text: String,
//! }
//!
//! api! {
//!     pub client Notes at "https://notes.example.com/v1" { auth bearer env "NOTES_KEY"; }
//!
//!     /// Reads a note.
//!     read: GET /notes/<id> -> Note;
//! }
//!
//! let document = Notes::openapi();
//! let reply = &document.document()["paths"]["/notes/{id}"]["get"]["responses"]["200"];
//! assert_eq!(reply["description"], "A note.");
//! let note = json!({ "$ref": "#/components/schemas/Note" });
//! assert_eq!(reply["content"]["application/json"]["schema"], note);
//! ```
//!
//! # How a declaration is said
//!
//! | in the declaration | in the document |
//! |---|---|
//! | `client X at "…"`, its doc comment | `servers`, the title and the description; the version is that of the crate |
//! | `group g`, its doc comment | a tag; the operation of the line `create` in it is `g_create` |
//! | the doc comment of a line | the summary, which is its first paragraph, and the description. Links to items of Rust become text |
//! | `<id: T>`, `<limit: u32?>`, `header "X": T` | a parameter, which is required or not, and never `null` |
//! | `<ids: Vec<T>>`, `<ids: Vec<T> by ",">` | a list, with `explode` or without |
//! | `<created: Range>`, where `Range` is a struct | an object in the style `deepObject`; `<Range>` alone is a parameter for each field |
//! | `beta=true`, `header "X": "2"` | a required parameter with one value. Those of the client are components |
//! | `<path..>` | a parameter like others; 3.2 says that it may have slashes |
//! | `json T`, `form T`, `multipart T`, `T via C`, `as "…"` | a body in its media type |
//! | `-> T`, `-> T?`, `-> empty` | the status 200; 200 and 204; `2XX` without content |
//! | `-> A \| sse B until "…"` | two media types of one reply; what ends the stream is one of its events |
//! | `lines T`, `sse T` | 3.1 has the schema of one item as `schema`, 3.2 as `itemSchema` |
//! | `error T`, `error 404 5xx: T`, `error T when ok = false` | the reply `default`; those of `404` and `5XX`; one of the schemas of the status 200 |
//! | `auth …`, `auth none` | security schemes, and what an operation requires |
//! | `idempotency "…"` | an optional header |
//! | several lines of one method and path | one operation, if their replies are the same or of different media types |
//! | `paged by`, `polled until`, `retry`, `timeout`, `idempotent`, the names of lines | the extension `x-schematic` |
//!
//! What cannot be said at all is in [`OpenApi::omitted`], and in the document itself as `x-schematic.omitted`: a line whose
//! service gives the URL, a method that has no word in 3.1, a line on the route of another with another reply.
//!
//! # Types
//!
//! The derives for wire types implement [`Schema`]. A type that implements schemars' `JsonSchema` works as well, and so does one
//! that has neither: it may be anything in the document, and [`OpenApi::untyped`] names it.

mod build;
mod closed_enums;
mod components;
mod declared;
mod docs;
mod document;
mod event;
mod extension;
mod field;
mod form;
mod identifier;
mod media;
mod name;
mod object;
mod omission;
mod open_api;
mod operation;
mod parameter;
mod parameters;
mod paths;
mod question;
mod reference;
mod response;
mod schema;
mod schemas;
mod security;
mod settings;
mod string_enum;
mod table;
mod types;
mod union;
mod used;
mod version;

pub use components::Components;
pub use declared::{Declared, Lines};
pub use omission::Omission;
pub use open_api::OpenApi;
pub use question::Describe;
pub use schema::{EventSchema, Schema};
#[doc(hidden)]
pub use {
    event::{named_events, tagged_event},
    identifier::identifier,
    object::object,
    question::{NoAnswer, Question},
    string_enum::string_enum,
    union::union,
};
