//! Runs whose calls are answered by Rust functions, over the emulator.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use schematic_api::mock::{ErrorReply, JsonOrEvents, Mock};
use schematic_functions::{Function, FunctionErrorKind, FunctionSet, Reaction};
use schematic_openai::emulator::{Answer, Emulator};
use schematic_openai::*;
use schematic_tests::watched;
use serde_json::json;
use tokio::time::Instant;

/// An object with one string, with the schema that `schemars::JsonSchema` would derive.
#[derive(serde::Deserialize)]
pub(crate) struct GetWeather {
    city: String,
}

impl schemars::JsonSchema for GetWeather {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "GetWeather".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "object",
            "description": "The weather of a city.",
            "properties": { "city": { "type": "string" } },
            "required": ["city"],
        })
    }
}

async fn get_weather(GetWeather { city }: GetWeather) -> Result<String, String> {
    match city.as_str() {
        "Atlantis" => Err("no such city".to_owned()),
        "Slowville" => {
            tokio::time::sleep(Duration::from_secs(3600)).await;
            Ok(String::new())
        }
        city => Ok(format!("rain in {city}")),
    }
}

pub(crate) fn functions() -> FunctionSet {
    let weather = Function::of(get_weather).expect("well named").strict();
    FunctionSet::new([weather]).expect("one").timeout(Duration::from_secs(5))
}

/// Returns a run, just created, of an assistant with these functions.
async fn run(openai: &OpenAi, functions: &FunctionSet) -> Run {
    let assistant = CreateAssistant::new("gpt-4o").tools(Tool::functions(functions));
    let assistant = openai.assistants().create(&assistant).await.expect("created");
    let thread = openai.threads().create(&CreateThread::new()).await.expect("created");
    openai.messages().create(&thread.id, &CreateMessage::user("Weather?")).await.expect("created");
    openai.runs().create(&thread.id, &CreateRun::new(&assistant.id)).await.expect("created")
}

/// Returns the outputs in the steps of the run, in order.
async fn outputs(openai: &OpenAi, run: &Run) -> Vec<String> {
    let steps = openai.steps().list(&run.thread_id, &run.id).await.expect("listed").data;
    let calls = steps.into_iter().rev().flat_map(|step| match step.step_details {
        StepDetails::ToolCalls(details) => details.tool_calls,
        _ => Vec::new(),
    });
    let outputs = calls.filter_map(|call| match call {
        StepToolCall::Function(call) => call.function.output,
        _ => None,
    });
    outputs.collect()
}

fn weather_in(city: &str) -> (&'static str, serde_json::Value) {
    ("get_weather", json!({ "city": city }))
}

#[test]
fn a_set_is_declared_as_tools() {
    let expected = FunctionDefinition::new("get_weather")
        .description("The weather of a city.")
        .parameters(json!({
            "type": "object",
            "properties": { "city": { "type": "string" } },
            "required": ["city"],
            "additionalProperties": false,
        }))
        .strict(true);
    assert_eq!(Tool::functions(&functions()), [Tool::function(expected)]);
}

#[tokio::test(start_paused = true)]
async fn calls_are_answered_round_after_round_until_the_run_ends() {
    let emulator = Emulator::new().script([
        Answer::calls([weather_in("Utrecht"), weather_in("Ghent")]),
        Answer::calls([weather_in("Lille")]),
        Answer::text("Rain everywhere."),
    ]);
    let (openai, functions) = (watched::client(&emulator), functions());
    let started = run(&openai, &functions).await;
    let finished = openai.runs().answering(&functions).finish(started).await.expect("answered");
    assert_eq!(finished.status, RunStatus::Completed);
    assert_eq!(
        outputs(&openai, &finished).await,
        ["rain in Utrecht", "rain in Ghent", "rain in Lille"]
    );
}

