//! The life of a run.

use std::time::Duration;

use schematic_openai::emulator::{Answer, Emulator};
use schematic_openai::{
    CreateMessage, CreateRun, CreateThread, CreateThreadAndRun, MessageStatus, Order, RunErrorCode,
    RunIncompleteReason, RunStatus, StepDetails, StepStatus, StepToolCall, StepType, ToolOutput,
};
use serde_json::json;

use crate::{Desk, HandClock, START, refusal, statuses};

#[tokio::test]
async fn each_retrieval_moves_a_run_on_by_one_transition() {
    let desk = Desk::new(Emulator::new()).await;
    let run = desk.run().await;
    assert_eq!(run.status, RunStatus::Queued);
    assert_eq!(statuses(&desk, &run).await, [RunStatus::InProgress, RunStatus::RequiresAction]);
    let run = desk.retrieve(&run).await;
    assert_eq!(run.status, RunStatus::RequiresAction);
    assert_eq!(desk.submit(&run, "sunny").await.status, RunStatus::Queued);
    assert_eq!(statuses(&desk, &run).await, [RunStatus::InProgress, RunStatus::Completed]);
    assert_eq!(desk.newest().await, "sunny");
}

#[tokio::test]
async fn a_run_tells_its_story_in_the_order_of_a_stream() {
    let desk = Desk::new(
        Emulator::new().script([Answer::call("get_time", json!({})), "It is late.".into()]),
    )
    .await;
    let run = desk.settle(&desk.run().await).await;
    let run = desk.submit(&run, "23:59").await;
    desk.settle(&run).await;
    let expected = [
        "run.created",
        "run.queued",
        "run.in_progress",
        "run.step.created",
        "run.step.in_progress",
        "run.step.delta",
        "run.step.delta",
        "run.requires_action",
        "run.step.completed",
        "run.queued",
        "run.in_progress",
        "run.step.created",
        "run.step.in_progress",
        "message.created",
        "message.in_progress",
        "message.delta",
        "message.delta",
        "message.delta",
        "message.completed",
        "run.step.completed",
        "run.completed",
    ];
    assert_eq!(desk.story(&run), expected);
    let events = desk.emulator.events(&run.id);
    let words = events.iter().filter(|event| event.name() == "thread.message.delta");
    let words: String = words
        .map(|event| event.data()["delta"]["content"][0]["text"]["value"].as_str().unwrap())
        .collect();
    assert_eq!(words, "It is late.");
}

#[tokio::test]
async fn time_stamps_follow_the_clock() {
    let clock = HandClock::new();
    let desk = Desk::new(Emulator::new().clock(clock.clone())).await;
    let run = desk
        .run_with(
            CreateRun::new(&desk.assistant.id).tool_choice(schematic_openai::ToolChoice::None),
        )
        .await;
    let run = run.unwrap();
    let start = START as i64;
    assert_eq!((run.created_at.seconds(), run.started_at), (start, None));
    assert_eq!(run.expires_at.unwrap().seconds(), start + 600);
    clock.advance(Duration::from_secs(2));
    assert_eq!(desk.retrieve(&run).await.started_at.unwrap().seconds(), start + 2);
    clock.advance(Duration::from_secs(3));
    let run = desk.retrieve(&run).await;
    assert_eq!((run.completed_at.unwrap().seconds(), run.expires_at), (start + 5, None));
    assert_eq!(run.started_at.unwrap().seconds(), start + 2);
}

#[tokio::test]
async fn a_run_expires_after_ten_minutes_whatever_it_waits_for() {
    for answers in [vec![Answer::silence()], vec![]] {
        let clock = HandClock::new();
        let desk = Desk::new(Emulator::new().clock(clock.clone()).script(answers)).await;
        let run = desk.run().await;
        desk.retrieve(&run).await;
        desk.retrieve(&run).await;
        clock.advance(Duration::from_secs(600));
        let run = desk.retrieve(&run).await;
        assert_eq!(
            (run.status, run.required_action, run.expires_at),
            (RunStatus::Expired, None, None)
        );
        let steps = desk.openai.steps().list(&desk.thread.id, &run.id).await.unwrap();
        assert!(
            steps
                .data
                .iter()
                .all(|step| step.status == StepStatus::Expired && step.expired_at.is_some())
        );
        assert_eq!(
            desk.run().await.status,
            RunStatus::Queued,
            "an expired run is not active any more"
        );
    }
}

