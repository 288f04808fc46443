//! Numbers: the same wherever they stand. `features/` runs these tests where serde_json hands numbers on as maps.

use crate::json::{decode, encode, error, round_trip};
use crate::union::orders;
use schematic_api::{Extra, Object, Union};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[derive(Object, Clone, Debug, PartialEq)]
#[wire(lenient)]
struct Reading {
    double: f64,
    single: Option<f32>,
    count: u64,
    delta: i32,
    list: Vec<f64>,
    map: BTreeMap<u8, f64>,
    place: Option<Place>,
    any: Value,
    part: Option<Box<Shape>>,
    extra: Extra,
}

/// An object of serde's.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
struct Place(f64, i128);

#[derive(Union, Clone, Debug, PartialEq)]
#[wire(tag = "type")]
enum Tagged {
    Reading(Reading),
    Nested(Nested),
    Unknown(Value),
}

#[derive(Object, Clone, Debug, PartialEq)]
struct Nested {
    inner: Option<Reading>,
}

/// A union without a tag, within which are one with a tag and one by shape.
#[derive(Union, Clone, Debug, PartialEq)]
enum Shape {
    #[wire(object)]
    Object(BTreeMap<u8, Mixed>),
    #[wire(array)]
    List(Vec<Tagged>),
    Unknown(Value),
}

#[derive(Union, Clone, Debug, PartialEq)]
#[wire(tag = "type")]
enum Mixed {
    Reading(Reading),
    #[wire(string)]
    Text(String),
    Unknown(Value),
}

const NUMBERS: &[&str] =
    &["0.5", "-0.5", "1e300", "-2.5e-7", "0.0", "5", "-5", "1.0", "12345678901234567890"];

#[test]
fn a_number_is_the_same_before_and_after_the_tag() {
    for number in NUMBERS {
        let [double, any, list, kept] = [
            format!(r#""double":{number}"#),
            format!(r#""any":{{"a":[{number}],"b":{number}}}"#),
            format!(r#""list":[{number},1.5],"map":{{"7":{number}}}"#),
            format!(r#""kept":{number},"part":{{"1":{number}}}"#),
        ];
        let orders = orders(&[r#""type":"reading""#, &double, &any, &list, &kept]);
        let first: Tagged = decode(&orders[0]);
        let Tagged::Reading(reading) = &first else { panic!("{first:?}") };
        assert_eq!(reading.double, number.parse::<f64>().unwrap(), "{number}");
        assert_eq!(reading.map[&7], reading.double);
        assert!(reading.any["b"].is_number() && reading.extra.get("kept").unwrap().is_number());
        for text in orders {
            let read: Tagged = decode(&text);
            assert_eq!(read, first, "{text}");
            assert_eq!(encode(&read)["any"], decode::<Value>(&text)["any"], "{text}");
            assert_eq!(encode(&read)["kept"], decode::<Value>(&text)["kept"], "{text}");
        }
    }
}

#[test]
fn numbers_of_every_type_are_read_before_the_tag() {
    let fields = r#""single":0.25,"count":18446744073709551615,"delta":-7.0,"place":[2.5,-9]"#;
    for text in orders(&[r#""type":"reading""#, fields, r#""double":-0.0"#]) {
        let Tagged::Reading(reading) = decode(&text) else { panic!("{text}") };
        assert_eq!((reading.single, reading.count, reading.delta), (Some(0.25), u64::MAX, -7));
        assert_eq!(reading.place, Some(Place(2.5, -9)));
        assert!(reading.double.is_sign_negative());
    }
}

#[test]
fn a_number_in_place_of_a_union_is_a_number() {
    for number in NUMBERS {
        let text = number.to_string();
        let value: Value = decode(&text);
        assert!(value.is_number());
        assert_eq!(round_trip::<Tagged>(&text), Tagged::Unknown(value.clone()));
        assert_eq!(round_trip::<Mixed>(&text), Mixed::Unknown(value.clone()));
        assert_eq!(round_trip::<Shape>(&text), Shape::Unknown(value.clone()));
        let list = vec![Tagged::Unknown(value.clone()), Tagged::Unknown(json!({}))];
        assert_eq!(round_trip::<Shape>(format!("[{number},{{}}]")), Shape::List(list));
        let object = BTreeMap::from([(1, Mixed::Unknown(value))]);
        assert_eq!(round_trip::<Shape>(format!(r#"{{"1":{number}}}"#)), Shape::Object(object));
    }
}

#[test]
fn a_tag_that_is_a_number_is_unknown_and_kept() {
    for number in NUMBERS {
        for text in orders(&[&format!(r#""type":{number}"#), r#""a":0.5"#]) {
            let Tagged::Unknown(value) = round_trip(&text) else { panic!("{text}") };
            assert_eq!(value, decode::<Value>(&text));
        }
    }
}

#[test]
fn a_number_is_no_object_before_the_tag_either() {
    for text in orders(&[r#""type":"nested""#, r#""inner":0.5"#]) {
        assert!(error::<Tagged>(&text).contains("expected an object `Reading`"), "{text}");
    }
    for text in orders(&[r#""type":"reading""#, r#""count":{"a":1}"#]) {
        assert!(error::<Tagged>(&text).contains("expected an integer (u64)"), "{text}");
    }
}

#[test]
fn an_integer_beyond_64_bits_in_extra_is_what_serde_json_has() {
    for number in ["18446744073709551616", "-123456789012345678901234567890"] {
        for text in [format!(r#"{{"kept":{number}}}"#), format!(r#"{{"kept":{number},"count":1}}"#)]
        {
            let kept = decode::<Reading>(&text).extra.get("kept").cloned().unwrap();
            assert_eq!(kept, decode::<Value>(number));
            assert_eq!(kept.as_f64().unwrap(), number.parse::<f64>().unwrap());
        }
    }
}

/// serde_json decides what the object is, and a union agrees with it.
#[test]
fn an_object_with_the_private_key_of_a_number_is_what_serde_json_takes_it_for() {
    for text in [
        r#"{"$serde_json::private::Number":"1.5"}"#,
        r#"[{"a":{"$serde_json::private::Number":"2"}}]"#,
    ] {
        let value: Value = decode(text);
        assert_eq!(decode::<Tagged>(text), Tagged::Unknown(value.clone()));
        for text in orders(&[&format!(r#""any":{text}"#), r#""type":"reading""#]) {
            let Tagged::Reading(reading) = decode(&text) else { panic!("{text}") };
            assert_eq!(reading.any, value, "{text}");
        }
    }
}

#[test]
fn integers_of_a_tree_are_those_of_a_text() {
    for (count, delta) in [("18446744073709551615", "-2147483648"), ("3.0", "-3.0"), ("1e3", "2e1")]
    {
        let text = format!(r#"{{"count":{count},"delta":{delta}}}"#);
        let from_text: Reading = decode(&text);
        let from_tree: Reading = serde_json::from_value(decode(&text)).unwrap();
        assert_eq!(from_tree, from_text);
        assert!(from_text.count > 0 && from_text.delta != 0);
    }
    for wrong in ["1.5", "-1", "36893488147419103232", "1e40", "{}", "\"1\""] {
        let text = format!(r#"{{"count":{wrong}}}"#);
        assert!(error::<Reading>(&text).contains("expected an integer (u64)"), "{wrong}");
        let error = serde_json::from_value::<Reading>(decode(&text)).unwrap_err().to_string();
        assert!(error.contains("expected an integer (u64)"), "{wrong}: {error}");
    }
}
