//! The arguments of tool calls, in the forms that servers other than OpenAI's give them.

use schematic_functions::{Function, FunctionSet};
use schematic_openai::{Arguments, Run, RunStep, RunStepDelta, StepDetails, StepToolCall};
use serde_json::{Value, json};

/// What a server sends, and what is read.
fn forms() -> Vec<(Value, Value)> {
    vec![
        (json!(r#"{"a":1}"#), json!({ "a": 1 })),
        (json!({ "a": 1 }), json!({ "a": 1 })),
        (json!({ "a": { "b": [0.5, null, "c"] } }), json!({ "a": { "b": [0.5, null, "c"] } })),
        (json!({}), json!({})),
        (json!(""), json!({})),
        (json!(" \n"), json!({})),
        (json!(null), json!({})),
        (json!("null"), json!({})),
        (json!([1, "2"]), json!([1, "2"])),
        (json!("[1]"), json!([1])),
        (json!(1.5), json!(1.5)),
        (json!(true), json!(true)),
    ]
}

fn run(function: Value) -> Value {
    let call = json!({ "type": "function", "id": "call_1", "function": function });
    let outputs = json!({ "tool_calls": [call] });
    let action = json!({ "type": "submit_tool_outputs", "submit_tool_outputs": outputs });
    json!({ "id": "run_1", "status": "requires_action", "required_action": action })
}

fn step(function: Value) -> Value {
    let call = json!({ "type": "function", "id": "call_1", "function": function });
    json!({ "id": "step_1", "step_details": { "type": "tool_calls", "tool_calls": [call] } })
}

fn decode<T: serde::de::DeserializeOwned>(json: &Value) -> T {
    serde_json::from_str(&json.to_string()).unwrap_or_else(|error| panic!("{error} in {json}"))
}

/// What the readers of a run and of a step make of a function call.
fn read(function: &Value) -> [Value; 2] {
    let run: Run = decode(&run(function.clone()));
    let step: RunStep = decode(&step(function.clone()));
    let StepDetails::ToolCalls(details) = &step.step_details else { panic!("{step:?}") };
    let [StepToolCall::Function(call)] = details.tool_calls.as_slice() else { panic!("{step:?}") };
    [run.tool_calls()[0].arguments().unwrap(), call.arguments().unwrap()]
}

#[test]
fn arguments_of_every_form_are_read_alike_by_both_readers() {
    for (sent, expected) in forms() {
        let function = json!({ "name": "add", "arguments": sent });
        assert_eq!(read(&function), [expected.clone(), expected], "{sent}");
    }
    assert_eq!(read(&json!({ "name": "add" })), [json!({}), json!({})]);
}

#[test]
fn arguments_of_every_form_survive_a_round_trip() {
    for (sent, _) in forms() {
        let arguments: Arguments = decode(&sent);
        assert_eq!(serde_json::to_value(&arguments).unwrap(), sent);
        let function = json!({ "name": "add", "arguments": sent });
        let written = serde_json::to_value(decode::<Run>(&run(function.clone()))).unwrap();
        assert_eq!(written["required_action"], run(function.clone())["required_action"]);
        let written = serde_json::to_value(decode::<RunStep>(&step(function.clone()))).unwrap();
        let call = &written["step_details"]["tool_calls"][0]["function"];
        assert_eq!(
            (&call["name"], &call["arguments"]),
            (&function["name"], &function["arguments"])
        );
    }
}

#[test]
fn arguments_of_every_form_are_deltas() {
    for (sent, _) in forms() {
        let function = json!({ "name": "add", "arguments": sent });
        let call = json!({ "type": "function", "index": 0, "id": "call_1", "function": function });
        let details = json!({ "type": "tool_calls", "tool_calls": [call] });
        let json = json!({ "id": "step_1", "object": "thread.run.step.delta", "delta": { "step_details": details } });
        let delta: RunStepDelta = decode(&json);
        assert_eq!(serde_json::to_value(&delta).unwrap(), json);
    }
}

#[test]
fn arguments_that_are_no_json_are_an_error_of_both_readers() {
    let function = json!({ "name": "add", "arguments": "{\"a\":" });
    let run: Run = decode(&run(function.clone()));
    let step: RunStep = decode(&step(function));
    let StepDetails::ToolCalls(details) = &step.step_details else { panic!("{step:?}") };
    let StepToolCall::Function(call) = &details.tool_calls[0] else { panic!("{step:?}") };
    let errors = [run.tool_calls()[0].arguments::<Value>(), call.arguments::<Value>()];
    assert!(errors.iter().all(|result| result.as_ref().is_err_and(|error| error.is_eof())));
    assert_eq!(call.function.arguments, "{\"a\":");
}

#[tokio::test]
async fn functions_take_arguments_of_every_form() {
    #[derive(serde::Deserialize, schemars::JsonSchema)]
    struct Sum {
        #[serde(default)]
        a: u32,
    }
    let add = schematic_functions::Definition::of::<Sum>().unwrap();
    let add = Function::new(add, |sum: Sum| async move { Ok::<_, std::fmt::Error>(sum.a + 1) });
    let name = add.definition().name().to_owned();
    let set = FunctionSet::new([add]).unwrap();
    for (sent, sum) in [
        (json!({ "a": 1 }), "2"),
        (json!("{\"a\":1}"), "2"),
        (json!(null), "1"),
        (json!(""), "1"),
        (json!("null"), "1"),
    ] {
        let run: Run = decode(&run(json!({ "name": name, "arguments": sent })));
        let call = &run.tool_calls()[0];
        assert_eq!(set.call(call.name(), &call.function.arguments).await.unwrap(), sum, "{sent}");
    }
}
