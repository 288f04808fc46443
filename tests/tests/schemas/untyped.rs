//! Fields of which no schema is known.

use schematic_api::Object;
use schematic_api::openapi::{Components, Schema};
use serde::{Deserialize, Serialize};
use serde_json::json;

#[derive(Serialize, Deserialize)]
struct Plain(u8);

mod seconds {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(value: &u64, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(value)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

#[derive(Object)]
struct Report {
    /// Nobody knows.
    plain: Plain,
    #[wire(with = "seconds")]
    begun: u64,
    #[wire(with = "seconds", schema = "String")]
    ended: u64,
    #[wire(schema = "Vec<u8>")]
    told: Option<Plain>,
}

#[test]
fn what_has_no_schema_is_anything_and_reported() {
    let mut components = Components::default();
    Report::schema(&mut components);
    let untyped: Vec<_> = components.untyped().map(str::to_owned).collect();
    assert_eq!(untyped, ["Report.begun", "schemas::untyped::Plain"]);
    assert_eq!(
        components.into_schemas()["Report"],
        json!({
            "type": "object",
            "properties": {
                "plain": { "description": "Nobody knows." },
                "begun": {},
                "ended": { "type": "string" },
                "told": {
                    "type": "array",
                    "items": { "type": "integer", "format": "uint8", "minimum": 0 },
                },
            },
            "required": ["plain", "begun", "ended"],
        })
    );
}
