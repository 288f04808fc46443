//! serde's words in `#[wire(..)]`: the same type is derived by serde and by us, and both read and write the same.

use crate::json::{decode, encode, round_trip};
use schematic_api::{Event, Extra, Object, StringEnum, Union};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Debug;

/// Derives the same struct twice: `ours::Name` with `#[wire(..)]`, `theirs::Name` with `#[serde(..)]`.
macro_rules! twins {
    ($($(#$on_struct:tt)* $Name:ident { $($(#$on_field:tt)* $field:ident: $Type:ty,)* })*) => {
        mod ours {
            use super::*;
            $(
                #[derive(Clone, Debug, PartialEq, Object)]
                $(#[wire $on_struct])*
                pub(super) struct $Name { $($(#[wire $on_field])* pub(super) $field: $Type,)* }
            )*
        }

        mod theirs {
            use super::*;
            $(
                #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
                $(#[serde $on_struct])*
                pub(super) struct $Name { $($(#[serde $on_field])* pub(super) $field: $Type,)* }
            )*
        }
    };
}

twins! {
    #(rename_all = "lowercase")
    Lower { page_size: u8, z: u8, }
    #(rename_all = "UPPERCASE")
    Upper { page_size: u8, z: u8, }
    #(rename_all = "PascalCase")
    Pascal { page_size: u8, z: u8, }
    #(rename_all = "camelCase")
    Camel { page_size: u8, z: u8, }
    #(rename_all = "snake_case")
    Snake { page_size: u8, z: u8, }
    #(rename_all = "SCREAMING_SNAKE_CASE")
    Screaming { page_size: u8, z: u8, }
    #(rename_all = "kebab-case")
    Kebab { page_size: u8, z: u8, }
    #(rename_all = "SCREAMING-KEBAB-CASE")
    ScreamingKebab { page_size: u8, z: u8, }

    #(rename_all = "camelCase")
    Words {
        #(rename = "ID", alias = "id", alias = "_id")
        name_of_it: String,
        #(default)
        tag_list: Vec<String>,
        #(default = "three")
        retry_count: u8,
        #(skip)
        local_note: Vec<u8>,
        #(skip, default = "three")
        local_count: u8,
        #(with = "seconds")
        time_out: Duration,
        #(with = "seconds", default)
        grace: Duration,
        r#type: String,
    }

    Flat {
        id: u8,
        #(flatten)
        place: Place,
        #(flatten)
        rest: BTreeMap<String, Value>,
    }

    FlatEnum {
        id: u8,
        #(flatten)
        shape: Shape,
    }

    FlatOption {
        id: u8,
        #(flatten)
        place: Option<Place>,
    }

}

/// A type whose own form is not what the service sends.
#[derive(Clone, Debug, Default, PartialEq)]
struct Duration(u64);

mod seconds {
    use super::Duration;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(value: &Duration, to: S) -> Result<S::Ok, S::Error> {
        format!("{}s", value.0).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
        let text = String::deserialize(from)?;
        let number = text.trim_end_matches('s').parse().map_err(serde::de::Error::custom)?;
        Ok(Duration(number))
    }
}

fn three() -> u8 {
    3
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Place {
    city: String,
    floor: u8,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Shape {
    Circle(u8),
    Square { side: u8 },
    Rectangle(u8, u8),
}

/// Both read the input to the same value, which both write in the same way; or both refuse it.
fn same<Ours, Theirs>(input: &Value)
where
    Ours: DeserializeOwned + Serialize + Debug,
    Theirs: DeserializeOwned + Serialize + Debug,
{
    let text = input.to_string();
    match (serde_json::from_str::<Ours>(&text), serde_json::from_str::<Theirs>(&text)) {
        (Ok(ours), Ok(theirs)) => {
            assert_eq!(format!("{ours:?}"), format!("{theirs:?}"), "{text}");
            assert_eq!(encode(&ours), encode(&theirs), "{text}");
        }
        (Err(ours), Err(theirs)) => {
            assert_eq!(ours.classify(), theirs.classify(), "{text}: {ours}; {theirs}");
        }
        (ours, theirs) => panic!("{text}: {ours:?}, but serde: {theirs:?}"),
    }
}

#[test]
fn each_case_renames_as_in_serde() {
    let fields = |json: Value| json.as_object().map(|map| map.keys().cloned().collect::<Vec<_>>());
    macro_rules! same_case {
        ($($Name:ident)*) => {$(
            let ours = encode(&ours::$Name { page_size: 1, z: 2 });
            assert_eq!(ours, encode(&theirs::$Name { page_size: 1, z: 2 }));
            same::<ours::$Name, theirs::$Name>(&ours);
            same::<ours::$Name, theirs::$Name>(&json!({"page_size": 1, "z": 2}));
        )*};
    }
    same_case! { Lower Upper Pascal Camel Snake Screaming Kebab ScreamingKebab }
    let screaming = fields(encode(&ours::ScreamingKebab { page_size: 1, z: 2 }));
    assert_eq!(screaming, Some(vec!["PAGE-SIZE".into(), "Z".into()]));
}

#[test]
fn words_of_a_field_mean_what_they_mean_in_serde() {
    let whole = json!({"ID": "a", "tagList": ["x"], "retryCount": 7, "timeOut": "9s", "grace": "1s", "type": "t"});
    same::<ours::Words, theirs::Words>(&whole);
    let decoded: ours::Words = decode(&whole.to_string());
    assert_eq!((decoded.local_count, decoded.time_out), (3, Duration(9)));
    let changes = [
        ("ID", None),
        ("tagList", None),
        ("tagList", Some(Value::Null)),
        ("retryCount", None),
        ("retryCount", Some(Value::Null)),
        ("timeOut", None),
        ("timeOut", Some(json!(9))),
        ("timeOut", Some(json!("soon"))),
        ("grace", None),
        ("type", None),
        ("type", Some(Value::Null)),
        ("localNote", Some(json!([1]))),
        ("local_note", Some(json!("not read"))),
    ];
    for (key, value) in changes {
        let mut input = whole.clone();
        input.as_object_mut().expect("an object").remove(key);
        if let Some(value) = value {
            input[key] = value;
        }
        same::<ours::Words, theirs::Words>(&input);
        for alias in ["id", "_id"] {
            let mut input = input.clone();
            input[alias] = "b".into();
            input.as_object_mut().expect("an object").remove("ID");
            same::<ours::Words, theirs::Words>(&input);
        }
    }
}

#[test]
fn flattened_fields_are_read_and_written_as_in_serde() {
    for input in [
        json!({"id": 1, "city": "Bern", "floor": 2}),
        json!({"floor": 2, "city": "Bern", "id": 1}),
        json!({"id": 1, "city": "Bern", "floor": 2, "other": [1, {"x": null}], "more": "x"}),
        json!({"id": 1, "city": "Bern"}),
        json!({"id": 1, "city": 5, "floor": 2}),
        json!({"id": 1, "circle": 4}),
        json!({"id": 1, "square": {"side": 4}}),
        json!({"id": 1, "square": {"side": "x"}}),
        json!({"id": 1, "rectangle": [4, 5]}),
        json!({"id": 1, "triangle": 4}),
        json!({"id": 1, "circle": 4, "city": "Bern", "floor": 2}),
        json!({"city": "Bern", "floor": 2}),
        json!([1]),
        json!(null),
    ] {
        same::<ours::Flat, theirs::Flat>(&input);
        same::<ours::FlatEnum, theirs::FlatEnum>(&input);
        same::<ours::FlatOption, theirs::FlatOption>(&input);
    }
}

#[derive(Object, Clone, Debug, PartialEq)]
struct Nested {
    #[wire(flatten)]
    place: Place,
    #[wire(flatten)]
    again: Option<Place>,
    #[wire(flatten)]
    rest: BTreeMap<String, Value>,
    #[wire(flatten)]
    more: BTreeMap<String, Value>,
}

/// In serde, both maps and both places would be read, and their keys written twice.
#[test]
fn a_key_belongs_to_the_first_flattened_field_that_reads_it() {
    let nested: Nested = round_trip(json!({"city": "Bern", "floor": 2, "new": true}));
    assert_eq!(nested.place, Place { city: "Bern".into(), floor: 2 });
    assert_eq!(nested.again, None);
    assert_eq!(nested.rest, BTreeMap::from([("new".to_owned(), json!(true))]));
    assert_eq!(nested.more, BTreeMap::new());
}

#[derive(Object, Clone, Debug, PartialEq)]
struct Inner {
    city: String,
    floor: Option<u8>,
}

#[derive(Object, Clone, Debug, PartialEq)]
struct Outer {
    id: u8,
    #[wire(flatten)]
    inner: Inner,
    #[wire(flatten, default)]
    kind: Option<Kind>,
    extra: Extra,
}

#[derive(Object, Clone, Debug, PartialEq)]
struct Round {
    radius: u8,
}

#[derive(Union, Clone, Debug, PartialEq)]
#[wire(tag = "kind")]
enum Kind {
    Round(Round),
    Unknown(Value),
}

#[test]
fn what_no_flattened_field_reads_is_extra() {
    let input =
        json!({"id": 1, "city": "Bern", "floor": 2, "kind": "round", "radius": 3, "new": [1]});
    let outer: Outer = round_trip(&input);
    assert_eq!(outer.inner, Inner::new("Bern").floor(2));
    assert_eq!(outer.kind, Some(Kind::Round(Round::new(3))));
    assert_eq!(outer.extra.iter().collect::<Vec<_>>(), [("new", &json!([1]))]);
}

/// A key that would be written twice is an error, because every reader would take another one of the two.
#[test]
fn no_key_is_written_twice() {
    let mut outer = Outer::new(1, Inner::new("Bern"));
    outer.extra.insert("colour", "red");
    assert_eq!(encode(&outer), json!({"id": 1, "city": "Bern", "colour": "red"}));
    for key in ["id", "city"] {
        let mut outer = outer.clone();
        outer.extra.insert(key, 2);
        let error = serde_json::to_string(&outer).expect_err("an error").to_string();
        assert!(error.starts_with(&format!("`{key}` is set among the extra fields")), "{error}");
    }
    let flat = ours::Flat {
        id: 1,
        place: Place { city: "Bern".into(), floor: 2 },
        rest: BTreeMap::from([("id".to_owned(), json!(5))]),
    };
    let error = serde_json::to_string(&flat).expect_err("an error").to_string();
    assert!(error.contains("has the key `id`, which is there already"), "{error}");
}

#[derive(Object, Clone, Debug, PartialEq)]
struct Tagged {
    name: String,
    extra: Extra,
}

#[derive(Union, Clone, Debug)]
#[wire(tag = "type", rename_all = "kebab-case")]
enum Tool {
    #[wire(alias = "search_v2", alias = "search_v3")]
    FileSearch(Tagged),
    CodeInterpreter(Tagged),
    #[wire(string, alias = "automatic")]
    AutoChoice,
    #[wire(skip)]
    Local(#[expect(dead_code, reason = "it has no JSON form")] fn()),
    #[wire(rename = "Function", alias = "fn")]
    Function(Tagged),
    Unknown(Value),
}

#[test]
fn the_tag_is_no_extra_field() {
    let mut tagged = Tagged::new("x");
    tagged.extra.insert("type", "other");
    assert_eq!(encode(&tagged), json!({"name": "x", "type": "other"}));
    let error = serde_json::to_string(&Tool::FileSearch(tagged)).expect_err("an error").to_string();
    assert!(error.starts_with("`type` is set among the extra fields"), "{error}");
}

#[test]
fn words_of_a_variant_mean_what_they_mean_in_serde() {
    let member = |tag: &str| json!({"type": tag, "name": "x"});
    for tag in ["file-search", "search_v2", "search_v3"] {
        let tool: Tool = decode(&member(tag).to_string());
        assert!(matches!(&tool, Tool::FileSearch(tagged) if *tagged == Tagged::new("x")));
        assert_eq!(encode(&tool), member("file-search"));
    }
    for tag in ["Function", "fn"] {
        let tool: Tool = decode(&member(tag).to_string());
        assert!(matches!(tool, Tool::Function(tagged) if tagged == Tagged::new("x")));
    }
    assert_eq!(decode::<Tool>(&member("code-interpreter").to_string()).tag(), "code-interpreter");
    for text in ["auto-choice", "automatic"] {
        assert!(matches!(decode(&json!(text).to_string()), Tool::AutoChoice));
    }
    assert!(matches!(decode(&member("local").to_string()), Tool::Unknown(_)));
    assert_eq!(
        serde_json::to_string(&Tool::Local(|| {})).expect_err("an error").to_string(),
        "the variant `Local` is skipped, so it has no JSON form"
    );
}

#[derive(StringEnum, Clone, Debug, PartialEq)]
#[wire(rename_all = "SCREAMING_SNAKE_CASE")]
enum Status {
    InProgress,
    #[wire(rename = "done", alias = "DONE", alias = "finished")]
    Completed,
    HTTPError,
    Unknown(String),
}

#[derive(Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum SerdeStatus {
    InProgress,
    HTTPError,
}

#[test]
fn words_of_a_string_mean_what_they_mean_in_serde() {
    assert_eq!(encode(&Status::InProgress), encode(&SerdeStatus::InProgress));
    assert_eq!(encode(&Status::HTTPError), encode(&SerdeStatus::HTTPError));
    for text in ["done", "DONE", "finished"] {
        assert_eq!(decode::<Status>(&json!(text).to_string()), Status::Completed);
    }
    assert_eq!(Status::Completed.as_str(), "done");
    assert_eq!(Status::from("Completed"), Status::Unknown("Completed".to_owned()));
}

#[derive(Event, Clone, Debug, PartialEq)]
#[wire(rename_all = "camelCase")]
enum Progress {
    #[wire(alias = "text.begun")]
    TextBegun(u8),
    #[wire(rename = "text.done", terminal)]
    TextDone(u8),
    Unknown {
        event: String,
        data: String,
    },
}

#[test]
fn words_of_an_event_mean_what_they_mean_in_serde() {
    for name in ["textBegun", "text.begun"] {
        assert_eq!(Progress::decode(name, "1").expect("it is known"), Progress::TextBegun(1));
    }
    assert_eq!(Progress::TextBegun(1).name(), "textBegun");
    assert!(Progress::decode("text.done", "2").expect("it is known").is_terminal());
}