#[tokio::test(start_paused = true)]
async fn what_goes_wrong_in_a_function_is_its_output() {
    let emulator = Emulator::new().script([
        Answer::calls([weather_in("Atlantis"), weather_in("Slowville")]),
        Answer::call_raw("get_weather", "{\"city\":"),
        Answer::text("Sorry."),
    ]);
    let (openai, functions) = (watched::client(&emulator), functions());
    let started = run(&openai, &functions).await;
    let finished = openai.runs().answering(&functions).finish(started).await.expect("answered");
    let outputs = outputs(&openai, &finished).await;
    assert_eq!(
        outputs[..2],
        ["Error: no such city", "Error: the function `get_weather` took longer than 5s"]
    );
    assert!(
        outputs[2].starts_with("Error: the arguments of `get_weather` do not fit"),
        "{outputs:?}"
    );
    assert_eq!(finished.status, RunStatus::Completed);
}

#[tokio::test(start_paused = true)]
async fn a_failure_that_ends_it_cancels_the_run() {
    let emulator = Emulator::new().script([Answer::call_raw("get_weather", "no JSON")]);
    let functions = functions().on_error(|error| match error.kind() {
        FunctionErrorKind::Arguments(_) => Reaction::Fail,
        _ => error.tell(),
    });
    let openai = watched::client(&emulator);
    let started = run(&openai, &functions).await;
    let (thread, id) = (started.thread_id.clone(), started.id.clone());
    let error = openai.runs().answering(&functions).finish(started).await.expect_err("ended");
    assert!(
        matches!(&error, AnsweringError::Function(error) if error.function() == "get_weather"),
        "{error}"
    );
    let run = openai.runs().retrieve(&thread, &id).poll().await.expect("settled");
    assert_eq!(run.status, RunStatus::Cancelled);
}

#[tokio::test(start_paused = true)]
async fn rounds_are_bounded() {
    let emulator = Emulator::new().model(|_| Answer::calls([weather_in("Utrecht")]));
    let (openai, functions) = (watched::client(&emulator), functions());
    let started = run(&openai, &functions).await;
    let (thread, id) = (started.thread_id.clone(), started.id.clone());
    let error =
        openai.runs().answering(&functions).rounds(3).finish(started).await.expect_err("bounded");
    assert!(matches!(error, AnsweringError::Rounds(3)), "{error}");
    let run = openai.runs().retrieve(&thread, &id).poll().await.expect("settled");
    assert_eq!(run.status, RunStatus::Cancelled);
    assert_eq!(outputs(&openai, &run).await.len(), 3);
}

#[tokio::test(start_paused = true)]
async fn time_is_bounded() {
    let emulator = Emulator::new().script([Answer::calls([weather_in("Slowville")])]);
    let (openai, functions) =
        (watched::client(&emulator), functions().timeout(Duration::from_secs(600)));
    let started = run(&openai, &functions).await;
    let answering = openai.runs().answering(&functions).timeout(Duration::from_secs(30));
    let error = answering.finish(started).await.expect_err("bounded");
    assert!(matches!(error, AnsweringError::Timeout(limit) if limit.as_secs() == 30), "{error}");
}

/// The timeout covers everything, not just the wait for one status.
#[tokio::test(start_paused = true)]
async fn a_run_that_never_ends_is_cancelled_in_time() {
    let emulator = Emulator::new().script([Answer::silence()]);
    let (openai, functions) = (watched::client(&emulator), functions());
    let started = run(&openai, &functions).await;
    let (thread, id, began) = (started.thread_id.clone(), started.id.clone(), Instant::now());
    let answering = openai.runs().answering(&functions).timeout(Duration::from_secs(30));
    let error = answering.finish(started).await.expect_err("bounded");
    assert!(matches!(error, AnsweringError::Timeout(_)), "{error:?}");
    assert_eq!(began.elapsed().as_secs(), 30);
    let run = openai.runs().retrieve(&thread, &id).poll().await.expect("settled");
    assert_eq!(run.status, RunStatus::Cancelled);
}

