//! Recordings of what a service answers, which tests replay without a network. Requires the feature `record`.
//!
//! A [`Cassette`] is a file of exchanges. A client that is built with
//! [`ClientBuilder::cassette`](crate::ClientBuilder::cassette) sends its requests to the service and writes the exchanges
//! down, or takes the replies from the file; the [`Mode`] says which. A request that the file has no reply for is an
//! error, which says what the most similar request in it has that this one has not.
//!
//! # Examples
//!
//! ```
//! # #[cfg(feature = "mock")]
//! # mod example {
//! use schematic_api::record::{Cassette, Mode};
//! use schematic_api::{Object, api};
//! # use schematic_api::mock::Mock;
//!
//! /// A note.
//! #[derive(Clone, Debug, PartialEq, Object)]
//! pub struct Note {
//!     pub id: u64,
//!     pub text: String,
//! }
//!
//! api! {
//!     pub client Notes at "https://notes.example.com/v1" { auth bearer env "NOTES_KEY"; }
//!
//!     read: GET /notes/<id: u64> -> Note;
//! }
//!
//! # pub async fn run() -> Result<(), schematic_api::Error> {
//! # let folder = std::env::temp_dir().join(format!("record-{}", std::process::id()));
//! # let path = folder.join("note.json");
//! # let mock = Mock::<Notes>::new().on(|request: NotesReadRequest| async move { Ok(Note::new(request.id, "milk")) });
//! # let record = |cassette: &Cassette| mock.client_builder().credential("sk-1234").cassette(cassette).build();
//! // Once, with the service (here, a mock of it):
//! let cassette = Cassette::new(&path).mode(Mode::Record);
//! let notes = record(&cassette)?;
//! assert_eq!(notes.read(7).await?.text, "milk");
//!
//! // From then on, without it, and without a key:
//! let cassette = Cassette::new(&path);
//! let notes = Notes::builder().cassette(&cassette).build()?;
//! assert_eq!(notes.read(7).await?.text, "milk");
//! cassette.assert_all_used();
//! # std::fs::remove_dir_all(folder).unwrap();
//! # Ok(()) }
//! # }
//! # #[cfg(feature = "mock")]
//! # fn main() {
//! #     tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example::run()).unwrap();
//! # }
//! # #[cfg(not(feature = "mock"))]
//! # fn main() {}
//! ```
//!
//! # What is written
//!
//! The file is JSON, of the version 1 of its format: `{"version": 1, "base_url": "..", "exchanges": [..]}`, in the order in
//! which the requests were sent. It is written whole and then put in place of the old one, after nearly every exchange, so that a
//! test that is killed leaves a file that can be read. An exchange has
//!
//! - the `request`: its method, its URL, which is relative to the base URL, its headers, except `user-agent` and those that
//!   frame the message, and its body;
//! - the `reply`: its status, its headers and its body, and in `after_ms` how long it took; or in place of the reply
//!   - a `failure` of the connection, with its kind;
//!   - or `abandoned`, if the client did not wait for the reply, because of a timeout, for example.
//!
//! A body is `json`, `text`, `base64`, or the `parts` of a form. Text of several lines is a list of lines. A reply that is
//! not JSON and arrived in pieces has `chunks`, each with the time before it, `after_ms`; it may end with a `failure`, or be
//! `abandoned`, if the client did not read on. A body of more than [`max_body`](Cassette::max_body) bytes is `omitted`: of a
//! request, its length and its SHA-256 are compared; a reply without its body cannot be replayed.
//!
//! Each attempt is an exchange, so a call that was retried has several. Times are those of the client's
//! [`Clock`](crate::Clock). The boundary of a `multipart/form-data` body and the value of the idempotency key, which are
//! random, are left out. While requests are recorded, they do not ask for compressed replies.
//!
//! # What is not written
//!
//! `[redacted]` stands in place of
//!
//! - the credentials of the declaration, in headers and in the query;
//! - every header and parameter of the query whose name is that of a secret: cookies, `x-api-key`, `signature`, …;
//! - what you name, with [`redact_header`](Cassette::redact_header), [`redact_query`](Cassette::redact_query),
//!   [`redact_field`](Cassette::redact_field), [`redact_text`](Cassette::redact_text) and
//!   [`redact_with`](Cassette::redact_with);
//! - whatever else repeats one of these headers or parameters or a text of `redact_text`: in URLs, headers and bodies, of
//!   requests and replies, and in every form in which services and clients escape it. That includes replies that came
//!   before: the token of a login is removed from its reply as soon as a request sends it as a credential.
//!
//! A secret of less than four bytes, or one in a compressed or encrypted body, is not found. Nothing is removed from a
//! digest. Look through a new file before you publish it.
//!
//! # What is replayed
//!
//! A request is answered by the first exchange, of those that were not replayed yet, with the same method, path, query
//! (in any order) and body, and with the same headers of [`match_header`](Cassette::match_header). JSON is compared by its
//! value, forms by their pairs and parts. The base URL does not matter. Wherever `[redacted]` was recorded, anything fits.
//! Equal requests get the replies in the order of the file.
//!
//! JSON comes with other white space than it was received with, and as one chunk; everything else as it was. Nothing
//! waits, unless [`keep_timing`](Cassette::keep_timing) is set. What was abandoned goes no further than it went.

mod body_tee;
mod builder;
mod capture;
mod cassette;
mod comparison;
mod content;
mod deck;
mod difference;
mod exchange;
mod flight;
mod json_fields;
mod json_text;
mod media_type;
mod mode;
mod nearest;
mod options;
mod pairs;
mod player;
mod reader;
mod recorded_body;
mod recorder;
mod redaction;
mod replayed_body;
mod rules;
mod stream_text;
mod tape;
mod writer;

pub use self::cassette::Cassette;
pub use self::mode::Mode;
pub use self::nearest::NotRecorded;
