//! Unions: which member a value decodes to, wherever its tag is, and what happens to unknown ones.

use crate::json::{decode, encode, error, round_trip};
use schematic_api::{Clock as _, Extra, Object, Patch, StringEnum, TokioClock, Union};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[derive(Object, Clone, Debug, PartialEq)]
struct Citation {
    text: String,
    file: File,
    start_index: u32,
    score: Option<f64>,
    extra: Extra,
}

#[derive(Object, Clone, Debug, PartialEq)]
#[wire(constant(kind = "file"))]
struct File {
    id: String,
    counts: BTreeMap<u8, u64>,
    pair: Option<(bool, String)>,
    status: Option<Status>,
    size: Option<External>,
    note: Patch<String>,
}

#[derive(StringEnum, Clone, Debug, PartialEq)]
enum Status {
    Done,
    Unknown(String),
}

/// An externally tagged enum with serde's derives.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
enum External {
    Large,
    Bytes(u64),
    Box { width: u8 },
}

#[derive(Object, Clone, Debug, PartialEq)]
struct Nothing {}

#[derive(Object, Clone, Debug, PartialEq)]
struct Group {
    items: Vec<Part>,
}

#[derive(Union, Clone, Debug, PartialEq)]
#[wire(tag = "type")]
enum Part {
    Citation(Citation),
    Group(Box<Group>),
    #[wire(rename = "no-thing")]
    Nothing(Nothing),
    Unknown(Value),
}

/// A union with members of every shape.
#[derive(Union, Clone, Debug, PartialEq)]
#[wire(tag = "event")]
enum Mixed {
    #[wire(string)]
    Auto,
    #[wire(string, rename = "not-now")]
    Later,
    #[wire(string)]
    Text(String),
    #[wire(array)]
    Parts(Vec<Part>),
    Group(Group),
    Unknown(Value),
}

#[derive(Union, Clone, Debug, PartialEq)]
enum Shaped {
    #[wire(string)]
    Always,
    #[wire(object)]
    Any(BTreeMap<String, Value>),
    Unknown(Value),
}

#[derive(Object, Clone, Debug, PartialEq)]
#[wire(lenient)]
struct Wrapped<T> {
    value: T,
}

#[derive(Union, Clone, Debug, PartialEq)]
#[wire(tag = "type")]
enum Generic<T> {
    One(Wrapped<T>),
    #[wire(array)]
    Many(Vec<T>),
    Unknown(Value),
}

/// Returns all orders of the entries of an object.
pub(crate) fn orders(entries: &[&str]) -> Vec<String> {
    fn permute(entries: &[&str]) -> Vec<Vec<String>> {
        let Some((first, rest)) = entries.split_first() else { return vec![Vec::new()] };
        let insert = |order: Vec<String>| {
            (0..=order.len())
                .map(move |at| [&order[..at], &[(*first).to_owned()], &order[at..]].concat())
        };
        permute(rest).into_iter().flat_map(insert).collect()
    }
    permute(entries).iter().map(|order| format!("{{{}}}", order.join(","))).collect()
}

const FILE: &str = r#"{"id":"f\n1","counts":{"7":1,"8":18446744073709551615},"pair":[true,"é"],"status":"done","size":{"Box":{"width":3}},"note":null,"kind":"file"}"#;