/// A service that cannot be reached cannot cancel either; the wait for that is bounded.
#[tokio::test(start_paused = true)]
async fn the_cancelling_of_a_run_is_bounded() {
    let mock = Mock::<OpenAi>::new()
        .on(|_: RunsCancelRequest| std::future::pending::<Result<Run, ErrorReply>>());
    let (openai, functions, began) = (mock.client(), functions(), Instant::now());
    let waiting = run_that_is("requires_action");
    let error = openai.runs().answering(&functions).rounds(0).finish(waiting).await;
    assert!(matches!(error, Err(AnsweringError::Rounds(0))), "{error:?}");
    assert_eq!((mock.received::<RunsCancelRequest>().len(), began.elapsed().as_secs()), (1, 10));
}

#[tokio::test]
async fn a_run_that_wants_something_else_is_given_back() {
    let (mock, functions) = (Mock::<OpenAi>::new(), functions());
    let mut waiting = run_that_is("requires_action");
    waiting.required_action =
        Some(serde_json::from_value(json!({ "type": "approve_payment" })).expect("an action"));
    let openai = mock.client();
    let run = openai.runs().answering(&functions).finish(waiting.clone()).await.expect("no error");
    assert_eq!(run, waiting);
    assert!(mock.requests().is_empty());
}

/// Each id is answered once, and different ids may ask for the same.
#[tokio::test]
async fn a_call_that_is_listed_twice_runs_and_is_submitted_once() {
    static RUNS: AtomicUsize = AtomicUsize::new(0);
    async fn count(GetWeather { city }: GetWeather) -> Result<String, String> {
        RUNS.fetch_add(1, SeqCst);
        Ok(city)
    }
    let functions = FunctionSet::new([Function::of(count).expect("well named")]).expect("one");
    let mock = Mock::<OpenAi>::new().on(|_: RunsSubmitToolOutputsRequest| async {
        Ok(JsonOrEvents::Json(run_that_is("completed")))
    });
    let call = |id: &str, city: &str| {
        let arguments = json!({ "city": city }).to_string();
        json!({ "id": id, "type": "function", "function": { "name": "get_weather", "arguments": arguments } })
    };
    let calls = [call("1", "Ghent"), call("2", "Ghent"), call("1", "Ghent"), call("1", "Lille")];
    let mut waiting = run_that_is("requires_action");
    waiting.required_action = serde_json::from_value(
        json!({ "type": "submit_tool_outputs", "submit_tool_outputs": { "tool_calls": calls } }),
    )
    .expect("an action");
    mock.client().runs().answering(&functions).finish(waiting).await.expect("answered");
    let submitted = &mock.received::<RunsSubmitToolOutputsRequest>()[0].body;
    let ids: Vec<_> =
        submitted.tool_outputs.iter().map(|output| output.tool_call_id.as_str()).collect();
    assert_eq!((ids, RUNS.load(SeqCst)), (vec!["1", "2"], 2));
}

/// Returns a run with this status. If it waits, it asks for the weather of a city.
pub(crate) fn run_that_is(status: &str) -> Run {
    let function = json!({ "name": "get_weather", "arguments": "{\"city\":\"Ghent\"}" });
    let call = json!({ "id": "call_1", "type": "function", "function": function });
    let action =
        json!({ "type": "submit_tool_outputs", "submit_tool_outputs": { "tool_calls": [call] } });
    let action = if status == "requires_action" { action } else { json!(null) };
    let run = json!({ "id": "run_1", "thread_id": "thread_1", "status": status, "required_action": action });
    serde_json::from_value(run).expect("a run")
}

#[schematic_openai::functions::function(crate = schematic_openai::functions)]
async fn shout(text: String) -> String {
    text.to_uppercase()
}

/// A user of this crate needs no other for its functions.
#[tokio::test]
async fn a_function_may_name_the_crate_that_it_comes_from() {
    let functions = FunctionSet::new([shout::function().unwrap()]).unwrap();
    let answers = functions.answer(&[("shout", r#"{"text":"hi"}"#)]).await.unwrap();
    assert_eq!(answers, ["HI"]);
}
