//! Runs that stream.

use std::time::Duration;

use schematic_api::sse::Event as _;
use schematic_openai::emulator::{Answer, Emulator};
use schematic_openai::*;
use schematic_tests::watched;
use serde_json::json;

/// An assistant with a function, and a thread with a question.
pub(crate) async fn stage(openai: &OpenAi) -> (AssistantId, ThreadId) {
    let assistant =
        CreateAssistant::new("gpt-4o").tools([Tool::function(FunctionDefinition::new("look"))]);
    let assistant = openai.assistants().create(&assistant).await.unwrap().id;
    let thread = openai.threads().create(&CreateThread::new()).await.unwrap().id;
    openai.messages().create(&thread, &CreateMessage::user("Well?")).await.unwrap();
    (assistant, thread)
}

/// Reads a stream to its end.
pub(crate) async fn names(stream: &mut RunStream) -> Vec<String> {
    let mut names = Vec::new();
    while let Some(event) = stream.try_next().await.unwrap() {
        names.push(event.name().to_owned());
    }
    names
}

#[tokio::test]
async fn a_run_streams_from_its_creation_to_its_end() {
    let openai = watched::client(&Emulator::new().script([Answer::text("All is well.")]));
    let (assistant, thread) = stage(&openai).await;
    let mut stream =
        openai.runs().create_and_stream(&thread, &CreateRun::new(assistant)).await.unwrap();
    let names = names(&mut stream).await;
    assert_eq!(names[..3], ["thread.run.created", "thread.run.queued", "thread.run.in_progress"]);
    assert!(names.iter().any(|name| name == "thread.message.delta"), "{names:?}");
    assert_eq!(names.last().map(String::as_str), Some("thread.run.completed"));
    let message = stream.snapshot().messages().next().unwrap();
    assert_eq!(
        (message.text(), message.status.as_ref()),
        ("All is well.".into(), Some(&MessageStatus::Completed))
    );
    let kept = openai.messages().list(&thread).await.unwrap().data;
    assert_eq!(kept[0].text(), "All is well.");
}

#[tokio::test]
async fn tool_outputs_stream_what_follows_them() {
    let openai = watched::client(
        &Emulator::new().script([Answer::call("look", json!({})), Answer::text("Seen.")]),
    );
    let (assistant, thread) = stage(&openai).await;
    let mut stream =
        openai.runs().create_and_stream(&thread, &CreateRun::new(assistant)).await.unwrap();
    assert_eq!(
        names(&mut stream).await.last().map(String::as_str),
        Some("thread.run.requires_action")
    );
    let run = stream.final_run().await.unwrap();
    let outputs = SubmitToolOutputs::new(run.tool_calls().iter().map(|call| call.output("a tree")));
    stream.submit_tool_outputs(openai.runs(), &outputs).await.unwrap();
    let after = names(&mut stream).await;
    assert_eq!(after[..2], ["thread.run.step.completed", "thread.run.queued"]);
    assert_eq!(after.last().map(String::as_str), Some("thread.run.completed"));
    assert_eq!(stream.snapshot().steps().count(), 2);
}

#[tokio::test]
async fn a_thread_that_is_created_with_its_run_comes_first() {
    let openai = watched::client(&Emulator::new().script([Answer::text("Hello.")]));
    let (assistant, _) = stage(&openai).await;
    let body = CreateThreadAndRun::new(assistant);
    let mut stream = openai.threads().create_and_run_and_stream(&body).await.unwrap();
    assert_eq!(names(&mut stream).await[..2], ["thread.created", "thread.run.created"]);
    assert!(stream.snapshot().thread().is_some());
}

#[tokio::test(start_paused = true)]
async fn a_model_that_takes_its_time_keeps_the_stream_open() {
    let slow = Answer::text("Finally.").after(Duration::from_secs(20));
    let openai = watched::client(&Emulator::new().script([slow]));
    let (assistant, thread) = stage(&openai).await;
    let started = tokio::time::Instant::now();
    let mut stream =
        openai.runs().create_and_stream(&thread, &CreateRun::new(assistant)).await.unwrap();
    assert_eq!(stream.final_run().await.unwrap().status, RunStatus::Completed);
    assert!(started.elapsed() >= Duration::from_secs(20));
}

#[tokio::test]
async fn a_run_that_fails_or_refuses_says_so() {
    let failure = Answer::failure(RunErrorCode::ServerError, "out of order");
    let openai =
        watched::client(&Emulator::new().script([failure, Answer::refusal("I will not.")]));
    for last in ["thread.run.failed", "thread.run.completed"] {
        let (assistant, thread) = stage(&openai).await;
        let mut stream =
            openai.runs().create_and_stream(&thread, &CreateRun::new(assistant)).await.unwrap();
        assert_eq!(names(&mut stream).await.last().map(String::as_str), Some(last));
    }
}

