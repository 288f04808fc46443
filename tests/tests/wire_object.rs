//! Objects: what is read, what is kept, what is written.

use schematic_api::{Extra, Object, Patch, StringEnum, Union};
use serde_json::{Value, json};
use std::collections::BTreeMap;

schematic_api::id! {
    /// Names a run.
    pub struct RunId;
}

#[derive(StringEnum, Clone, Debug, PartialEq)]
enum Status {
    Queued,
    InProgress,
    #[wire(name = "fine-tune")]
    FineTune,
    Unknown(String),
}

#[derive(Object, Clone, Debug, PartialEq)]
#[wire(constant(object = "thread.run"), nullable, required(id))]
struct Run {
    id: RunId,
    created_at: i64,
    status: Status,
    instructions: Option<String>,
    #[wire(optional)]
    usage: Option<u64>,
    tools: Vec<Tool>,
    metadata: BTreeMap<String, String>,
    #[wire(name = "type")]
    kind: Option<String>,
    extra: Extra,
}

#[derive(Object, Clone, Debug, PartialEq)]
#[wire(strict)]
struct FunctionTool {
    function: Function,
}

#[derive(Object, Clone, Debug, PartialEq)]
#[wire(strict)]
struct Function {
    name: String,
    description: Option<String>,
}

#[derive(Object, Clone, Debug, PartialEq)]
struct CodeInterpreter {}

#[derive(Union, Clone, Debug, PartialEq)]
#[wire(tag = "type")]
enum Tool {
    CodeInterpreter(CodeInterpreter),
    Function(FunctionTool),
    Unknown(Value),
}

#[derive(Union, Clone, Debug, PartialEq)]
#[wire(tag = "type")]
enum Choice {
    #[wire(string)]
    Auto,
    #[wire(string)]
    Text(String),
    #[wire(array)]
    Parts(Vec<Tool>),
    Function(Box<FunctionTool>),
    Unknown(Value),
}

#[derive(Object, Clone, Debug, PartialEq)]
struct Modify {
    name: Patch<String>,
    tools: Patch<Vec<Tool>>,
    from: Option<u32>,
    index: Option<u32>,
}

#[derive(Object, Clone, Debug, PartialEq)]
struct Page<T> {
    data: Vec<T>,
    first: Option<T>,
    has_more: bool,
}

fn round_trip<T: serde::Serialize + serde::de::DeserializeOwned>(value: Value) -> T {
    let decoded: T = serde_json::from_str(&value.to_string()).unwrap();
    assert_eq!(serde_json::to_value(&decoded).unwrap(), value);
    let again: T = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(serde_json::to_value(&again).unwrap(), value);
    decoded
}

#[test]
fn objects_round_trip() {
    let run: Run = round_trip(json!({
        "id": "run_1", "object": "thread.run", "created_at": 5, "status": "fine-tune", "instructions": null, "usage": null,
        "tools": [{"function": {"name": "f"}, "type": "function"}, {"type": "code_interpreter"}, {"type": "new", "x": [1]}],
        "metadata": {}, "new_field": {"a": 1}
    }));
    assert_eq!(run.status, Status::FineTune);
    assert_eq!(run.tools[2].tag(), "new");
    let run: Run = round_trip(json!({
        "id": "run_1", "object": "other", "created_at": 5, "status": "x", "type": null, "tools": [], "metadata": {}}));
    assert_eq!(run.extra.get("object"), Some(&"other".into()));
    let run: Run =
        serde_json::from_str(r#"{"id":"a","created_at":null,"tools":null,"id":"b"}"#).unwrap();
    assert_eq!(run.id, "b");
    assert_eq!(run, Run { extra: run.extra.clone(), ..Run::new("b") });
    assert!(
        serde_json::from_str::<Run>("{}").unwrap_err().to_string().contains("missing field `id`")
    );
}

#[test]
fn unions_and_patches() {
    for value in [
        json!("auto"),
        json!("x"),
        json!([{"type": "code_interpreter"}]),
        json!(5),
        json!({"a": 1}),
        json!({"type": 1}),
        json!({"function": {"name": "x"}, "type": "function"}),
    ] {
        round_trip::<Choice>(value);
    }
    assert_eq!(
        serde_json::to_value(Modify::new().name("x").clear_tools().from(1)).unwrap(),
        json!({"name": "x", "tools": null, "from": 1})
    );
    round_trip::<Modify>(json!({"name": null, "tools": []}));
    let page: Page<Tool> =
        round_trip(json!({"data": [{"type":"code_interpreter"}], "has_more": true}));
    assert_eq!(page, Page::new().data([CodeInterpreter::new()]).has_more(true));
}