#[tokio::test]
async fn a_thinking_model_keeps_its_run_in_progress() {
    let clock = HandClock::new();
    let answer = Answer::text("Done.").after(Duration::from_secs(5));
    let desk = Desk::new(Emulator::new().clock(clock.clone()).script([answer])).await;
    let run = desk.run().await;
    for _ in 0..3 {
        assert_eq!(desk.retrieve(&run).await.status, RunStatus::InProgress);
    }
    clock.advance(Duration::from_secs(5));
    assert_eq!(desk.retrieve(&run).await.status, RunStatus::Completed);
}

#[tokio::test]
async fn a_cancelled_run_is_cancelling_first() {
    let desk = Desk::new(Emulator::new()).await;
    let run = desk.settle(&desk.run().await).await;
    let run = desk.openai.runs().cancel(&desk.thread.id, &run.id).await.unwrap();
    assert_eq!((run.status.clone(), &run.required_action), (RunStatus::Cancelling, &None));
    let run = desk.retrieve(&run).await;
    assert_eq!(run.status, RunStatus::Cancelled);
    assert!(run.cancelled_at.is_some() && run.usage.is_some());
    let steps = desk.openai.steps().list(&desk.thread.id, &run.id).await.unwrap();
    assert_eq!(
        (&steps.data[0].status, steps.data[0].cancelled_at),
        (&StepStatus::Cancelled, run.cancelled_at)
    );
    let again = desk.openai.runs().cancel(&desk.thread.id, &run.id).await;
    assert_eq!(refusal(again).1, "Cannot cancel run with status 'cancelled'.");
}

#[tokio::test]
async fn a_failed_run_has_its_error() {
    let failure = Answer::failure(RunErrorCode::RateLimitExceeded, "You are too fast.");
    let desk = Desk::new(Emulator::new().script([failure])).await;
    let run = desk.settle(&desk.run().await).await;
    assert_eq!(run.status, RunStatus::Failed);
    let error = run.last_error.unwrap();
    assert_eq!(
        (error.code, error.message.as_str()),
        (RunErrorCode::RateLimitExceeded, "You are too fast.")
    );
    assert!(run.failed_at.is_some());
}

#[tokio::test]
async fn an_incomplete_run_leaves_an_incomplete_message() {
    let answer = Answer::incomplete(RunIncompleteReason::MaxCompletionTokens, "It all began");
    let desk = Desk::new(Emulator::new().script([answer])).await;
    let run = desk.settle(&desk.run().await).await;
    assert_eq!(run.status, RunStatus::Incomplete);
    assert_eq!(
        run.incomplete_details.unwrap().reason,
        Some(RunIncompleteReason::MaxCompletionTokens)
    );
    let message = desk.openai.messages().list(&desk.thread.id).await.unwrap().data.remove(0);
    assert_eq!(
        (message.text().as_str(), message.status),
        ("It all began", Some(MessageStatus::Incomplete))
    );
    assert!(message.incomplete_at.is_some() && message.completed_at.is_none());
}

#[tokio::test]
async fn a_thread_has_one_active_run_and_takes_no_message_meanwhile() {
    let desk = Desk::new(Emulator::new()).await;
    let run = desk.settle(&desk.run().await).await;
    let (thread, id) = (&desk.thread.id, &run.id);
    let second = desk.run_with(CreateRun::new(&desk.assistant.id)).await;
    assert_eq!(refusal(second).1, format!("Thread {thread} already has an active run {id}."));
    let message = desk.openai.messages().create(thread, &CreateMessage::user("Hurry!")).await;
    assert_eq!(
        refusal(message).1,
        format!("Can't add messages to {thread} while a run {id} is active.")
    );
    desk.settle(&desk.submit(&run, "sunny").await).await;
    desk.openai.messages().create(thread, &CreateMessage::user("Thanks.")).await.unwrap();
    assert_eq!(desk.run().await.status, RunStatus::Queued);
}

