//! Objects: how they decode, what they keep, and how they encode.

#![expect(
    clippy::disallowed_types,
    reason = "users have hash tables; here they are what is tested"
)]

use crate::json::{decode, encode, error, round_trip};
use schematic_api::{Extra, Object, Patch};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

schematic_api::id! {
    /// Names a run.
    pub struct RunId;
}

/// A reply type as most services need it: lenient, open, with every `null` kept in its place.
#[derive(Object, Clone, Debug, PartialEq)]
#[wire(constant(object = "thread.run"), nullable, lenient)]
struct Run {
    id: RunId,
    created_at: i64,
    model: String,
    instructions: Option<String>,
    #[wire(optional)]
    usage: Option<u64>,
    tags: Vec<String>,
    #[wire(rename = "type")]
    kind: Option<String>,
    extra: Extra,
}

/// A request type: what is required is an argument of `new`.
#[derive(Object, Clone, Debug, PartialEq)]
struct CreateRun {
    assistant: RunId,
    retries: u32,
    tools: Vec<String>,
    #[wire(default)]
    stream: bool,
    temperature: Option<f64>,
    #[wire(nullable)]
    user: Option<String>,
}

#[derive(Object, Clone, Debug, PartialEq)]
struct Modify {
    name: Patch<String>,
    tools: Patch<Vec<String>>,
    limit: Patch<u32>,
}

/// Fields with names that the expansion uses, too.
#[derive(Object, Clone, Debug, PartialEq)]
#[wire(lenient)]
struct Names {
    from: u32,
    to: u32,
    index: u32,
    #[wire(no_setter)]
    new: Option<u32>,
    r#type: Option<u32>,
    #[wire(rename = "some \"key\"\n")]
    key: Option<u32>,
    extra: Extra,
}

#[derive(Object, Clone, Debug, PartialEq)]
#[wire(lenient)]
struct Page<T> {
    data: Vec<T>,
    first: Option<T>,
    only: T,
    has_more: bool,
}

#[derive(Object, Clone, Debug, PartialEq)]
#[wire(lenient)]
struct Tree {
    name: String,
    children: Vec<Tree>,
    twin: Option<Box<Tree>>,
}

#[derive(Object, Clone, Debug, PartialEq)]
#[wire(lenient)]
struct Closed {
    id: String,
}

const EMPTY_RUN: &str = r#"{"id":"","created_at":0,"model":"","instructions":null,"tags":[],"type":null,"object":"thread.run"}"#;

