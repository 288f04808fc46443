//! Time passes for a run whatever a client asks about its thread.

use std::time::Duration;

use schematic_openai::emulator::{Answer, Emulator};
use schematic_openai::{
    CreateMessage, CreateRun, ModifyRun, ModifyThread, RunStatus, StepStatus, SubmitToolOutputs,
    ToolOutput,
};
use serde_json::json;

use crate::{Desk, HandClock, refusal};

/// The status of the run as the last event tells it, without asking the service.
fn status(desk: &Desk, run: &schematic_openai::Run) -> String {
    let events = desk.emulator.events(&run.id);
    let run = events.iter().rfind(|event| event.data()["object"] == "thread.run").unwrap();
    run.data()["status"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_run_completes_whatever_is_polled() {
    for way in 0..6 {
        let desk = Desk::new(Emulator::new().script(["Done."])).await;
        let run = desk.run().await;
        let (openai, thread) = (&desk.openai, &desk.thread.id);
        for expected in ["in_progress", "completed"] {
            match way {
                0 => drop(openai.runs().list(thread).await.unwrap()),
                1 => drop(openai.steps().list(thread, &run.id).await.unwrap()),
                2 => drop(openai.messages().list(thread).await.unwrap()),
                3 => drop(openai.threads().retrieve(thread).await.unwrap()),
                4 => drop(openai.threads().modify(thread, &ModifyThread::new()).await.unwrap()),
                _ => drop(openai.messages().create(thread, &CreateMessage::user("Hurry!")).await),
            }
            assert_eq!(status(&desk, &run), expected, "way {way}");
        }
    }
}

#[tokio::test]
async fn a_reply_shows_what_the_passing_of_time_has_changed() {
    let desk = Desk::new(Emulator::new().script(["Done."])).await;
    let run = desk.run().await;
    let list =
        async || desk.openai.runs().list(&desk.thread.id).await.unwrap().data.remove(0).status;
    assert_eq!((list().await, list().await), (RunStatus::InProgress, RunStatus::Completed));
    let steps = desk.openai.steps().list(&desk.thread.id, &run.id).await.unwrap().data;
    assert_eq!(steps[0].status, StepStatus::Completed);
    assert_eq!(desk.newest().await, "Done.");
}

#[tokio::test]
async fn a_dropped_stream_does_not_hold_its_thread() {
    let calls = Answer::call("get_time", json!({}));
    let desk =
        Desk::new(Emulator::new().script([Answer::text("One two three."), calls, "Late.".into()]))
            .await;
    let body = CreateRun::new(&desk.assistant.id);
    let mut stream = desk.openai.runs().create_and_stream(&desk.thread.id, &body).await.unwrap();
    stream.try_next().await.unwrap();
    drop(stream);
    let message = CreateMessage::user("And now?");
    let mut refused = 0;
    while desk.openai.messages().create(&desk.thread.id, &message).await.is_err() {
        refused += 1;
        assert!(refused < 5, "the thread is locked");
    }
    let messages = desk.openai.messages().list(&desk.thread.id).await.unwrap().data;
    assert_eq!(messages[1].text(), "One two three.");
    let run = desk.settle(&desk.run().await).await;
    let outputs = SubmitToolOutputs::new(run.tool_calls().iter().map(|call| call.output("noon")));
    drop(
        desk.openai
            .runs()
            .submit_tool_outputs_and_stream(&desk.thread.id, &run.id, &outputs)
            .await
            .unwrap(),
    );
    assert_eq!(desk.settle(&run).await.status, RunStatus::Completed);
}

#[tokio::test]
async fn a_cancelled_run_ends_without_being_retrieved() {
    let clock = HandClock::new();
    for late in [0, 3600] {
        let desk =
            Desk::new(Emulator::new().clock(clock.clone()).script([Answer::silence()])).await;
        let run = desk.run().await;
        let cancelling = desk.openai.runs().cancel(&desk.thread.id, &run.id).await.unwrap();
        assert_eq!(cancelling.status, RunStatus::Cancelling);
        clock.advance(Duration::from_secs(late));
        desk.openai
            .messages()
            .create(&desk.thread.id, &CreateMessage::user("Next."))
            .await
            .unwrap();
        assert_eq!(desk.retrieve(&run).await.status, RunStatus::Cancelled);
    }
}

#[tokio::test]
async fn an_expired_run_takes_no_outputs_and_is_not_cancelled() {
    let clock = HandClock::new();
    let desk = Desk::new(Emulator::new().clock(clock.clone())).await;
    let run = desk.settle(&desk.run().await).await;
    clock.advance(Duration::from_secs(600));
    let outputs: Vec<ToolOutput> =
        run.tool_calls().iter().map(|call| call.output("late")).collect();
    let late = refusal(desk.try_submit(&run, outputs).await);
    assert_eq!(late.1, r#"Runs in status "expired" do not accept tool outputs."#);
    let cancelled = refusal(desk.openai.runs().cancel(&desk.thread.id, &run.id).await);
    assert_eq!(cancelled.1, "Cannot cancel run with status 'expired'.");
    let other = desk.run().await;
    clock.advance(Duration::from_secs(600));
    let modified = desk.openai.runs().modify(
        &desk.thread.id,
        &other.id,
        &ModifyRun::new().metadata([("a", "b")]),
    );
    assert_eq!(modified.await.unwrap().status, RunStatus::Expired);
}
