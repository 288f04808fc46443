//! Ids and enums of strings.

#![expect(
    clippy::disallowed_types,
    reason = "users have hash tables; here they are what is tested"
)]

use schematic_api::{PathValue, StringEnum};
use serde_json::json;
use std::collections::{BTreeMap, HashSet};

schematic_api::id! {
    /// Names a run.
    pub struct RunId;

    /// Names a thread.
    pub(crate) struct ThreadId;
}

#[derive(StringEnum, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Status {
    Queued,
    RequiresAction,
    #[wire(rename = "fine-tune")]
    FineTune,
    Unknown(String),
}

#[test]
fn wire_names_are_the_variants_in_snake_case() {
    for (status, name) in [
        (Status::Queued, "queued"),
        (Status::RequiresAction, "requires_action"),
        (Status::FineTune, "fine-tune"),
        (Status::Unknown("expired".to_owned()), "expired"),
    ] {
        assert_eq!(status.as_str(), name);
        assert_eq!(status.to_string(), name);
        assert_eq!(Status::from(name), status);
        assert_eq!(Status::from(name.to_owned()), status);
        assert_eq!(name.parse(), Ok(status.clone()));
        assert_eq!(status.path_value(), name);
        assert_eq!(serde_json::to_value(&status).unwrap(), json!(name));
        assert_eq!(serde_json::from_value::<Status>(json!(name)).unwrap(), status);
    }
    assert_eq!(Status::default(), Status::Unknown(String::new()));
}

#[test]
fn unknown_enum_values_survive_a_round_trip() {
    for text in [r#""expired""#, r#""""#, r#""Queued""#, r#""a\n\"b\"""#] {
        let status: Status = serde_json::from_str(text).unwrap();
        assert!(matches!(status, Status::Unknown(_)));
        assert_eq!(serde_json::to_string(&status).unwrap(), text);
    }
}

#[test]
fn an_enum_of_strings_is_a_string() {
    for text in ["1", "null", "[]", r#"{"queued":null}"#] {
        assert!(serde_json::from_str::<Status>(text).is_err());
        assert!(serde_json::from_str::<RunId>(text).is_err());
    }
}

#[test]
fn enums_and_ids_are_keys() {
    let map: BTreeMap<Status, BTreeMap<RunId, u8>> =
        serde_json::from_str(r#"{"queued":{"r":1},"new":{}}"#).unwrap();
    assert_eq!(map[&Status::Queued][&RunId::from("r")], 1);
    assert_eq!(serde_json::to_value(&map).unwrap(), json!({"queued": {"r": 1}, "new": {}}));
}

#[test]
fn ids_are_strings_of_their_own_kind() {
    let run = RunId::from("run_1");
    assert_eq!(run, RunId::from("run_1".to_owned()));
    assert_eq!(run, RunId::from(&run));
    assert_eq!(run, "run_1");
    assert_eq!(run, *"run_1");
    assert!(RunId::default() < run);
    assert_eq!((run.as_str(), run.as_ref(), run.to_string().as_str()), ("run_1", "run_1", "run_1"));
    assert_eq!(run.path_value(), "run_1");
    assert_eq!(format!("{run:?}"), r#"RunId("run_1")"#);
    assert_eq!(serde_json::to_string(&run).unwrap(), r#""run_1""#);
    assert_eq!(serde_json::from_str::<RunId>(r#""run_1""#).unwrap(), run);
    assert_eq!(HashSet::from([run.clone(), run.clone()]).len(), 1);
    assert_eq!(String::from(run), "run_1");
    assert_eq!(ThreadId::from("t"), "t");
}
