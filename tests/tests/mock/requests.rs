//! The request types of the mock: what a handler receives for each input.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZero;

use schematic_api::mock::{ErrorReply, Mock};
use schematic_api::{Object, api};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A note.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Note {
    /// Its text.
    pub text: String,
}

/// A filter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// Where from.
    pub from: Option<u32>,
    /// Where to.
    pub to: Option<u32>,
}

/// An order.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Order {
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A line of an order.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Line {
    /// What it costs.
    pub price: String,
    /// How many.
    pub quantity: Option<u32>,
}

/// Neither printable nor readable nor writable, which is enough for a client without a mock.
pub struct Opaque;

impl Serialize for Opaque {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("opaque")
    }
}

/// A room, of texts that are not copied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Room<'a> {
    /// Its name.
    pub name: Cow<'a, str>,
}

api! {
    pub client Notes at "https://notes.example.com/v1";

    pub id NoteId;

    write: POST /notes/<note: NoteId>/<line: u32>?<dry: bool>&<tag[] as tags: Vec<String>?>&<mark?>
        (header "X-Trace": String, json Note) -> Note;
    search: GET /notes?<Filter> -> Vec<Note>;
    maybe: POST /maybe (json Note?) -> text;
    form: POST /form (form Filter) -> empty;
    order: POST /orders (form Order) -> Order;
    lines: GET /lines?<line[] as lines: Vec<Line>> -> Order;
    tree: PUT /tree/<path..> (text) -> bytes;
    raw: PUT /raw (bytes) -> stream;
    opaque: POST /opaque (json Opaque) -> empty;
    open: POST /rooms?<Room<'_>>&<tags: Vec<Cow<'_, str>>?> (json Vec<Room<'_>>) -> text;
    connect: GET /hosts/<host: IpAddr>:<port: Port>?<from: Ipv6Addr>&<ports: Vec<Port>?> (header "X-Host": IpAddr) -> text;
    count: POST /count (form Count) -> Count;
}

type Port = NonZero<u16>;

/// Integers at the ends of their range.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Count {
    /// The largest.
    pub most: u64,
    /// The smallest.
    pub least: i64,
}

fn notes() -> Mock<Notes> {
    Mock::new()
}

