//! Runs that are started and waited for in one call.

use std::time::Duration;

use schematic_api::{CallOptions, ErrorKind, Timeout};
use schematic_openai::*;
use schematic_tests::scripted::{Reply, Scripted};
use serde_json::json;
use tokio::time::Instant;

fn run(status: &str) -> Reply {
    let run = json!({"id": "run_1", "thread_id": "thread_1", "status": status});
    Reply::json(200, run.to_string())
}

fn client(transport: &Scripted) -> OpenAi {
    let builder = OpenAi::builder().transport(transport.clone()).credential("sk-1").retries(0);
    builder.build().expect("a client")
}

fn requests(transport: &Scripted) -> Vec<String> {
    transport.sent().iter().map(|sent| format!("{} {}", sent.method, sent.target())).collect()
}

#[tokio::test(start_paused = true)]
async fn a_run_is_started_and_waited_for() {
    let transport = Scripted::new(["queued", "in_progress", "cancelling", "completed"].map(run));
    let body = CreateRun::new("asst_1");
    let run = client(&transport).runs().create_and_poll(&"thread_1".into(), &body).await;
    assert_eq!(run.expect("a run").status, RunStatus::Completed);
    let look = "GET /v1/threads/thread_1/runs/run_1";
    assert_eq!(requests(&transport), ["POST /v1/threads/thread_1/runs", look, look, look]);
    assert_eq!(transport.sent()[0].body, r#"{"assistant_id":"asst_1"}"#);
    assert!(transport.pauses().iter().all(|pause| *pause >= Duration::from_millis(500)));
}

#[tokio::test(start_paused = true)]
async fn a_run_that_wants_tool_outputs_is_not_waited_for() {
    let transport = Scripted::new([run("requires_action")]);
    let started = Instant::now();
    let call = client(&transport);
    let run = call.runs().create_and_poll(&"thread_1".into(), &CreateRun::new("asst_1")).await;
    assert_eq!(run.expect("a run").status, RunStatus::RequiresAction);
    assert_eq!((transport.attempts(), started.elapsed()), (1, Duration::ZERO));
}

#[tokio::test(start_paused = true)]
async fn tool_outputs_are_submitted_and_the_run_is_waited_for() {
    let transport = Scripted::new(["queued", "completed"].map(run));
    let body = SubmitToolOutputs::new([ToolOutput::new("call_1", "4")]);
    let openai = client(&transport);
    let call =
        openai.runs().submit_tool_outputs_and_poll(&"thread_1".into(), &"run_1".into(), &body);
    assert_eq!(call.await.expect("a run").status, RunStatus::Completed);
    let first = "POST /v1/threads/thread_1/runs/run_1/submit_tool_outputs";
    assert_eq!(requests(&transport), [first, "GET /v1/threads/thread_1/runs/run_1"]);
}

#[tokio::test(start_paused = true)]
async fn a_thread_is_made_with_a_run_that_is_waited_for() {
    let transport = Scripted::new(["queued", "failed"].map(run));
    let openai = client(&transport);
    let run = openai.threads().create_and_run_and_poll(&CreateThreadAndRun::new("asst_1")).await;
    assert_eq!(run.expect("a run").status, RunStatus::Failed);
    assert_eq!(
        requests(&transport),
        ["POST /v1/threads/runs", "GET /v1/threads/thread_1/runs/run_1"]
    );
}

/// One deadline for the start and the wait; the last reply is in the error.
#[tokio::test(start_paused = true)]
async fn the_deadline_holds_for_all_of_it() {
    let slow = run("queued").after(Duration::from_secs(8));
    let transport = Scripted::new([slow, run("in_progress")]);
    let started = Instant::now();
    let openai = client(&transport);
    let call = openai.runs().create_and_poll(&"thread_1".into(), &CreateRun::new("asst_1"));
    let error = call.timeout(Duration::from_secs(10)).await.expect_err("no time");
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Poll));
    assert!(started.elapsed() <= Duration::from_secs(10), "{:?}", started.elapsed());
    let last: Run = serde_json::from_slice(error.body().expect("the last reply")).expect("a run");
    assert_eq!(last.status, RunStatus::InProgress);
}

#[tokio::test(start_paused = true)]
async fn an_unknown_status_is_waited_for_without_spinning() {
    let transport = Scripted::new(["queued", "pondering", "pondering", "completed"].map(run));
    let openai = client(&transport);
    let call = openai.runs().create_and_poll(&"thread_1".into(), &CreateRun::new("asst_1"));
    assert_eq!(call.await.expect("a run").status, RunStatus::Completed);
    assert!(transport.pauses().iter().all(|pause| *pause >= Duration::from_millis(500)));
}

#[tokio::test(start_paused = true)]
async fn options_hold_for_each_call() {
    let transport = Scripted::new(["queued", "completed"].map(run));
    let openai = client(&transport);
    let call = openai.runs().create_and_poll(&"thread_1".into(), &CreateRun::new("asst_1"));
    call.options(&CallOptions::new().header("x-trace", "t1")).await.expect("a run");
    let sent = transport.sent();
    assert!(sent.iter().all(|sent| sent.header("x-trace") == Some("t1")), "{sent:#?}");
    assert!(sent.iter().all(|sent| sent.header("openai-beta") == Some("assistants=v2")));
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_started_is_not_waited_for() {
    let body = json!({"error": {"message": "No such assistant"}}).to_string();
    let transport = Scripted::new([Reply::json(404, body)]);
    let openai = client(&transport);
    let call = openai.runs().create_and_poll(&"thread_1".into(), &CreateRun::new("asst_1"));
    assert_eq!(call.await.expect_err("an error").message(), Some("No such assistant"));
    assert_eq!(transport.attempts(), 1);
}
