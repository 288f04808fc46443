//! What the model answers, by default and when it is told.

use schematic_openai::emulator::{Answer, Emulator};
use schematic_openai::{
    CreateMessage, CreateRun, RunErrorCode, RunStatus, ToolChoice, TruncationStrategy,
};
use serde_json::{Value, json};

use crate::Desk;

/// Returns the functions that a run with this tool choice calls, and its final message.
async fn follow(choice: ToolChoice) -> (Vec<String>, String) {
    let desk = Desk::new(Emulator::new()).await;
    let body = CreateRun::new(&desk.assistant.id).tool_choice(choice);
    let run = desk.settle(&desk.run_with(body).await.unwrap()).await;
    let calls = run.tool_calls().iter().map(|call| call.name().to_owned()).collect();
    if run.status == RunStatus::RequiresAction {
        let run = desk.settle(&desk.submit(&run, "sunny").await).await;
        assert_eq!(run.status, RunStatus::Completed);
    }
    (calls, desk.newest().await)
}

#[tokio::test]
async fn by_default_the_model_follows_the_tool_choice() {
    let called = |name: &str| (vec![name.to_owned()], "sunny".to_owned());
    assert_eq!(follow(ToolChoice::Auto).await, called("get_weather"));
    assert_eq!(follow(ToolChoice::Required).await, called("get_weather"));
    assert_eq!(follow(ToolChoice::function("get_time")).await, called("get_time"));
    assert_eq!(
        follow(ToolChoice::None).await,
        (vec![], "You said: How is the weather in Delft?".to_owned())
    );
}

#[tokio::test]
async fn by_default_the_model_calls_the_functions_that_the_question_names() {
    let desk = Desk::new(Emulator::new()).await;
    for (question, expected) in [
        ("Please use get_time.", &["get_time"][..]),
        ("get_time, get_weather: both!", &["get_weather", "get_time"]),
        ("What does forget_time_zone do?", &["get_weather"]),
    ] {
        let body =
            CreateRun::new(&desk.assistant.id).additional_messages([CreateMessage::user(question)]);
        let run = desk.settle(&desk.run_with(body).await.unwrap()).await;
        let calls = run.tool_calls().iter().map(|call| call.name()).collect::<Vec<_>>();
        assert_eq!(calls, expected, "{question}");
        desk.settle(&desk.submit(&run, "noon").await).await;
    }
}

#[tokio::test]
async fn default_arguments_fit_the_schema_and_the_question() {
    let desk = Desk::new(Emulator::new()).await;
    let run = desk.settle(&desk.run().await).await;
    assert_eq!(run.tool_calls()[0].arguments::<Value>().unwrap(), json!({ "city": "Delft" }));
}

#[tokio::test]
async fn a_script_goes_before_the_model() {
    let emulator =
        Emulator::new().model(|turn| turn.question().to_uppercase()).script(["First.", "Second."]);
    let desk = Desk::new(emulator).await;
    for expected in ["First.", "Second.", "HOW IS THE WEATHER IN DELFT?"] {
        desk.settle(&desk.run().await).await;
        assert_eq!(desk.newest().await, expected);
    }
}