#[tokio::test]
async fn a_handler_gets_every_input_decoded() {
    let mock = notes().on(|request: NotesWriteRequest| async move {
        let text = format!(
            "{} {} {} {:?} {:?} {} {}",
            request.note,
            request.line,
            request.dry,
            request.tags,
            request.mark,
            request.x_trace,
            request.body.text
        );
        Ok(Note::new(text))
    });
    let notes = mock.client();
    let note = NoteId::from("n 1");
    let body = Note::new("hello");
    let full = notes
        .write(&note, 7, true, "trace", &body)
        .tags(["a".to_owned(), "b".to_owned()])
        .mark("x");
    assert_eq!(full.await.unwrap().text, r#"n 1 7 true Some(["a", "b"]) Some("x") trace hello"#);
    let bare = notes.write(&note, 7, false, "trace", &body).await.unwrap();
    assert_eq!(bare.text, "n 1 7 false None None trace hello");
}

#[tokio::test]
async fn addresses_and_numbers_that_are_not_zero_come_back() {
    let mock = notes().on(|request: NotesConnectRequest| async move {
        let NotesConnectRequest { host, port, from, ports, x_host } = request;
        Ok(format!("{host} {port} {from} {ports:?} {x_host}"))
    });
    let (host, from) = ("10.0.0.7".parse().unwrap(), Ipv6Addr::LOCALHOST);
    let port = Port::new(80).unwrap();
    let call = mock.client().connect(&host, &port, &from, &host).ports([port, port]).await;
    assert_eq!(call.unwrap(), "10.0.0.7 80 ::1 Some([80, 80]) 10.0.0.7");
}

#[tokio::test]
async fn integers_of_a_form_keep_their_range() {
    let mock = notes().on(|request: NotesCountRequest| async move { Ok(request.body) });
    let count = Count::new(u64::MAX, i64::MIN);
    assert_eq!(mock.client().count(&count).await.unwrap(), count);
}

#[tokio::test]
async fn a_query_struct_comes_whole() {
    let mock = notes().on(|request: NotesSearchRequest| async move {
        Ok(vec![Note::new(format!("{:?}", request.query))])
    });
    let found = mock.client().search(&Filter { from: Some(3), to: None }).await.unwrap();
    assert_eq!(found, [Note::new("Filter { from: Some(3), to: None }")]);
}

#[tokio::test]
async fn an_optional_body_may_be_absent() {
    let mock =
        notes().on(|request: NotesMaybeRequest| async move { Ok(format!("{:?}", request.body)) });
    let notes = mock.client();
    assert_eq!(notes.maybe().await.unwrap(), "None");
    assert_eq!(notes.maybe().body(&Note::new("x")).await.unwrap(), r#"Some(Note { text: "x" })"#);
}

#[tokio::test]
async fn every_kind_of_body_and_reply_passes() {
    let mock = notes()
        .on(|request: NotesFormRequest| async move {
            assert_eq!(request.body, Filter { from: Some(1), to: Some(2) });
            Ok(())
        })
        .on(|request: NotesTreeRequest| async move {
            Ok(format!("{} {}", request.path, request.body).into())
        })
        .on(|request: NotesRawRequest| async move { Ok(request.body.into()) });
    let notes = mock.client();
    notes.form(&Filter { from: Some(1), to: Some(2) }).await.unwrap();
    assert_eq!(notes.tree("a/b c/d", "leaf").await.unwrap(), "a/b c/d leaf");
    let mut stream = notes.raw("bytes").await.unwrap();
    assert_eq!(stream.try_next().await.unwrap().unwrap(), "bytes");
}

#[tokio::test]
async fn a_type_that_cannot_be_read_costs_only_its_handler() {
    let mock = notes()
        .on(|_: NotesMaybeRequest| async move { Err(ErrorReply::new(http::StatusCode::CONFLICT)) });
    let error = mock.client().opaque(&Opaque).await.unwrap_err();
    assert_eq!(error.status(), Some(http::StatusCode::NOT_IMPLEMENTED));
}

/// What belongs together stays together.
#[tokio::test]
async fn a_list_of_objects_comes_back_from_a_form_and_a_query() {
    let mock = notes()
        .on(|request: NotesOrderRequest| async move { Ok(request.body) })
        .on(|request: NotesLinesRequest| async move { Ok(Order::new(request.lines)) });
    let order = Order::new((0..12).map(|number| match number {
        1 => Line::new("b"),
        _ => Line::new("a").quantity(number),
    }));
    assert_eq!(mock.client().order(&order).await.unwrap(), order);
    assert_eq!(mock.client().lines(&order.lines).await.unwrap(), order);
}

#[tokio::test]
async fn a_query_or_a_form_nested_too_deeply_is_refused() {
    let mock = notes().on(|_: NotesFormRequest| async { Ok(()) });
    let server = mock.listen().await.unwrap();
    let deep = |parts: usize| format!("a{}=1", "%5B%5D".repeat(parts));
    for (query, body) in [(deep(5000), String::new()), (String::new(), deep(100_000))] {
        let reply = reqwest::Client::new()
            .post(format!("{}/form?{query}", server.base_url()))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body)
            .send()
            .await
            .unwrap();
        assert_eq!(reply.status(), 400);
        assert!(reply.text().await.unwrap().contains("has a name of more than 32 parts"));
    }
}

#[tokio::test]
async fn types_with_lifetimes_are_received_as_values_of_their_own() {
    let mock = notes().on(|request: NotesOpenRequest| async move {
        let [room] = request.body.as_slice() else { return Ok("none".to_owned()) };
        Ok(format!("{} {} {:?}", request.query.name, room.name, request.tags))
    });
    let (name, tag) = ("north".to_owned(), "warm".to_owned());
    let rooms = vec![Room { name: name.as_str().into() }];
    let filter = Room { name: "a".into() };
    let call = mock.client().open(&filter, &rooms).tags([Cow::from(tag.as_str())]);
    assert_eq!(call.await.expect("a reply"), r#"a north Some(["warm"])"#);
}
