//! Streams of runs whose calls are answered by Rust functions.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use futures_util::{Stream, StreamExt as _, TryStreamExt as _};
use schematic_api::mock::{ErrorReply, Events, JsonOrEvents, Mock};
use schematic_api::sse::Event as _;
use schematic_functions::{Function, FunctionSet, Reaction};
use schematic_openai::*;
use tokio::time::{Instant, sleep};

use crate::answering::{GetWeather, functions, run_that_is};

/// A service that streams a run. The run asks for one output, and then ends or asks again.
fn streaming(ends_as: &'static str) -> Mock<OpenAi> {
    let after = move || match ends_as {
        "requires_action" => RunEvent::RunRequiresAction(run_that_is("requires_action").into()),
        _ => RunEvent::RunCompleted(run_that_is("completed").into()),
    };
    Mock::new()
        .on(|_: RunsCreateRequest| async {
            let waits = RunEvent::RunRequiresAction(run_that_is("requires_action").into());
            Ok(JsonOrEvents::Events(Events::new([waits])))
        })
        .on(move |_: RunsSubmitToolOutputsRequest| async move {
            Ok(JsonOrEvents::Events(Events::new([
                RunEvent::RunInProgress(run_that_is("in_progress").into()),
                after(),
            ])))
        })
        .on(|_: RunsCancelRequest| async { Ok(run_that_is("cancelling")) })
}

/// Streams a new run.
async fn started(openai: &OpenAi) -> RunStream {
    let (thread, body) = ("thread_1".into(), CreateRun::new("asst_1"));
    openai.runs().create_and_stream(&thread, &body).await.expect("a stream")
}

/// The names of the events of [`streaming`], if all goes well.
const NAMES: [&str; 3] =
    ["thread.run.requires_action", "thread.run.in_progress", "thread.run.completed"];

#[tokio::test]
async fn the_events_after_an_answer_follow_those_before_it() {
    let (mock, functions) = (streaming("completed"), functions());
    let openai = mock.client();
    let mut stream = openai.runs().answering(&functions).stream(started(&openai).await);
    let mut names = Vec::new();
    while let Some(event) = stream.try_next().await.expect("sound") {
        names.push(event.name().to_owned());
    }
    assert_eq!(names, NAMES);
    let submitted = &mock.received::<RunsSubmitToolOutputsRequest>()[0].body;
    assert_eq!(submitted.tool_outputs[0].output, "rain in Ghent");
    assert_eq!(stream.snapshot().run().map(|run| &run.status), Some(&RunStatus::Completed));
}

/// Returns the names of the events of any stream, which may be read in another thread.
async fn names<E>(
    stream: &mut (impl Stream<Item = Result<RunEvent, E>> + Unpin + Send),
) -> Result<Vec<String>, E> {
    stream.map_ok(|event| event.name().to_owned()).try_collect().await
}

#[tokio::test]
async fn it_is_a_stream_that_ends_once() {
    let (mock, functions) = (streaming("completed"), functions());
    let openai = mock.client();
    let mut stream = openai.runs().answering(&functions).stream(started(&openai).await);
    assert_eq!(names(&mut stream).await.expect("sound"), NAMES);
    for _ in 0..3 {
        assert!(stream.next().await.is_none());
    }
    assert_eq!(mock.received::<RunsSubmitToolOutputsRequest>().len(), 1);
}

/// Reads a stream to its end, but abandons each poll after a second. Returns how often that happened.
async fn turning_away(
    stream: &mut AnsweredRunStream,
) -> (u32, Result<Vec<String>, AnsweringError>) {
    let (mut turns, mut names) = (0, Vec::new());
    loop {
        tokio::select! {
            event = stream.next() => match event {
                Some(Ok(event)) => names.push(event.name().to_owned()),
                Some(Err(error)) => return (turns, Err(error)),
                None => return (turns, Ok(names)),
            },
            () = sleep(Duration::from_secs(1)) => turns += 1,
        }
    }
}

/// If every poll began again, neither the function nor the request with its output would ever finish.
#[tokio::test(start_paused = true)]
async fn what_is_dropped_while_answering_loses_nothing() {
    let begun = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&begun);
    let functions = set_of(move |_: GetWeather| {
        count.fetch_add(1, Ordering::SeqCst);
        async {
            sleep(Duration::from_millis(3500)).await;
            Ok("rain".to_owned())
        }
    });
    let mock = streaming("completed").on(|_: RunsSubmitToolOutputsRequest| async {
        sleep(Duration::from_millis(2000)).await;
        Ok(JsonOrEvents::Events(Events::new([
            RunEvent::RunInProgress(run_that_is("in_progress").into()),
            RunEvent::RunCompleted(run_that_is("completed").into()),
        ])))
    });
    let (openai, start) = (mock.client(), Instant::now());
    let mut stream = openai.runs().answering(&functions).stream(started(&openai).await);
    let (turns, read) = turning_away(&mut stream).await;
    assert_eq!((turns, read.expect("sound")), (5, NAMES.map(str::to_owned).to_vec()));
    assert_eq!(start.elapsed(), Duration::from_millis(5500));
    assert_eq!(begun.load(Ordering::SeqCst), 1);
    assert_eq!(mock.received::<RunsSubmitToolOutputsRequest>().len(), 1);
}