/// Whether the reader has received none, some or all of the events.
#[tokio::test]
async fn what_a_run_came_to_is_there_before_and_after_its_events_were_read() {
    let openai = watched::client(&Emulator::new().model(|_| Answer::text("All is well.")));
    let (assistant, thread) = stage(&openai).await;
    for read in [0, 1, usize::MAX] {
        let body = CreateRun::new(&assistant);
        let mut stream = openai.runs().create_and_stream(&thread, &body).await.unwrap();
        let mut seen = 0;
        while seen < read && stream.try_next().await.unwrap().is_some() {
            seen += 1;
        }
        for _ in 0..2 {
            let messages = stream.final_messages().await.unwrap();
            assert_eq!(messages.iter().map(Message::text).collect::<Vec<_>>(), ["All is well."]);
            let steps = stream.final_steps().await.unwrap();
            assert_eq!((steps.len(), &steps[0].status), (1, &StepStatus::Completed));
            assert_eq!(stream.final_run().await.unwrap().status, RunStatus::Completed);
        }
        assert!(stream.try_next().await.unwrap().is_none());
    }
}

/// openai-python reports the end of a tool call twice.
#[tokio::test]
async fn an_end_is_told_once() {
    let openai = watched::client(
        &Emulator::new().script([Answer::call("look", json!({})), Answer::text("Seen.")]),
    );
    let (assistant, thread) = stage(&openai).await;
    let mut stream =
        openai.runs().create_and_stream(&thread, &CreateRun::new(assistant)).await.unwrap();
    let mut all = names(&mut stream).await;
    let run = stream.final_run().await.unwrap();
    let outputs = SubmitToolOutputs::new(run.tool_calls().iter().map(|call| call.output("x")));
    stream.submit_tool_outputs(openai.runs(), &outputs).await.unwrap();
    all.extend(names(&mut stream).await);
    let ends = |end: &str| all.iter().filter(|name| *name == end).count();
    assert_eq!(ends("thread.run.step.completed"), 2, "one for each step");
    assert_eq!((ends("thread.message.completed"), ends("thread.run.completed")), (1, 1));
}

/// Returns the arguments of the calls of a step.
fn arguments(step: &RunStep) -> Vec<&str> {
    let StepDetails::ToolCalls(details) = &step.step_details else { return Vec::new() };
    let calls = details.tool_calls.iter().filter_map(|call| match call {
        StepToolCall::Function(call) => Some(call.function.arguments.as_str()),
        _ => None,
    });
    calls.collect()
}

/// As with the service, a step is announced without calls, which follow as deltas. Assembling them yields each call
/// once.
#[tokio::test]
async fn the_calls_of_a_step_come_once() {
    let both = Answer::call("look", json!({ "at": 1 })).and_call("look", json!({ "at": 2 }));
    let openai = watched::client(&Emulator::new().script([both]));
    let (assistant, thread) = stage(&openai).await;
    let body = CreateRun::new(assistant);
    let mut stream = openai.runs().create_and_stream(&thread, &body).await.unwrap();
    let mut seen = Vec::new();
    while let Some(event) = stream.try_next().await.unwrap() {
        if event.name().starts_with("thread.run.step") {
            let steps = stream.snapshot().steps().flat_map(arguments);
            seen.push(steps.map(str::to_owned).collect::<Vec<_>>());
        }
    }
    let [first, second] = [r#"{"at":1}"#, r#"{"at":2}"#];
    let expected = [vec![], vec![], vec![""], vec![first], vec![first, ""], vec![first, second]];
    assert_eq!(seen, expected);
    let run = stream.final_run().await.unwrap();
    let asked: Vec<_> = run.tool_calls().iter().map(|call| &*call.function.arguments).collect();
    assert_eq!(asked, [first, second]);
    let kept = openai.steps().list(&run.thread_id, &run.id).await.unwrap().data;
    assert_eq!(arguments(&kept[0]), [first, second]);
}

/// However an answer ends, the assembled events match the state of the service.
#[tokio::test]
async fn the_snapshot_of_a_stream_is_what_the_service_keeps() {
    let text = || Answer::text("One two.");
    let failed = |answer: Answer| answer.then_failure(RunErrorCode::ServerError, "No.");
    for answer in [
        text(),
        failed(text()),
        Answer::refusal("I will not."),
        Answer::incomplete(RunIncompleteReason::MaxCompletionTokens, "One"),
        Answer::call("look", json!({ "at": 1 })).and_call("look", json!({})),
        failed(Answer::call("look", json!({}))),
    ] {
        let openai = watched::client(&Emulator::new().script([answer.clone()]));
        let (assistant, thread) = stage(&openai).await;
        let body = CreateRun::new(assistant);
        let mut stream = openai.runs().create_and_stream(&thread, &body).await.unwrap();
        let run = stream.final_run().await.unwrap();
        assert_eq!(openai.runs().retrieve(&thread, &run.id).await.unwrap(), run, "{answer:?}");
        let steps = openai.steps().list(&thread, &run.id).await.unwrap().data;
        assert!(steps.iter().rev().eq(stream.snapshot().steps()), "{answer:?}: {steps:?}");
        let messages = openai.messages().list(&thread).run_id(&run.id).await.unwrap().data;
        assert!(messages.iter().rev().eq(stream.snapshot().messages()), "{answer:?}: {messages:?}");
    }
}