#[tokio::test]
async fn outputs_are_taken_for_all_and_only_the_pending_calls() {
    let both = Answer::calls([("get_weather", json!({})), ("get_time", json!({}))]);
    let desk = Desk::new(Emulator::new().script([both])).await;
    let run = desk.run().await;
    let early = desk.try_submit(&run, vec![ToolOutput::new("call_1", "x")]).await;
    assert_eq!(refusal(early).1, r#"Runs in status "queued" do not accept tool outputs."#);
    let run = desk.settle(&run).await;
    let [first, second] = run.tool_calls() else { panic!("two calls") };
    let expected =
        format!("Expected tool outputs for call_ids ['{}', '{}'], got ", first.id, second.id);
    for outputs in [
        vec![],
        vec![first.output("x")],
        vec![first.output("x"), first.output("y")],
        vec![first.output("x"), second.output("y"), ToolOutput::new("call_other", "z")],
    ] {
        assert!(refusal(desk.try_submit(&run, outputs).await).1.starts_with(&expected));
    }
    desk.try_submit(&run, vec![second.output("noon"), first.output("sunny")]).await.unwrap();
    desk.settle(&run).await;
    assert_eq!(desk.newest().await, "get_weather: sunny\nget_time: noon");
}

#[tokio::test]
async fn steps_hold_the_calls_and_then_their_outputs() {
    let desk = Desk::new(Emulator::new()).await;
    let run = desk.settle(&desk.run().await).await;
    let list = async || {
        desk.openai.steps().list(&desk.thread.id, &run.id).order(Order::Asc).await.unwrap().data
    };
    let pending = list().await;
    assert_eq!((pending.len(), &pending[0].status), (1, &StepStatus::InProgress));
    assert_eq!(outputs(&pending[0].step_details), [None]);
    desk.settle(&desk.submit(&run, "sunny").await).await;
    let done = list().await;
    assert_eq!(
        done.iter().map(|step| &step.kind).collect::<Vec<_>>(),
        [&StepType::ToolCalls, &StepType::MessageCreation]
    );
    assert_eq!(outputs(&done[0].step_details), [Some("sunny".to_owned())]);
    assert!(done.iter().all(|step| step.status == StepStatus::Completed && step.usage.is_some()));
    let step = desk.openai.steps().retrieve(&desk.thread.id, &run.id, &done[1].id).await.unwrap();
    assert_eq!(step, done[1]);
    let StepDetails::MessageCreation(details) = &step.step_details else { panic!("a message") };
    let message = desk
        .openai
        .messages()
        .retrieve(&desk.thread.id, &details.message_creation.message_id)
        .await
        .unwrap();
    assert_eq!((message.text().as_str(), message.run_id), ("sunny", Some(run.id.clone())));
}

fn outputs(details: &StepDetails) -> Vec<Option<String>> {
    let StepDetails::ToolCalls(details) = details else { panic!("tool calls") };
    let output = |call: &StepToolCall| match call {
        StepToolCall::Function(call) => call.function.output.clone(),
        other => panic!("{other:?}"),
    };
    details.tool_calls.iter().map(output).collect()
}

#[tokio::test]
async fn the_usage_of_a_run_is_the_sum_of_its_steps() {
    let desk = Desk::new(Emulator::new()).await;
    let run = desk.settle(&desk.run().await).await;
    assert_eq!(run.usage, None);
    let run = desk.settle(&desk.submit(&run, "sunny").await).await;
    let usage = run.usage.unwrap();
    let steps = desk.openai.steps().list(&desk.thread.id, &run.id).await.unwrap().data;
    let total: u64 =
        steps.iter().filter_map(|step| step.usage.as_ref()).map(|usage| usage.total_tokens).sum();
    assert_eq!(usage.total_tokens, total);
    assert_eq!(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens);
    assert!(usage.completion_tokens > 0);
}

#[tokio::test]
async fn a_thread_and_its_run_are_made_in_one_call() {
    let desk = Desk::new(Emulator::new()).await;
    let thread = CreateThread::new().messages([CreateMessage::user("Hello")]);
    let body = CreateThreadAndRun::new(&desk.assistant.id).thread(thread).instructions("Sing.");
    let run = desk.openai.threads().create_and_run(&body).await.unwrap();
    assert_eq!(
        (run.status.clone(), run.instructions.as_deref()),
        (RunStatus::Queued, Some("Sing."))
    );
    let messages = desk.openai.messages().list(&run.thread_id).await.unwrap().data;
    assert_eq!(messages[0].text(), "Hello");
    let refused = desk.openai.threads().create_and_run(&CreateThreadAndRun::new("asst_none")).await;
    assert_eq!(refusal(refused).1, "No assistant found with id 'asst_none'.");
}

#[tokio::test]
async fn polling_gets_a_run_to_where_it_settles() {
    let desk = Desk::new(Emulator::new()).await;
    let run = desk.run().await;
    let poll = desk.openai.runs().retrieve(&desk.thread.id, &run.id).poll();
    assert_eq!(
        poll.every(Duration::from_millis(1)).await.unwrap().status,
        RunStatus::RequiresAction
    );
}
