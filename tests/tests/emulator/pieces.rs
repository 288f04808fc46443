//! Answers that are written piece by piece, and answers that break off.

use std::time::Duration;

use schematic_api::sse::Event as _;
use schematic_api::{Clock as _, Error, ErrorKind};
use schematic_openai::emulator::{Answer, Emulator};
use schematic_openai::*;
use schematic_tests::watched;
use serde_json::json;
use tokio::time::Instant;

use crate::streams::{names, stage};
use crate::{Desk, HandClock};

const SECOND: Duration = Duration::from_secs(1);

async fn begin(openai: &OpenAi) -> RunStream {
    let (assistant, thread) = stage(openai).await;
    openai.runs().create_and_stream(&thread, &CreateRun::new(assistant)).await.unwrap()
}

/// Reads a stream that fails, and returns the names of its events and the error.
async fn broken(stream: &mut RunStream) -> (Vec<String>, Error) {
    let mut names = Vec::new();
    loop {
        match stream.try_next().await {
            Ok(Some(event)) => names.push(event.name().to_owned()),
            Ok(None) => panic!("no error after {names:?}"),
            Err(error) => return (names, error),
        }
    }
}

/// Returns the text of the messages of a stream, as far as it was read.
fn said(stream: &RunStream) -> String {
    stream.snapshot().messages().map(Message::text).collect()
}

#[tokio::test(start_paused = true)]
async fn pieces_of_a_text_come_one_pause_after_the_other() {
    let pause = Duration::from_millis(125);
    let slow = Answer::text("One two three.").after(2 * SECOND).paced(pause);
    let openai = watched::client(&Emulator::new().script([slow]));
    let started = Instant::now();
    let mut stream = begin(&openai).await;
    let mut words = stream.text_deltas();
    for (word, due) in ["One ", "two ", "three."].into_iter().zip(0..) {
        assert_eq!(words.try_next().await.unwrap().as_deref(), Some(word));
        let late = started.elapsed().checked_sub(2 * SECOND + due * pause);
        assert!(late.is_some_and(|late| late.as_millis() < 3), "{word}: {late:?}");
    }
    assert_eq!(words.try_next().await.unwrap(), None);
    assert!(started.elapsed() < 2 * SECOND + 3 * pause, "nothing waits after the last piece");
}

#[tokio::test(start_paused = true)]
async fn calls_come_one_pause_after_the_other_too() {
    let both = Answer::call("look", json!({})).and_call("look", json!({})).paced(SECOND);
    let openai = watched::client(&Emulator::new().script([both]));
    let started = Instant::now();
    let run = begin(&openai).await.final_run().await.unwrap();
    assert_eq!((run.tool_calls().len(), started.elapsed().as_secs()), (2, 1));
}

#[tokio::test]
async fn a_run_that_is_polled_takes_as_long_as_its_pieces() {
    let clock = HandClock::new();
    let slow = Answer::text("One two three.").paced(SECOND).cut_after(1);
    let desk = Desk::new(Emulator::new().clock(clock.clone()).script([slow])).await;
    let run = desk.run().await;
    for _ in 0..3 {
        assert_eq!(desk.retrieve(&run).await.status, RunStatus::InProgress);
    }
    clock.advance(SECOND);
    assert_eq!(desk.retrieve(&run).await.status, RunStatus::InProgress);
    clock.advance(SECOND);
    assert_eq!(desk.retrieve(&run).await.status, RunStatus::Completed);
    assert_eq!(desk.newest().await, "One two three.");
}

#[tokio::test]
async fn the_longest_pause_is_no_panic() {
    let clock = HandClock::new();
    let never = Answer::text("One two.").paced(Duration::MAX);
    let desk = Desk::new(Emulator::new().clock(clock.clone()).script([never])).await;
    let run = desk.run().await;
    desk.retrieve(&run).await;
    assert_eq!(desk.retrieve(&run).await.status, RunStatus::InProgress);
    clock.sleep(600 * SECOND).await;
    assert_eq!(desk.retrieve(&run).await.status, RunStatus::Expired);
    assert!(desk.story(&run).contains(&"message.incomplete".to_owned()));
}

#[tokio::test]
async fn a_run_that_fails_midway_leaves_an_incomplete_message() {
    let half =
        Answer::text("It all began").then_failure(RunErrorCode::RateLimitExceeded, "Too fast.");
    let openai = watched::client(&Emulator::new().script([half]));
    let mut stream = begin(&openai).await;
    let names = names(&mut stream).await;
    let end = ["message.delta", "message.incomplete", "run.step.failed", "run.failed"];
    assert_eq!(names[names.len() - 4..], end.map(|name| format!("thread.{name}")));
    let run = stream.final_run().await.unwrap();
    assert_eq!(run.last_error.unwrap().code, RunErrorCode::RateLimitExceeded);
    let message = &stream.final_messages().await.unwrap()[0];
    assert_eq!(
        (message.text(), &message.status),
        ("It all began".into(), &Some(MessageStatus::Incomplete))
    );
    let reason = &message.incomplete_details.as_ref().unwrap().reason;
    assert_eq!(*reason, MessageIncompleteReason::RunFailed);
    let kept = openai.messages().list(&run.thread_id).await.unwrap().data.remove(0);
    assert_eq!(kept, *message);
    assert_eq!(stream.final_steps().await.unwrap()[0].status, StepStatus::Failed);
}

