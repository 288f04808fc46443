//! Replies and events are complete: strict clients find every field with a value that the service documents.

use std::collections::BTreeSet;

use schematic_openai::emulator::{Answer, Emulator};
use schematic_openai::{CreateRun, RunErrorCode, TruncationStrategy};
use serde_json::{Value, json};

use crate::Desk;

#[tokio::test]
async fn every_event_of_a_run_has_its_status() {
    for answer in [Answer::text("Done."), Answer::call("get_time", json!({})), Answer::silence()] {
        let desk = Desk::new(Emulator::new().script([answer])).await;
        let run = desk.run().await;
        desk.retrieve(&run).await;
        desk.retrieve(&run).await;
        let events = desk.emulator.events(&run.id);
        assert_eq!(events[0].data()["status"], "queued");
        let statuses = events.iter().filter(|event| event.data()["object"] == "thread.run");
        for event in statuses.skip(1) {
            assert_eq!(
                event.name(),
                format!("thread.run.{}", event.data()["status"].as_str().unwrap())
            );
        }
    }
}

#[tokio::test]
async fn a_failed_step_has_the_error_of_its_run() {
    let error = json!({ "message": "Out of order.", "type": "server_error" });
    for (answer, code) in [
        (
            Answer::text("It all").then_failure(RunErrorCode::RateLimitExceeded, "Out of order."),
            "rate_limit_exceeded",
        ),
        (
            Answer::text("It all").then_failure(RunErrorCode::InvalidPrompt, "Out of order."),
            "server_error",
        ),
        (
            Answer::call("get_time", json!({}))
                .then_failure(RunErrorCode::ServerError, "Out of order."),
            "server_error",
        ),
        (Answer::text("It all").then_error(&error), "server_error"),
    ] {
        let desk = Desk::new(Emulator::new().script([answer])).await;
        let run = desk.settle(&desk.run().await).await;
        let steps = desk.openai.steps().list(&desk.thread.id, &run.id).await.unwrap().data;
        let last_error = steps[0].last_error.as_ref().expect("the error of the step");
        assert_eq!(
            (last_error.code.to_string().as_str(), last_error.message.as_str()),
            (code, "Out of order.")
        );
        let events = desk.emulator.events(&run.id);
        let failed = events.iter().find(|event| event.name() == "thread.run.step.failed").unwrap();
        assert_eq!(failed.data()["last_error"]["code"], code);
    }
}

#[tokio::test]
async fn every_reply_has_a_request_id_of_its_own() {
    let desk = Desk::new(Emulator::new()).await;
    let mut ids = BTreeSet::new();
    for _ in 0..3 {
        let reply = desk.openai.models().list().response().await.unwrap();
        ids.insert(reply.request_id().unwrap().to_owned());
        let error = desk.openai.threads().retrieve(&"thread_none".into()).await.unwrap_err();
        ids.insert(error.request_id().unwrap().to_owned());
    }
    assert_eq!(ids.len(), 6);
    assert!(ids.iter().all(|id| id.len() == 36 && id.starts_with("req_")), "{ids:?}");
}

#[tokio::test]
async fn a_truncation_strategy_has_its_number_of_messages_or_null() {
    let desk = Desk::new(Emulator::new()).await;
    for (given, number) in [
        (None, Value::Null),
        (Some(TruncationStrategy::auto()), Value::Null),
        (Some(TruncationStrategy::last(3)), json!(3)),
    ] {
        let mut body = CreateRun::new(&desk.assistant.id);
        body.truncation_strategy = given;
        let run = desk.run_with(body).await.unwrap();
        let wire = serde_json::to_value(&run).unwrap();
        assert_eq!(wire["truncation_strategy"].get("last_messages"), Some(&number));
        desk.openai.runs().cancel(&desk.thread.id, &run.id).await.unwrap();
        desk.retrieve(&run).await;
    }
}