#[test]
fn the_tag_may_stand_anywhere() {
    let file = format!(r#""file":{FILE}"#);
    let entries = [
        r#""type":"citation""#,
        r#""text":"[\"1\"]""#,
        &file,
        r#""start_index":4"#,
        r#""score":-0.5"#,
    ];
    let orders = orders(&entries);
    let first: Part = decode(&orders[0]);
    assert!(matches!(&first, Part::Citation(citation) if citation.file.counts[&8] == u64::MAX));
    for text in orders {
        assert_eq!(round_trip::<Part>(&text), first, "{text}");
    }
}

#[test]
fn unknown_fields_survive_on_both_sides_of_the_tag() {
    for text in orders(&[
        r#""type":"citation""#,
        r#""text":"""#,
        r#""file":{"id":"","counts":{},"kind":"file"}"#,
        r#""start_index":0"#,
        r#""new":{"a":[1,null,true,-1,0.5,"s"]}"#,
    ]) {
        let part: Part = round_trip(&text);
        assert!(
            matches!(&part, Part::Citation(citation) if citation.extra.iter().count() == 1),
            "{text}"
        );
    }
}

#[test]
fn unknown_tags_survive_a_round_trip() {
    for text in orders(&[
        r#""type":"future""#,
        r#""text":{"now":["an object"]}"#,
        r#""file":1.5"#,
        r#""start_index":null"#,
    ]) {
        let part: Part = round_trip(&text);
        assert_eq!(part.tag(), "future");
        assert!(matches!(part, Part::Unknown(_)));
    }
}

#[test]
fn a_tag_that_is_no_string_is_unknown() {
    for tag in ["null", "1", "-1", "1.5", "true", r#"["citation"]"#, r#"{"a":{}}"#] {
        for text in orders(&[&format!(r#""type":{tag}"#), r#""text":"t""#]) {
            let part: Part = round_trip(&text);
            assert!(matches!(part, Part::Unknown(_)) && part.tag().is_empty());
        }
    }
}

#[test]
fn an_object_without_a_tag_is_unknown() {
    for text in ["{}", r#"{"text":"t","file":{}}"#, r#"{"types":"citation"}"#] {
        assert!(matches!(round_trip::<Part>(text), Part::Unknown(_)));
    }
}

#[test]
fn of_two_tags_the_first_one_decides() {
    let part: Part = decode(r#"{"type":"no-thing","type":"citation"}"#);
    assert_eq!(part, Part::Nothing(Nothing::new()));
    let citation = r#"{"text":"t","type":"citation","file":{"id":"f","counts":{}},"start_index":1,"type":"no-thing"}"#;
    let part: Part = decode(citation);
    assert_eq!(encode(&part)["type"], "citation");
    assert!(matches!(part, Part::Citation(citation) if citation.extra.is_empty()));
}

#[test]
fn of_a_key_that_comes_twice_the_last_one_wins_around_the_tag() {
    let part: Part = decode(
        r#"{"text":"one","text":"two","start_index":1,"type":"citation","file":{"id":"f","counts":{}},"start_index":2}"#,
    );
    let Part::Citation(citation) = part else { panic!("a citation") };
    assert_eq!((citation.text.as_str(), citation.start_index), ("two", 2));
}

#[test]
fn a_known_member_that_is_wrong_is_an_error() {
    for text in orders(&[r#""type":"citation""#, r#""text":5"#, r#""start_index":1"#]) {
        assert!(
            error::<Part>(&text).starts_with("invalid type: integer `5`, expected a string"),
            "{text}"
        );
    }
    for text in orders(&[r#""type":"citation""#, r#""text":"t""#]) {
        assert!(error::<Part>(&text).starts_with("missing field `file`"), "{text}");
    }
    for text in orders(&[r#""type":"citation""#, r#""start_index":1.5"#]) {
        assert!(
            error::<Part>(&text)
                .starts_with("invalid value: floating point `1.5`, expected an integer"),
            "{text}"
        );
    }
}

#[test]
fn broken_json_is_an_error_on_both_sides_of_the_tag() {
    for text in [
        r#"{"text":"a","#,
        r#"{"text":"\ud800","type":"citation"}"#,
        r#"{"text":1.,"type":"x"}"#,
        r#"{"score":1e400,"type":"citation"}"#,
        r#"{"text":[1,,"type":"x"}"#,
        r#"{"text":{"a":}}"#,
        r#"{"text""#,
        r#"{"type":"x","a":}"#,
        r#"{"type":"x""#,
        r#"{"type":"citation","#,
        "{",
    ] {
        assert!(serde_json::from_str::<Part>(text).is_err(), "{text}");
    }
}

#[test]
fn unions_nest_in_their_members() {
    for leaf in [r#"{"type":"no-thing"}"#, r#"{"a":[],"type":"other"}"#] {
        for group in
            [r#"{"type":"group","items":[LEAF,LEAF]}"#, r#"{"items":[LEAF,LEAF],"type":"group"}"#]
        {
            let inner = group.replace("LEAF", leaf);
            let part: Part = round_trip(group.replace("LEAF", &inner));
            let Part::Group(outer) = part else { panic!("a group") };
            assert!(matches!(&outer.items[..], [Part::Group(_), Part::Group(_)]));
        }
    }
}

#[test]
fn deep_nesting_is_an_error() {
    let nest = |levels: usize, open: &str, close: &str| {
        format!("{}{}", open.repeat(levels), close.repeat(levels))
    };
    for levels in [129, 100_000] {
        let first = nest(levels, r#"{"type":"group","items":["#, "]}");
        let last = nest(levels, r#"{"items":["#, r#"],"type":"group"}"#);
        let unknown = format!(r#"{{"a":{},"type":"x"}}"#, nest(levels, "[", "]"));
        for text in [first, last, unknown] {
            assert!(error::<Part>(&text).starts_with("recursion limit exceeded"));
        }
    }
}

#[test]
fn a_union_takes_its_member_by_shape() {
    assert_eq!(round_trip::<Mixed>(r#""auto""#), Mixed::Auto);
    assert_eq!(round_trip::<Mixed>(r#""not-now""#), Mixed::Later);
    assert_eq!(round_trip::<Mixed>(r#""other \n""#), Mixed::Text("other \n".to_owned()));
    assert_eq!(
        round_trip::<Mixed>(r#"[{"type":"no-thing"}]"#),
        Mixed::Parts(vec![Nothing::new().into()])
    );
    assert_eq!(
        round_trip::<Mixed>(r#"{"event":"group","items":[]}"#),
        Mixed::Group(Group::new([]))
    );
    assert_eq!(
        round_trip::<Shaped>(r#"{"any":{"thing":1}}"#),
        Shaped::Any(BTreeMap::from([("any".into(), json!({"thing": 1}))]))
    );
    assert_eq!(round_trip::<Shaped>(r#""always""#), Shaped::Always);
}

#[test]
fn what_fits_no_member_is_unknown() {
    for text in ["null", "true", "5", "-5", "0.5", r#"{"event":"new"}"#, "{}"] {
        assert!(matches!(round_trip::<Mixed>(text), Mixed::Unknown(_)), "{text}");
    }
    for text in [r#""never""#, "[[]]", "null"] {
        assert!(matches!(round_trip::<Shaped>(text), Shaped::Unknown(_)), "{text}");
        assert!(matches!(round_trip::<Part>(text), Part::Unknown(_)), "{text}");
    }
}

#[test]
fn the_tag_is_written_first() {
    let text =
        serde_json::to_string(&Part::from(Box::new(Group::new([])))).expect("it has a JSON form");
    assert_eq!(text, r#"{"type":"group","items":[]}"#);
}

#[test]
fn a_union_is_made_from_its_payloads() {
    assert_eq!(Mixed::from("auto"), Mixed::Auto);
    assert_eq!(Mixed::from("words".to_owned()), Mixed::Text("words".to_owned()));
    assert_eq!(Mixed::from(vec![Part::from(Nothing::new())]).tag(), "");
    assert_eq!(Mixed::from(Group::new([])).tag(), "group");
    assert_eq!((Mixed::Later.tag(), Mixed::default()), ("not-now", Mixed::Unknown(Value::Null)));
}

#[test]
fn parameters_of_a_union_are_types_of_the_wire() {
    let one: Generic<Part> = round_trip(r#"{"value":{"type":"no-thing"},"type":"one"}"#);
    assert_eq!(one, Generic::One(Wrapped::new().value(Nothing::new())));
    assert_eq!(round_trip::<Generic<u8>>("[1,2]"), Generic::Many(vec![1, 2]));
}

#[test]
fn a_missing_or_null_union_is_unknown() {
    let wrapped: Wrapped<Part> = decode("{}");
    assert_eq!(wrapped.value, Part::default());
    let wrapped: Wrapped<Part> = decode(r#"{"value":null}"#);
    assert_eq!(wrapped, Wrapped::new());
}

#[test]
fn types_of_serde_hold_unions() {
    #[derive(Serialize, Deserialize, Debug, PartialEq)]
    #[serde(untagged)]
    #[expect(clippy::large_enum_variant, reason = "a test needs no boxes")]
    enum Untagged {
        Number(u8),
        Part(Part),
    }

    #[derive(Serialize, Deserialize, Debug, PartialEq)]
    struct Flat {
        id: u8,
        #[serde(flatten)]
        part: Part,
    }

    let untagged: Untagged = round_trip(r#"{"items":[{"text":1,"type":"x"}],"type":"group"}"#);
    assert!(matches!(untagged, Untagged::Part(Part::Group(_))));
    let flat: Flat = round_trip(r#"{"items":[],"id":1,"type":"group"}"#);
    assert!(matches!(flat.part, Part::Group(_)));
}

/// A union of itself, whose tag comes after everything else.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "kind")]
enum Nested {
    Node(Node),
    Unknown(Value),
}

/// A node of a tree.
#[derive(Clone, Debug, PartialEq, Object)]
struct Node {
    /// A part of the payload.
    before: Vec<u32>,
    /// The node inside of this one.
    child: Option<Box<Nested>>,
    /// Another part of the payload.
    after: Option<String>,
}

/// Returns nested unions, the innermost of which has a list of this length.
fn tags_last(depth: usize, length: usize) -> String {
    let innermost = format!(r#"{{"before":[{}],"kind":"node"}}"#, vec!["7"; length].join(","));
    (1..depth).fold(innermost, |child, _| {
        format!(r#"{{"before":[1],"child":{child},"after":"x","kind":"node"}}"#)
    })
}

#[test]
fn unions_within_unions_with_their_tags_last_are_read_whole() {
    for depth in [1, 2, 5, 40] {
        let mut found: Nested = serde_json::from_str(&tags_last(depth, 3)).expect("it fits");
        for level in 1..=depth {
            let Nested::Node(node) = found else { panic!("level {level} of {depth} is unknown") };
            let is_innermost = level == depth;
            assert_eq!(node.before, if is_innermost { vec![7; 3] } else { vec![1] });
            assert_eq!(node.after.as_deref(), (!is_innermost).then_some("x"));
            match node.child {
                Some(child) => found = *child,
                None => {
                    assert!(is_innermost);
                    break;
                }
            }
        }
    }
    // A tag that is unknown, missing or repeated, inside of a record.
    for (child, expected) in [
        (r#"{"a":1,"kind":"other"}"#, Nested::Unknown(json!({ "a": 1, "kind": "other" }))),
        (r#"{"a":1}"#, Nested::Unknown(json!({ "a": 1 }))),
        (r#"{}"#, Nested::Unknown(json!({}))),
        (r#"{"kind":"node","before":[1],"kind":"node"}"#, Nested::Node(Node::new([1_u32]))),
    ] {
        let text = format!(r#"{{"before":[],"child":{child},"kind":"node"}}"#);
        let Nested::Node(node) = serde_json::from_str(&text).expect("it fits") else {
            panic!("{text}")
        };
        assert_eq!(node.child.as_deref(), Some(&expected), "{text}");
    }
}

/// What precedes a tag is recorded once, and not once for each of the unions around it.
#[test]
fn the_cost_of_nested_unions_does_not_grow_with_their_depth() {
    let time = |depth| {
        let text = tags_last(depth, 100_000);
        let once = || {
            let started = TokioClock.now();
            serde_json::from_str::<Nested>(&text).expect("it fits");
            TokioClock.now() - started
        };
        (0..5).map(|_| once()).min().expect("five times")
    };
    let (shallow, deep) = (time(2), time(60));
    assert!(deep < shallow * 5, "{shallow:?} became {deep:?}");
}
