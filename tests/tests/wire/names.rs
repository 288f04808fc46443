//! What users call their things: names that the expansions use too, and other names for the same types.

use crate::json::{decode, encode, error, round_trip};
use schematic_api::{Event, Extra, Object, Patch, StringEnum, Union};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::num::NonZeroU32;

#[derive(StringEnum, Clone, Debug, PartialEq)]
enum Level {
    Ok,
    Err,
    Some,
    None,
    Error,
    Result,
    Default,
    String,
    Unknown(String),
}

#[derive(Object, Clone, Debug, PartialEq)]
struct Empty {}

#[derive(Union, Clone, Debug, PartialEq)]
#[wire(tag = "type")]
enum Outcome {
    Ok(Empty),
    Err(Box<Empty>),
    #[wire(string)]
    Some,
    #[wire(string)]
    None,
    #[wire(array)]
    Error(Vec<Level>),
    Unknown(Value),
}

#[derive(Event, Clone, Debug, PartialEq)]
enum Notice {
    Ok(Empty),
    Err(Outcome),
    Some(Level),
    None(u8),
    Unknown { event: String, data: String },
}

#[test]
fn variants_may_be_called_like_those_of_the_prelude() {
    for (level, text) in [
        (Level::Ok, "ok"),
        (Level::Err, "err"),
        (Level::Some, "some"),
        (Level::None, "none"),
        (Level::Error, "error"),
        (Level::Result, "result"),
        (Level::Default, "default"),
        (Level::String, "string"),
    ] {
        assert_eq!(level.as_str(), text);
        assert_eq!(round_trip::<Level>(json!(text)), level);
        assert_eq!(text.parse::<Level>(), Ok(level));
    }
    assert_eq!(round_trip::<Outcome>(json!({"type": "ok"})), Outcome::Ok(Empty {}));
    assert_eq!(round_trip::<Outcome>(json!({"type": "err"})), Outcome::Err(Box::new(Empty {})));
    assert_eq!(round_trip::<Outcome>(json!(["err"])), Outcome::Error(vec![Level::Err]));
    assert_eq!(
        [round_trip::<Outcome>(json!("some")), Outcome::None].map(|o| o.tag().len()),
        [4, 4]
    );
    let notice = Notice::decode("err", r#"{"type":"ok"}"#).expect("it is known");
    assert_eq!(notice, Notice::Err(Outcome::Ok(Empty {})));
    assert_eq!(Notice::decode("ok", "{}").expect("it is known").name(), "ok");
    assert_eq!(Notice::decode("some", "\"ok\"").expect("it is known"), Notice::Some(Level::Ok));
    assert_eq!(Notice::decode("none", "1").expect("it is known"), Notice::None(1));
}

/// The parameters of serde's traits, and of ours.
#[derive(Object, Clone, Debug, PartialEq)]
struct Parameters<S, D, A, M, E, T, H>
where
    S: Clone,
{
    s: S,
    d: Vec<D>,
    a: Option<A>,
    m: BTreeMap<String, M>,
    e: Patch<E>,
    #[wire(default)]
    t: T,
    #[wire(flatten)]
    h: H,
}

#[derive(Union, Clone, Debug, PartialEq)]
#[wire(tag = "type")]
enum EitherOf<S: Object, D: Object, A> {
    S(S),
    D(D),
    #[wire(array)]
    Many(Vec<A>),
    Unknown(Value),
}

#[test]
fn parameters_may_have_any_name() {
    type All = Parameters<u8, u8, u8, u8, u8, u8, BTreeMap<String, u8>>;
    let input = json!({"s": 1, "d": [2], "a": 3, "m": {"x": 4}, "e": 5, "t": 6, "other": 7});
    let all: All = round_trip(&input);
    assert_eq!((all.s, all.d, all.a, all.t), (1, vec![2], Some(3), 6));
    assert_eq!(all.h, BTreeMap::from([("other".to_owned(), 7)]));
    let many = round_trip::<EitherOf<Empty, Empty, Level>>(json!(["ok"]));
    assert_eq!(many, EitherOf::Many(vec![Level::Ok]));
    let d = round_trip::<EitherOf<Empty, Empty, Level>>(json!({"type": "d"}));
    assert_eq!(d, EitherOf::D(Empty {}));
}

#[expect(dead_code, reason = "they are in the scope of the derives")]
mod shadowing {
    struct Box;
    struct Vec;
    struct Result;
    trait Default {}
    trait Into {}
    trait Iterator {}
    mod std {}
    mod core {}
    mod serde {}
    mod schematic_api {}

    #[derive(::schematic_api::Object, Debug, PartialEq)]
    pub(super) struct Note {
        pub(super) id: u8,
        pub(super) title: Option<String>,
    }
}

#[test]
fn other_things_may_have_the_names_of_the_prelude() {
    assert_eq!(round_trip::<shadowing::Note>(json!({"id": 1})), shadowing::Note::new(1));
}

// ===== other names for the same types =====

type Seconds = i64;
type Maybe<T> = Option<T>;
type Text = String;

#[derive(Object, Clone, Debug, PartialEq)]
struct Numbers {
    at: Seconds,
    list: Vec<u64>,
    map: BTreeMap<String, u32>,
    nested: Option<Vec<Option<Seconds>>>,
    boxed: Box<u8>,
    patch: Patch<u16>,
    lines: NonZeroU32,
    pair: Maybe<u32>,
    range: Option<[u8; 2]>,
    #[wire(default)]
    rest: std::vec::Vec<std::primitive::u8>,
}

/// An integer with a fraction of zero is read by what the type is, not by how it is spelled.
#[test]
fn integers_are_known_by_any_name() {
    let numbers: Numbers = decode(
        r#"{"at":1741476542.0,"list":[1.0,2],"map":{"a":3.0},"nested":[4.0,null],"boxed":5.0,"patch":6.0,"lines":7.0,
            "pair":8.0,"range":[1,2.0],"rest":[9.0]}"#,
    );
    assert_eq!((numbers.at, &*numbers.list), (1_741_476_542, &[1, 2][..]));
    assert_eq!(numbers.map, BTreeMap::from([("a".to_owned(), 3)]));
    assert_eq!(numbers.nested, Some(vec![Some(4), None]));
    assert_eq!((*numbers.boxed, numbers.patch), (5, Patch::Value(6)));
    assert_eq!((numbers.lines.get(), numbers.pair), (7, Some(8)));
    assert_eq!((numbers.rest, numbers.range), (vec![9], Some([1, 2])));
    for (input, message) in [
        (r#"{"at":1.5}"#, "floating point `1.5`, expected an integer"),
        (r#"{"range":[1]}"#, "invalid length 1, expected an array of length 2"),
        (r#"{"list":[1.5]}"#, "floating point `1.5`, expected an integer"),
        (r#"{"lines":0.0}"#, "expected an integer other than 0"),
    ] {
        let error = error::<Numbers>(input);
        assert!(error.contains(message), "{error}");
    }
}

/// As in serde: a field whose type is an `Option` by any name may be absent.
#[test]
fn an_option_of_another_name_may_be_absent() {
    let numbers: Numbers = decode(r#"{"at":1,"list":[],"map":{},"boxed":1,"lines":1}"#);
    assert_eq!((numbers.pair, numbers.nested, numbers.patch), (None, None, Patch::Absent));
    let missing = error::<Numbers>(r#"{"at":1,"list":[],"map":{},"lines":1}"#);
    assert!(missing.starts_with("missing field `boxed`"), "{missing}");
}

#[derive(Union, Clone, Debug, PartialEq)]
enum Words {
    #[wire(string)]
    Text(std::string::String),
    Unknown(Value),
}

#[derive(Union, Clone, Debug, PartialEq)]
enum Aliased {
    #[wire(string)]
    Text(Text),
    #[wire(array)]
    Parts(Vec<u8>),
    Unknown(Value),
}

mod inner {
    #[derive(schematic_api::Object, Clone, Debug, PartialEq)]
    pub(super) struct Note {}
}
use inner::Note;

#[derive(Union, Clone, Debug, PartialEq)]
#[wire(tag = "type")]
enum Twice {
    One(Note),
    Other(inner::Note),
    Unknown(Value),
}

#[test]
fn a_string_of_a_union_may_have_any_name() {
    assert_eq!(Words::from("a"), Words::Text("a".to_owned()));
    assert_eq!(Aliased::from("a".to_owned()), Aliased::Text("a".to_owned()));
    assert_eq!(Aliased::from(vec![1]), Aliased::Parts(vec![1]));
    assert_eq!(round_trip::<Twice>(json!({"type": "other"})), Twice::Other(Note {}));
}

/// The fragments of a macro come in groups that nobody sees.
macro_rules! object {
    ($Name:ident { $($field:ident: $Type:ty,)* }) => {
        #[derive(Object, Clone, Debug, PartialEq)]
        struct $Name { $($field: $Type,)* }
    };
}

object! {
    Generated { id: u8, title: Option<String>, tags: Vec<String>, note: Patch<u8>, extra: Extra, }
}

#[test]
fn types_may_come_from_a_macro() {
    let generated: Generated = decode(r#"{"id":1.0,"tags":[],"new":true}"#);
    assert_eq!((generated.title.as_ref(), &generated.note), (None, &Patch::Absent));
    assert_eq!(encode(&generated), json!({"id": 1, "tags": [], "new": true}));
    let made = Generated::new(1, ["x"]).title("t").clear_note();
    assert_eq!(encode(&made), json!({"id": 1, "title": "t", "tags": ["x"], "note": null}));
}

// ===== lists =====

#[derive(Object, Clone, Debug, PartialEq)]
struct CreateMessage {
    channel: String,
    priority: u8,
    tags: Vec<String>,
    parts: Option<Vec<Level>>,
    sizes: Option<Vec<u64>>,
}

#[test]
fn an_empty_list_needs_no_type() {
    let message = CreateMessage::new("c", 0, []);
    assert_eq!(encode(&message), json!({"channel": "c", "priority": 0, "tags": []}));
    let message = CreateMessage::new("c", 0, vec![]).parts([]);
    assert_eq!(encode(&message), json!({"channel": "c", "priority": 0, "tags": [], "parts": []}));
}

#[test]
fn a_list_may_be_any_of_the_usual() {
    let texts = ["a", "b"];
    let expected = CreateMessage::new("c", 0, texts);
    let owned: Vec<String> = texts.map(String::from).to_vec();
    for same in [
        CreateMessage::new("c", 0, &owned),
        CreateMessage::new("c", 0, owned.clone()),
        CreateMessage::new("c", 0, &texts[..]),
        CreateMessage::new("c", 0, texts.iter().map(|text| text.to_uppercase().to_lowercase())),
        CreateMessage::new("c", 0, owned.iter().cloned()),
        CreateMessage::new("c", 0, owned.iter().filter(|text| *text != "x").cloned()),
        CreateMessage::new("c", 0, ["x", "a", "b"].into_iter().skip(1)),
    ] {
        assert_eq!(same, expected);
    }
    assert_eq!(CreateMessage::new("c", 0, Some("a")).tags, ["a"]);
    assert_eq!(CreateMessage::new("c", 0, []).sizes([1, 2]).sizes, Some(vec![1, 2]));
    assert_eq!(CreateMessage::new("c", 0, []).sizes([]).sizes, Some(vec![]));
    assert_eq!(CreateMessage::new("c", 0, []).sizes((1..9).step_by(4)).sizes, Some(vec![1, 5]));
    assert_eq!(CreateMessage::new("c", 0, []).parts(["ok"]).parts, Some(vec![Level::Ok]));
}

fn is_wire<T: Serialize + DeserializeOwned>() {}

#[test]
fn parameters_are_bound_only_where_they_are_used() {
    is_wire::<Parameters<u8, String, Level, Value, f64, bool, BTreeMap<String, Value>>>();
    is_wire::<EitherOf<Empty, Note, Level>>();
}
