//! With serde_json's `arbitrary_precision` and `raw_value`, numbers keep all of their digits, and JSON texts their form.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;
use serde_json::value::RawValue;

#[derive(Object, Clone, Debug)]
struct Reading {
    raw: Option<Box<RawValue>>,
    any: Option<Value>,
    big: Option<u128>,
    extra: Extra,
}

#[derive(Union, Clone, Debug)]
#[wire(tag = "type")]
enum Tagged {
    Reading(Reading),
    Unknown(Value),
}

const LONG: &[&str] = &[
    "18446744073709551616",
    "-9223372036854775809",
    "123456789012345678901234567890",
    "0.1000000000000000055511151231257827",
    "1.50",
    "1e+400",
    "-0",
];

fn decode(text: &str) -> Tagged {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

fn reading(text: &str) -> Reading {
    match decode(text) {
        Tagged::Reading(reading) => reading,
        Tagged::Unknown(value) => panic!("{value}"),
    }
}

#[test]
fn all_digits_of_a_number_are_kept_before_and_after_the_tag() {
    for number in LONG {
        for text in [
            format!(r#"{{"type":"reading","any":{number},"kept":[{number}]}}"#),
            format!(r#"{{"any":{number},"kept":[{number}],"type":"reading"}}"#),
            format!(r#"{{"any":{number},"type":"reading","kept":[{number}]}}"#),
        ] {
            let reading = reading(&text);
            assert_eq!(reading.any.as_ref().unwrap().to_string(), *number);
            assert_eq!(reading.extra.get("kept").unwrap().to_string(), format!("[{number}]"));
            let written = serde_json::to_string(&Tagged::Reading(reading)).unwrap();
            let sorted = format!(r#"{{"type":"reading","any":{number},"kept":[{number}]}}"#);
            assert_eq!(written, sorted);
        }
    }
}

#[test]
fn all_digits_of_what_is_unknown_are_kept() {
    for number in LONG {
        for text in [
            format!(r#"{{"type":"new","value":{number}}}"#),
            format!(r#"{{"value":{number},"type":"new"}}"#),
            format!(r#"{{"value":{{"a":[{number}]}}}}"#),
            (*number).to_owned(),
        ] {
            let Tagged::Unknown(value) = decode(&text) else { panic!("{text}") };
            assert_eq!(value.to_string(), text);
        }
    }
}

#[test]
fn integers_beyond_64_bits_are_read_before_and_after_the_tag() {
    let big = u128::MAX;
    for text in [
        format!(r#"{{"type":"reading","big":{big}}}"#),
        format!(r#"{{"big":{big},"type":"reading"}}"#),
    ] {
        assert_eq!(reading(&text).big, Some(big), "{text}");
        let tree: Value = serde_json::from_str(&text).unwrap();
        let Tagged::Reading(reading) = serde_json::from_value(tree).unwrap() else { panic!() };
        assert_eq!(reading.big, Some(big));
    }
}

#[test]
fn a_json_text_is_read_before_and_after_the_tag() {
    for raw in [r#"{"b":1,"a":[1.50,"\""]}"#, "0.5", r#""text""#, "[]"] {
        for text in [
            format!(r#"{{"type":"reading","raw":{raw},"any":1}}"#),
            format!(r#"{{"any":1,"raw":{raw},"type":"reading"}}"#),
        ] {
            let reading = reading(&text);
            assert_eq!(reading.raw.as_ref().unwrap().get(), raw, "{text}");
            let written = serde_json::to_string(&Tagged::Reading(reading)).unwrap();
            assert_eq!(written, format!(r#"{{"type":"reading","raw":{raw},"any":1}}"#));
        }
    }
}
