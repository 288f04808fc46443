//! Events: how they are told apart, what happens to unknown ones, and which end a stream.

use schematic_api::{Event, Object, Union};
use serde_json::{Value, json};

#[derive(Object, Clone, Debug, PartialEq)]
struct Delta {
    text: String,
    index: Option<u32>,
}

#[derive(Event, Clone, Debug, PartialEq)]
enum Writing {
    #[wire(rename = "text.delta")]
    Delta(Delta),
    PingPong(Value),
    #[wire(rename = "")]
    Unnamed(Vec<u8>),
    #[wire(rename = "text.completed", terminal)]
    Completed(Box<Delta>),
    #[wire(rename = "text.failed", terminal)]
    Failed(String),
    Unknown {
        event: String,
        data: String,
    },
}

#[derive(Union, Event, Clone, Debug, PartialEq)]
#[wire(tag = "type")]
enum Part {
    Delta(Delta),
    #[wire(rename = "end", terminal)]
    End(Delta),
    #[wire(string, terminal)]
    Done,
    Unknown(Value),
}

/// An enum without a terminal event.
#[derive(Event)]
enum Endless {
    Tick(u64),
    Unknown { event: String, data: String },
}

#[track_caller]
fn same(event: &str, data: &str, expected: &Writing) {
    let decoded = Writing::decode(event, data).expect("it fits");
    assert_eq!(decoded, *expected);
    assert_eq!(decoded.name(), event);
    assert_eq!(decoded.data().expect("it can be written"), data);
}

#[test]
fn the_name_says_what_the_data_is() {
    let delta = |text: &str| Delta { text: text.into(), index: None };
    same("text.delta", r#"{"text":"a"}"#, &Writing::Delta(delta("a")));
    same("ping_pong", "null", &Writing::PingPong(Value::Null));
    same("", "[1,2]", &Writing::Unnamed(vec![1, 2]));
    same("text.completed", r#"{"text":"b"}"#, &Writing::Completed(Box::new(delta("b"))));
    same("text.failed", r#""why""#, &Writing::Failed("why".into()));
}

#[test]
fn an_unknown_event_is_kept_as_it_came() {
    for (event, data) in [("text.added", "{"), ("Text.delta", "{ }\n\n"), ("message", "")] {
        same(event, data, &Writing::Unknown { event: event.into(), data: data.into() });
    }
}

#[test]
fn data_that_does_not_fit_a_known_event_is_an_error() {
    for data in ["", "{}", r#"{"text":1}"#, r#"{"text":"a"} trailing"#] {
        assert!(Writing::decode("text.delta", data).is_err(), "{data}");
    }
}

#[test]
fn a_tag_in_the_data_says_what_it_is() {
    let data = json!({ "text": "a", "index": 3, "type": "delta" }).to_string();
    for name in ["", "delta", "something_else"] {
        let decoded = Part::decode(name, &data).expect("it fits");
        assert_eq!(decoded, Part::Delta(Delta { text: "a".into(), index: Some(3) }));
        assert_eq!(decoded.name(), "delta");
        let data = decoded.data().expect("it can be written");
        assert_eq!(Part::decode("", &data).expect("it fits"), decoded);
    }
    let unknown = Part::decode("", r#"{"type":"later"}"#).expect("it is kept");
    assert_eq!(unknown, Part::Unknown(json!({ "type": "later" })));
    assert_eq!(unknown.name(), "later");
    assert_eq!(unknown.data().expect("it can be written"), r#"{"type":"later"}"#);
    assert!(Part::decode("", "{").is_err());
}

#[test]
fn terminal_events_end_a_stream() {
    const { assert!(Writing::HAS_TERMINAL && Part::HAS_TERMINAL && !Endless::HAS_TERMINAL) };
    let terminal =
        |event: &str, data: &str| Writing::decode(event, data).map(|it| it.is_terminal());
    assert!(terminal("text.completed", r#"{"text":"b"}"#).expect("it fits"));
    assert!(terminal("text.failed", r#""why""#).expect("it fits"));
    assert!(!terminal("text.delta", r#"{"text":"b"}"#).expect("it fits"));
    assert!(!terminal("anything", "").expect("it is kept"));
    let terminal = |data: &str| Part::decode("", data).map(|part| part.is_terminal());
    assert!(terminal(r#"{"type":"end","text":""}"#).expect("it fits"));
    assert!(terminal(r#""done""#).expect("it fits"));
    assert!(!terminal(r#"{"type":"delta","text":""}"#).expect("it fits"));
    assert!(!Endless::decode("tick", "1").expect("it fits").is_terminal());
}