#[tokio::test]
async fn calls_that_fail_midway_are_not_waited_for() {
    let failing = Answer::call("look", json!({})).then_failure(RunErrorCode::ServerError, "No.");
    let openai = watched::client(&Emulator::new().script([failing]));
    let mut stream = begin(&openai).await;
    let names = names(&mut stream).await;
    let end = ["run.step.delta", "run.step.failed", "run.failed"];
    assert_eq!(names[names.len() - 3..], end.map(|name| format!("thread.{name}")));
}

#[tokio::test]
async fn an_error_event_ends_a_stream_in_both_shapes() {
    let error = ErrorObject::new("Overloaded.").code("overloaded").param("model");
    for half in [
        Answer::text("It all").then_error(&error),
        Answer::text("It all").then_error(&ErrorResponse::from(error.clone())),
    ] {
        let openai = watched::client(&Emulator::new().script([half.clone(), half]));
        let mut stream = begin(&openai).await;
        let (names, error) = broken(&mut stream).await;
        assert_eq!(names.last().map(String::as_str), Some("thread.message.delta"));
        assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some("overloaded")));
        assert_eq!(error.message(), Some("Overloaded."));
        assert!(error.request_id().is_some_and(|id| id.starts_with("req_")), "{error:?}");
        assert_eq!(said(&stream), "It all");
        let run = stream.snapshot().run().unwrap().clone();
        let run = openai.runs().retrieve(&run.thread_id, &run.id).await.unwrap();
        let last = run.last_error.unwrap();
        assert_eq!((last.code, last.message.as_str()), (RunErrorCode::ServerError, "Overloaded."));
    }
}

#[tokio::test]
async fn a_cut_stream_is_truncated_and_its_run_goes_on() {
    let emulator = Emulator::new();
    let server = emulator.listen().await.unwrap();
    for openai in [emulator.client(), server.client().unwrap()] {
        for (pieces, words) in [(0, ""), (2, "One two "), (9, "One two three.")] {
            let _ = emulator.clone().script([Answer::text("One two three.").cut_after(pieces)]);
            let mut stream = begin(&openai).await;
            let (names, error) = broken(&mut stream).await;
            assert_eq!(error.kind(), ErrorKind::Truncated, "{pieces}: {error:?}");
            let deltas = names.iter().filter(|name| *name == "thread.message.delta").count();
            assert_eq!((deltas, said(&stream).as_str()), (pieces.min(3), words), "{names:?}");
            assert!(stream.final_messages().await.is_err());
            let run = stream.snapshot().run().unwrap();
            let run = openai.runs().retrieve(&run.thread_id, &run.id).await.unwrap();
            assert_eq!(run.status, RunStatus::Completed);
            let kept = openai.messages().list(&run.thread_id).await.unwrap().data;
            assert_eq!(kept[0].text(), "One two three.");
        }
    }
}

/// A stream can be cut whatever the answer is.
#[tokio::test]
async fn every_kind_of_answer_can_be_cut() {
    for (answer, last) in [
        (Answer::silence(), "run.in_progress"),
        (Answer::failure(RunErrorCode::ServerError, "No."), "run.in_progress"),
        (Answer::call("look", json!({})), "run.step.delta"),
        (Answer::refusal("No."), "message.delta"),
        (Answer::text("No.").then_error(&json!("no object")), "message.delta"),
    ] {
        let openai = watched::client(&Emulator::new().script([answer.cut_after(1)]));
        let (names, error) = broken(&mut begin(&openai).await).await;
        assert_eq!(error.kind(), ErrorKind::Truncated);
        assert_eq!(names.last(), Some(&format!("thread.{last}")));
    }
}

#[tokio::test(start_paused = true)]
async fn a_run_can_be_cancelled_while_it_writes() {
    let endless = Answer::text("on and on").paced(60 * SECOND);
    let openai = watched::client(&Emulator::new().script([endless]));
    let mut stream = begin(&openai).await;
    assert_eq!(stream.text_deltas().try_next().await.unwrap().as_deref(), Some("on "));
    let run = stream.snapshot().run().unwrap().clone();
    openai.runs().cancel(&run.thread_id, &run.id).await.unwrap();
    let names = names(&mut stream).await;
    let end = ["run.cancelling", "message.incomplete", "run.step.cancelled", "run.cancelled"];
    assert_eq!(names, end.map(|name| format!("thread.{name}")));
    let message = &stream.final_messages().await.unwrap()[0];
    let reason = &message.incomplete_details.as_ref().unwrap().reason;
    assert_eq!((message.text().as_str(), reason), ("on ", &MessageIncompleteReason::RunCancelled));
}