/// The error is already known at that point, and could be lost.
#[tokio::test(start_paused = true)]
async fn what_is_dropped_while_a_run_is_cancelled_loses_no_error() {
    let mock = streaming("completed").on(|_: RunsCancelRequest| async {
        sleep(Duration::from_millis(2500)).await;
        Ok(run_that_is("cancelling"))
    });
    let (openai, functions) = (mock.client(), functions());
    let answering = openai.runs().answering(&functions).rounds(0);
    let mut stream = answering.stream(started(&openai).await);
    let (turns, read) = turning_away(&mut stream).await;
    assert!(matches!(read, Err(AnsweringError::Rounds(0))), "{read:?}");
    assert_eq!((turns, mock.received::<RunsCancelRequest>().len()), (2, 1));
    for _ in 0..3 {
        assert!(stream.next().await.is_none());
    }
}

/// The snapshot is available while functions run.
#[tokio::test(start_paused = true)]
async fn the_snapshot_is_there_between_events() {
    let functions = set_of(|_: GetWeather| std::future::pending());
    let (mock, second) = (streaming("completed"), Duration::from_secs(1));
    let openai = mock.client();
    let mut stream = openai.runs().answering(&functions).stream(started(&openai).await);
    stream.next().await.expect("an event").expect("sound");
    assert!(tokio::time::timeout(second, stream.next()).await.is_err(), "nothing is pending");
    assert_eq!(stream.snapshot().run().map(|run| &run.status), Some(&RunStatus::RequiresAction));
}

/// Its outputs would go to a run whose status is unknown.
#[tokio::test]
async fn the_functions_of_a_stream_that_had_failed_are_not_called() {
    let functions = set_of(|_: GetWeather| async { panic!("called") }).on_error(|_| Reaction::Fail);
    let mock = streaming("completed").on(|_: RunsCreateRequest| async {
        let waits = RunEvent::RunRequiresAction(run_that_is("requires_action").into());
        let events = [Ok(waits), Err(ErrorReply::new(schematic_api::StatusCode::BAD_GATEWAY))];
        Ok(JsonOrEvents::Events(Events::stream(futures_util::stream::iter(events))))
    });
    let openai = mock.client();
    let mut failed = started(&openai).await;
    assert!(names(&mut failed).await.is_err());
    let mut stream = openai.runs().answering(&functions).stream(failed);
    let error = stream.next().await.expect("an error");
    assert!(matches!(error, Err(AnsweringError::Api(_))), "{error:?}");
    assert!(stream.next().await.is_none());
}

/// A set with this function as `get_weather`.
fn set_of<F: Future<Output = Result<String, String>> + Send + 'static>(
    function: impl Fn(GetWeather) -> F + Send + Sync + 'static,
) -> FunctionSet {
    FunctionSet::new([Function::of(function).expect("well named")]).expect("one")
}

/// Reads the events of a run that asks for one output, until the run is abandoned.
async fn given_up(mock: &Mock<OpenAi>, functions: &FunctionSet) -> AnsweringError {
    let openai = mock.client();
    let answering = openai.runs().answering(functions).rounds(2).timeout(Duration::from_secs(30));
    let mut stream = answering.stream(started(&openai).await);
    let error = loop {
        match stream.try_next().await {
            Ok(event) => assert!(event.is_some(), "it ended"),
            Err(error) => break error,
        }
    };
    assert!(stream.try_next().await.expect("over").is_none());
    assert_eq!(mock.received::<RunsCancelRequest>().len(), 1);
    error
}

#[tokio::test]
async fn the_rounds_of_a_stream_are_bounded() {
    let mock = streaming("requires_action");
    let error = given_up(&mock, &functions()).await;
    assert!(matches!(error, AnsweringError::Rounds(2)), "{error}");
    assert_eq!(mock.received::<RunsSubmitToolOutputsRequest>().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_time_of_a_stream_is_bounded() {
    let functions = set_of(|_: GetWeather| std::future::pending());
    let (mock, began) = (streaming("completed"), Instant::now());
    let error = given_up(&mock, &functions).await;
    assert!(matches!(error, AnsweringError::Timeout(_)), "{error}");
    assert_eq!(began.elapsed().as_secs(), 30);
}

/// If every poll yields an event or exhausts the task's budget, timers are never polled when they could fire.
#[tokio::test(start_paused = true)]
async fn the_time_of_a_stream_whose_events_never_cease_is_bounded() {
    let mock = streaming("completed").on(|_: RunsCreateRequest| async {
        let events = futures_util::stream::repeat(()).then(|()| async {
            tokio::task::consume_budget().await;
            Ok::<_, ErrorReply>(RunEvent::RunInProgress(run_that_is("in_progress").into()))
        });
        Ok(JsonOrEvents::Events(Events::stream(events)))
    });
    let (openai, functions) = (mock.client(), functions());
    let answering = openai.runs().answering(&functions).timeout(Duration::from_secs(30));
    let stream = answering.stream(started(&openai).await);
    tokio::time::advance(Duration::from_secs(30)).await;
    let error = pin!(stream.take(10_000).filter_map(async |event| event.err())).next().await;
    assert!(matches!(error, Some(AnsweringError::Timeout(_))), "{error:?}");
}

#[tokio::test]
async fn a_failure_that_ends_a_stream_cancels_its_run() {
    let functions = set_of(|_: GetWeather| std::future::ready(Err("no wind".to_owned())));
    let (mock, functions) = (streaming("completed"), functions.on_error(|_| Reaction::Fail));
    let error = given_up(&mock, &functions).await;
    assert!(matches!(&error, AnsweringError::Function(error) if error.function() == "get_weather"));
}
