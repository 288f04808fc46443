//! Unions of more than tagged objects: numbers, keys, and tags that are several or missing.

use crate::json::{decode, encode, error, round_trip};
use schematic_api::{Extra, Object, StringEnum, Union};
use serde_json::{Value, json};

#[derive(Union, Clone, Debug, PartialEq)]
enum Scalar {
    #[wire(bool)]
    Flag(bool),
    #[wire(integer)]
    Count(i64),
    #[wire(number)]
    Share(f64),
    #[wire(string)]
    Text(String),
    #[wire(array)]
    List(Vec<Scalar>),
    Unknown(Value),
}

#[derive(Union, Clone, Debug, PartialEq)]
enum Limit {
    #[wire(number)]
    Share(f64),
    #[wire(string)]
    Auto,
    Unknown(Value),
}

#[derive(Union, Clone, Debug, PartialEq)]
enum Size {
    #[wire(integer)]
    Bytes(u8),
    Unknown(Value),
}

#[test]
fn a_variant_may_be_a_number_or_a_bool() {
    for (json, scalar) in [
        (json!(true), Scalar::Flag(true)),
        (json!(-3), Scalar::Count(-3)),
        (json!(2.5), Scalar::Share(2.5)),
        (json!(1.0), Scalar::Share(1.0)),
        (json!("x"), Scalar::Text("x".into())),
        (
            json!([1, 1.5, [false]]),
            Scalar::List(vec![1.into(), 1.5.into(), Scalar::List(vec![false.into()])]),
        ),
        (json!(null), Scalar::Unknown(Value::Null)),
        (json!({"a": 1}), Scalar::Unknown(json!({"a": 1}))),
    ] {
        assert_eq!(round_trip::<Scalar>(&json), scalar);
    }
    assert_eq!(decode::<Limit>("3"), Limit::Share(3.0));
    assert_eq!(round_trip::<Limit>("0.5"), Limit::Share(0.5));
    assert_eq!(round_trip::<Limit>("true"), Limit::Unknown(true.into()));
    assert_eq!(round_trip::<Size>("7"), Size::Bytes(7));
    assert_eq!(round_trip::<Size>("7.5"), Size::Unknown(json!(7.5)));
    assert!(serde_json::from_str::<Size>("300").is_err());
}

#[derive(Object, Clone, Debug, PartialEq)]
struct FunctionCall {
    id: Option<String>,
    function: Box<Call>,
    extra: Extra,
}

#[derive(Object, Clone, Debug, PartialEq)]
struct CustomCall {
    custom: String,
}

#[derive(Object, Clone, Debug, PartialEq)]
struct Named {
    name: String,
}

#[derive(Union, Clone, Debug, PartialEq)]
enum Call {
    #[wire(key = "function")]
    Function(FunctionCall),
    #[wire(key = "custom")]
    Custom(CustomCall),
    #[wire(key = "name")]
    Named(Named),
    #[wire(string)]
    Text(String),
    Unknown(Value),
}