#[test]
fn unknown_fields_are_no_error() {
    let closed: Closed = decode(r#"{"id":"a","new":{"deep":[1,{"x":null}]},"":1}"#);
    assert_eq!(closed, Closed::new().id("a"));
    assert_eq!(encode(&closed), json!({"id": "a"}));
}

#[test]
fn unknown_fields_survive_a_round_trip() {
    let value = json!({"id": "r", "object": "thread.run", "created_at": 1, "model": "m", "instructions": "i", "tags": ["t"],
        "type": "x", "new": {"deep": [1, {"x": null}]}, "": 1, "zero": null});
    let run: Run = round_trip(&value);
    assert_eq!(run.extra.get("zero"), Some(&Value::Null));
    assert_eq!(run.extra.iter().count(), 3);
}

#[test]
fn missing_and_null_fields_are_their_default() {
    let missing: Run = decode("{}");
    assert_eq!(missing, Run::new());
    let null: Run = decode(r#"{"id":null,"created_at":null,"model":null,"tags":null}"#);
    assert_eq!(null, Run::default());
}

#[test]
fn an_absent_nullable_field_stays_absent() {
    let value = json!({"id": "r", "created_at": 1, "model": "m", "tags": []});
    let run: Run = round_trip(&value);
    // ..as long as it is not set.
    assert_eq!(encode(&run.instructions("i"))["instructions"], "i");
}

#[test]
fn a_null_optional_field_stays_null() {
    let mut value: Value = decode(EMPTY_RUN);
    value["usage"] = Value::Null;
    let run: Run = round_trip(&value);
    assert_eq!(encode(&run.clone().usage(1))["usage"], 1);
    assert_eq!(run, Run::new(), "how nothing was written is no difference between two objects");
}

#[test]
fn an_object_made_here_has_the_nulls_of_its_type() {
    assert_eq!(encode(&Run::new()), decode::<Value>(EMPTY_RUN));
}

#[test]
fn a_constant_is_written_and_need_not_be_there() {
    assert_eq!(encode(&Run::new())["object"], "thread.run");
    let run: Run = decode(r#"{"id":"r"}"#);
    assert_eq!(encode(&run).get("object"), None);
}

#[test]
fn another_value_of_a_constant_is_kept_and_wins() {
    for other in [
        json!("thread.run.v2"),
        json!(null),
        json!({"a": [1]}),
        json!([1.5]),
        json!(true),
        json!(-1),
    ] {
        let mut value: Value = decode(EMPTY_RUN);
        value["object"] = other.clone();
        let run: Run = round_trip(&value);
        assert_eq!(run.extra.get("object"), Some(&other));
    }
}

#[test]
fn of_a_key_that_comes_twice_the_last_one_wins() {
    let run: Run = decode(
        r#"{"id":"a","usage":null,"object":"x","instructions":"one","usage":5,"new":1,"object":"thread.run","id":"b","instructions":null,"new":2}"#,
    );
    assert_eq!((run.id.as_str(), run.usage, &run.instructions), ("b", Some(5), &None));
    assert_eq!(run.extra.get("new"), Some(&json!(2)));
    assert_eq!(encode(&run)["object"], "thread.run");
}

#[test]
fn fields_come_in_any_order() {
    let keys = [
        r#""id":"r""#,
        r#""created_at":1"#,
        r#""usage":2"#,
        r#""object":"thread.run""#,
        r#""new":[3]"#,
    ];
    let expected: Run = decode(&format!("{{{}}}", keys.join(",")));
    for order in permutations(keys.len()) {
        let shuffled: Vec<_> = order.iter().map(|index| keys[*index]).collect();
        assert_eq!(decode::<Run>(&format!("{{{}}}", shuffled.join(","))), expected);
    }
}

fn permutations(length: usize) -> Vec<Vec<usize>> {
    let Some(last) = length.checked_sub(1) else { return vec![Vec::new()] };
    let insert = |order: Vec<usize>| {
        (0..length).map(move |at| [&order[..at], &[last], &order[at..]].concat())
    };
    permutations(last).into_iter().flat_map(insert).collect()
}

#[test]
fn absent_null_and_value_stay_distinct_both_ways() {
    for value in [
        json!({}),
        json!({"name": null}),
        json!({"name": "n", "tools": null, "limit": 5}),
        json!({"tools": []}),
    ] {
        round_trip::<Modify>(&value);
    }
    let modify: Modify = decode(r#"{"name":null,"limit":5}"#);
    assert_eq!(modify, Modify::new().clear_name().limit(5));
    assert_eq!(modify.tools, Patch::Absent);
    assert_eq!(
        encode(&Modify::new().tools(["a", "b"]).limit(1).clear_limit()),
        json!({"tools": ["a", "b"], "limit": null})
    );
}

#[test]
fn a_patch_changes_a_field() {
    let mut name = Some("old".to_owned());
    Patch::Absent.apply(&mut name);
    assert_eq!(name.as_deref(), Some("old"));
    Patch::from("new".to_owned()).apply(&mut name);
    assert_eq!(name.as_deref(), Some("new"));
    Patch::Null.apply(&mut name);
    assert_eq!(name, None);
    assert_eq!(Patch::Value(1).value(), Some(&1));
    assert_eq!(Patch::Value(1).into_value(), Some(1));
    assert!(Patch::<u8>::Null.is_null() && Patch::<u8>::default().is_absent());
}

#[test]
fn a_patch_outside_of_an_object_is_its_value_or_null() {
    assert_eq!(encode(&[Patch::Absent, Patch::Null, Patch::Value(1)]), json!([null, null, 1]));
    assert_eq!(decode::<Vec<Patch<u8>>>("[null,1]"), [Patch::Null, Patch::Value(1)]);
}

#[test]
fn new_takes_what_is_required() {
    let create = CreateRun::new("run_1", 3, ["a", "b"]);
    assert_eq!(
        encode(&create),
        json!({"assistant": "run_1", "retries": 3, "tools": ["a", "b"], "stream": false, "user": null})
    );
    let create = create.stream(true).temperature(0.5).user("me");
    assert_eq!(
        encode(&create),
        json!({"assistant": "run_1", "retries": 3, "tools": ["a", "b"], "stream": true, "temperature": 0.5, "user": "me"})
    );
    assert_eq!(round_trip::<CreateRun>(&encode(&create)), create);
}

#[test]
fn a_required_field_has_to_be_there() {
    assert_eq!(
        error::<CreateRun>(r#"{"assistant":"a","tools":[]}"#),
        "missing field `retries` at line 1 column 28"
    );
    assert!(
        error::<CreateRun>(r#"{"assistant":null,"retries":1,"tools":[]}"#)
            .starts_with("invalid type: null")
    );
    assert!(
        error::<CreateRun>(r#"{"assistant":"a","retries":1,"tools":null}"#)
            .starts_with("invalid type: null")
    );
}

#[test]
fn names_of_the_expansion_are_free() {
    let names = Names { new: Some(1), ..Names::new().from(2).to(3).index(4).r#type(5).key(6) };
    assert_eq!(
        encode(&names),
        json!({"from": 2, "to": 3, "index": 4, "new": 1, "type": 5, "some \"key\"\n": 6})
    );
    assert_eq!(round_trip::<Names>(&encode(&names)), names);
}

#[test]
fn parameters_of_an_object_are_types_of_the_wire() {
    let page: Page<Closed> =
        round_trip(json!({"data": [{"id": "a"}], "only": {"id": "b"}, "has_more": true}));
    assert_eq!(
        page,
        Page::new().data([Closed::new().id("a")]).only(Closed::new().id("b")).has_more(true)
    );
    let numbers: Page<u8> = decode("{}");
    assert_eq!(numbers, Page::default());
}

#[test]
fn objects_nest_in_themselves() {
    let leaf = json!({"name": "leaf", "children": []});
    let tree: Tree = round_trip(json!({"name": "root", "children": [leaf, leaf], "twin": leaf}));
    assert_eq!(tree.children.len(), 2);
}

#[test]
fn text_is_no_integer() {
    assert!(
        error::<Run>(r#"{"created_at":"1"}"#)
            .starts_with("invalid type: string \"1\", expected an integer")
    );
    assert!(
        error::<Run>(r#"{"usage":true}"#)
            .starts_with("invalid type: boolean `true`, expected an integer")
    );
}

#[test]
fn an_integer_may_have_a_fraction_of_zero() {
    let run: Run = decode(r#"{"created_at":1699012949.0,"usage":5e3}"#);
    assert_eq!((run.created_at, run.usage), (1_699_012_949, Some(5000)));
    let create: CreateRun = decode(r#"{"assistant":"a","retries":2.0,"tools":[]}"#);
    assert_eq!(create.retries, 2);
    for lossy in ["1.5", "1e300", "9007199254740994.0", "-0.1"] {
        assert!(
            error::<Run>(&format!(r#"{{"created_at":{lossy}}}"#))
                .starts_with("invalid value: floating point")
        );
    }
    assert!(error::<Run>(r#"{"usage":-1}"#).starts_with("invalid value: integer `-1`"));
    assert!(
        error::<CreateRun>(r#"{"assistant":"a","retries":4294967296,"tools":[]}"#)
            .contains("4294967296")
    );
}

#[test]
fn integers_keep_their_range() {
    let run: Run = decode(&format!(r#"{{"created_at":{},"usage":{}}}"#, i64::MIN, u64::MAX));
    assert_eq!((run.created_at, run.usage), (i64::MIN, Some(u64::MAX)));
}

#[test]
fn a_wrong_shape_is_an_error_that_names_the_type() {
    assert_eq!(
        error::<Run>("[]"),
        "invalid type: sequence, expected an object `Run` at line 1 column 0"
    );
    assert_eq!(
        error::<Run>(r#""text""#),
        "invalid type: string \"text\", expected an object `Run` at line 1 column 6"
    );
}

#[test]
fn broken_json_is_an_error() {
    for text in [
        "",
        "{",
        r#"{"id""#,
        r#"{"id":}"#,
        r#"{"id":"a""#,
        r#"{"id":"a"} x"#,
        "\u{feff}{}",
        r#"{"created_at":1e400}"#,
        r#"{"id":"\ud800"}"#,
        r#"{"id":1}"#,
        r#"{"new":"\ud800"}"#,
        r#"{"id":"a",}"#,
    ] {
        assert!(serde_json::from_str::<Run>(text).is_err(), "{text}");
    }
    assert!(serde_json::from_slice::<Run>(b"{\"id\":\"\xff\"}").is_err());
}

#[test]
fn deep_nesting_is_an_error() {
    let deep =
        |levels: usize| format!(r#"{{"new":{}1{}}}"#, "[".repeat(levels), "]".repeat(levels));
    assert!(error::<Run>(&deep(129)).starts_with("recursion limit exceeded"));
    assert!(error::<Run>(&deep(1_000_000)).starts_with("recursion limit exceeded"));
    // Fields that are discarded are no different.
    assert_eq!(decode::<Closed>(&deep(100)), Closed::new());
    assert!(error::<Closed>(&deep(1_000_000)).starts_with("recursion limit exceeded"));
    let tree = format!("{}{}", r#"{"children":["#.repeat(1000), "]}".repeat(1000));
    assert!(error::<Tree>(&tree).starts_with("recursion limit exceeded"));
}

#[test]
fn types_of_serde_and_of_the_wire_hold_each_other() {
    #[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
    struct Foreign {
        own: Closed,
        #[serde(flatten)]
        flat: Modify,
    }

    #[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
    #[serde(untagged)]
    enum Either {
        Object(Closed),
        Number(i64),
    }

    #[derive(Object, Clone, Debug, PartialEq)]
    #[wire(lenient)]
    struct Own {
        foreign: Option<Foreign>,
        either: Vec<Either>,
        map: HashMap<u8, BTreeMap<String, Closed>>,
        pair: (u8, String),
    }

    round_trip::<Own>(&json!({
        "foreign": {"own": {"id": "a"}, "name": null, "limit": 1}, "either": [{"id": "x"}, 5], "map": {"7": {"k": {"id": "b"}}},
        "pair": [1, "one"],
    }));
}

#[test]
fn more_fields_than_deviations_are_counted_for() {
    macro_rules! wide {
        ($($name:ident)*) => {
            #[derive(Object, Clone, Debug, PartialEq)]
            #[wire(nullable, constant(object = "wide"))]
            struct Wide { $($name: Option<u8>,)* extra: Extra }
        };
    }
    wide!(
        a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 d0 d1 d2 d3 d4 d5 d6 d7 d8 d9
        e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0 f1 f2 f3 f4 f5 f6 f7 f8 f9 g0 g1 g2 g3 g4 g5 g6 g7
    );
    let wide: Wide = decode(r#"{"object":"wide","a1":null,"g6":7}"#);
    // The first 64 fields are unchanged; the others, the constant among them, are in the order of
    // the type.
    assert_eq!(
        encode(&wide),
        json!({"object": "wide", "a1": null, "g4": null, "g5": null, "g6": 7, "g7": null})
    );
}

/// A measurement, with whatever else comes with it.
#[derive(Object, Clone, Debug, PartialEq)]
#[wire(lenient)]
struct Measurement {
    value: f64,
    extra: Extra,
}

proptest::proptest! {
    #[test]
    fn numbers_with_a_fraction_stay_the_same(value in proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL) {
        let json = format!(r#"{{"value":{value:?},"other":{value:?}}}"#);
        let decoded: Measurement = serde_json::from_str(&json).unwrap();
        proptest::prop_assert_eq!(decoded.value.to_bits(), value.to_bits());
        let encoded = serde_json::to_string(&decoded).unwrap();
        let again: Measurement = serde_json::from_str(&encoded).unwrap();
        proptest::prop_assert_eq!(again.value.to_bits(), value.to_bits());
        proptest::prop_assert_eq!(again.extra.get("other").and_then(Value::as_f64), Some(value));
    }
}