#[tokio::test]
async fn a_model_sees_the_run_the_messages_and_the_outputs() {
    let emulator = Emulator::new().model(|turn| match turn.outputs() {
        [] => Answer::call(
            turn.functions().nth(1).unwrap().name.as_str(),
            json!({ "at": turn.messages().len() }),
        ),
        [call] => Answer::call_raw("get_weather", format!("{} {}", call.name, call.arguments)),
        calls => Answer::text(format!("{} {:?}", turn.run().model, calls[1].output)),
    });
    let desk = Desk::new(emulator).await;
    let run = desk.settle(&desk.run().await).await;
    assert_eq!(run.tool_calls()[0].function.arguments, r#"{"at":1}"#);
    let run = desk.settle(&desk.submit(&run, "noon").await).await;
    assert_eq!(
        run.tool_calls()[0].function.arguments,
        r#"get_time {"at":1}"#,
        "arguments need not be JSON"
    );
    desk.settle(&desk.submit(&run, "rain").await).await;
    assert_eq!(desk.newest().await, r#"gpt-4o Some("rain")"#);
}

#[tokio::test]
async fn calls_come_one_after_the_other_when_they_must_not_be_parallel() {
    let both = || Answer::call("get_weather", json!({})).and_call("get_time", json!({}));
    let desk = Desk::new(Emulator::new().script([both(), "Done.".into(), both()])).await;
    let body = CreateRun::new(&desk.assistant.id).parallel_tool_calls(false);
    let run = desk.settle(&desk.run_with(body).await.unwrap()).await;
    assert_eq!((run.tool_calls().len(), run.tool_calls()[0].name()), (1, "get_weather"));
    let run = desk.settle(&desk.submit(&run, "sunny").await).await;
    assert_eq!((run.tool_calls().len(), run.tool_calls()[0].name()), (1, "get_time"));
    assert_eq!(desk.settle(&desk.submit(&run, "noon").await).await.status, RunStatus::Completed);
    let parallel = desk.settle(&desk.run().await).await;
    assert_eq!(parallel.tool_calls().len(), 2);
}

#[tokio::test]
async fn calls_keep_their_order_and_the_end_of_their_answer() {
    let names = ["one", "two", "three"];
    let calls = Answer::calls(names.map(|name| (name, json!({}))));
    let failing = calls.then_failure(RunErrorCode::ServerError, "No more.");
    let desk = Desk::new(Emulator::new().script([failing])).await;
    let body = CreateRun::new(&desk.assistant.id).parallel_tool_calls(false);
    let mut run = desk.settle(&desk.run_with(body).await.unwrap()).await;
    for name in &names[..2] {
        assert_eq!((run.tool_calls().len(), run.tool_calls()[0].name()), (1, *name));
        run = desk.settle(&desk.submit(&run, "done").await).await;
    }
    assert_eq!(run.status, RunStatus::Failed);
    let steps = desk.openai.steps().list(&desk.thread.id, &run.id).await.unwrap().data;
    assert_eq!(steps.len(), 3);
}

#[tokio::test]
async fn a_refusal_is_a_message() {
    let desk = Desk::new(Emulator::new().script([Answer::refusal("I would rather not.")])).await;
    let run = desk.settle(&desk.run().await).await;
    assert_eq!(run.status, RunStatus::Completed);
    let message = desk.openai.messages().list(&desk.thread.id).await.unwrap().data.remove(0);
    assert_eq!(message.refusal(), Some("I would rather not."));
}

#[tokio::test]
async fn a_truncated_thread_shows_its_newest_messages() {
    let desk = Desk::new(Emulator::new().model(|turn| turn.messages().len().to_string())).await;
    for text in ["two", "three"] {
        desk.openai.messages().create(&desk.thread.id, &CreateMessage::user(text)).await.unwrap();
    }
    let body = CreateRun::new(&desk.assistant.id).truncation_strategy(TruncationStrategy::last(2));
    desk.settle(&desk.run_with(body).await.unwrap()).await;
    assert_eq!(desk.newest().await, "2");
}

#[tokio::test]
async fn what_a_run_sets_counts_in_place_of_the_assistant() {
    let desk = Desk::new(Emulator::new()).await;
    let body = CreateRun::new(&desk.assistant.id)
        .model("gpt-4.1")
        .additional_instructions("Sing.")
        .additional_messages([CreateMessage::user("And in Utrecht?")])
        .temperature(0.5)
        .max_completion_tokens(300);
    let run = desk.run_with(body).await.unwrap();
    assert_eq!(
        (run.model.as_str(), run.instructions.as_deref()),
        ("gpt-4.1", Some("Be brief.\nSing."))
    );
    assert_eq!(
        (run.temperature, run.top_p, run.max_completion_tokens),
        (Some(0.5), Some(1.0), Some(300))
    );
    assert_eq!(run.tools.len(), 2);
    assert_eq!(desk.newest().await, "And in Utrecht?");
}