#[test]
fn a_key_that_only_one_variant_has_tells_it() {
    let named = || Call::Named(Named::new("n"));
    let custom = json!({"custom": "c"});
    assert_eq!(round_trip::<Call>(&custom), Call::Custom(CustomCall::new("c")));
    let call: Call = decode(r#"{"id":"i","function":{"name":"n"},"new":[1]}"#);
    let Call::Function(function) = &call else { panic!("{call:?}") };
    assert_eq!((function.id.as_deref(), &*function.function), (Some("i"), &named()));
    assert_eq!(encode(&call), json!({"id": "i", "function": {"name": "n"}, "new": [1]}));
    for unknown in [json!({}), json!({"id": "i", "new": {"function": 1}}), json!([1]), json!(null)]
    {
        assert_eq!(round_trip::<Call>(&unknown), Call::Unknown(unknown));
    }
    // The first such key decides, and then the member has to fit.
    assert_eq!(decode::<Call>(r#"{"name":"n","custom":"c"}"#), named());
    assert!(error::<Call>(r#"{"custom":1}"#).starts_with("invalid type: integer `1`"));
}

/// The same value in every order of keys, also inside of what is recorded.
#[test]
fn the_telling_key_may_be_anywhere() {
    let fields = [r#""id":"i""#, r#""function":LEAF"#, r#""new":{"deep":[1,2.5]}"#];
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let object = |order: [usize; 3], leaf: &str| {
        format!("{{{}}}", order.map(|index| fields[index]).join(",")).replace("LEAF", leaf)
    };
    let texts = orders.map(|order| orders.map(|inner| object(order, &object(inner, "\"x\""))));
    let calls: Vec<Call> = texts.iter().flatten().map(|text| decode(text)).collect();
    assert!(matches!(calls[0], Call::Function(_)));
    assert!(calls.iter().all(|call| *call == calls[0]), "{calls:#?}");
}

/// A telling key at the end of each level: what is recorded is read once.
#[test]
fn the_cost_of_nested_keys_does_not_grow_with_their_depth() {
    let mut text = r#"{"name":"n"}"#.to_owned();
    for _ in 0..60 {
        text = format!(r#"{{"id":"i","function":{text}}}"#);
    }
    let mut call: Call = decode(&text);
    let mut depth = 0;
    while let Call::Function(function) = call {
        (call, depth) = (*function.function, depth + 1);
    }
    assert_eq!((depth, call), (60, Call::Named(Named::new("n"))));
}

#[derive(StringEnum, Clone, Debug, PartialEq)]
enum SearchType {
    WebSearch,
    #[wire(rename = "web_search_2025_08_26")]
    Dated,
    Unknown(String),
}

#[derive(Object, Clone, Debug, PartialEq)]
struct Search {
    r#type: SearchType,
    query: String,
    extra: Extra,
}

#[derive(Object, Clone, Debug, PartialEq)]
struct Plain {
    text: String,
}

#[derive(Union, Clone, Debug, PartialEq)]
#[wire(tag = "type")]
enum Tool {
    #[wire(rename = "web_search", alias = "web_search_2025_08_26")]
    Search(Search),
    Plain(Plain),
    #[wire(untagged)]
    Message(Named),
    Unknown(Value),
}

#[test]
fn a_type_with_the_tag_as_a_field_keeps_which_it_was() {
    for tag in ["web_search", "web_search_2025_08_26"] {
        for text in [
            format!(r#"{{"type":"{tag}","query":"q","new":1}}"#),
            format!(r#"{{"query":"q","type":"{tag}","new":1}}"#),
            format!(r#"{{"new":1,"query":"q","type":"{tag}"}}"#),
        ] {
            let tool: Tool = round_trip(&text);
            let Tool::Search(search) = &tool else { panic!("{tool:?}") };
            assert_eq!((search.r#type.as_str(), &*search.query), (tag, "q"));
            assert_eq!(serde_json::to_string(&tool).unwrap().matches("type").count(), 1);
        }
    }
    let made = Tool::from(Search::new(SearchType::Dated, "q"));
    assert_eq!(encode(&made), json!({"type": "web_search_2025_08_26", "query": "q"}));
}

#[test]
fn an_absent_tag_is_the_untagged_variant() {
    assert_eq!(round_trip::<Tool>(r#"{"name":"n"}"#), Tool::Message(Named::new("n")));
    assert_eq!(decode::<Tool>(r#"{"name":"n"}"#).tag(), "");
    assert!(error::<Tool>("{}").starts_with("missing field `name`"));
    for unknown in
        [json!({"type": "new", "name": "n"}), json!({"type": null, "name": "n"}), json!([])]
    {
        assert_eq!(round_trip::<Tool>(&unknown), Tool::Unknown(unknown));
    }
    assert_eq!(round_trip::<Tool>(r#"{"type":"plain","text":"t"}"#), Tool::Plain(Plain::new("t")));
}

#[derive(Object, Clone, Debug, PartialEq)]
struct Request {
    #[wire(accepts_null)]
    limit: Option<u8>,
}

#[test]
fn what_accepts_null_is_left_out_all_the_same() {
    assert_eq!(encode(&Request::new()), json!({}));
    assert_eq!(decode::<Request>(r#"{"limit":null}"#), Request::new());
}
