//! Events that a parameter of the query asks for, and replies of which the service chooses the kind.

use super::check_item;
use expect_test::expect;

const RUNS: &str = r#"pub group Runs {
    read: GET /runs/<run> -> Run | sse RunEvent when query stream until "[DONE]";
    call: POST / (json Message) -> Message | sse Notice error "error";
}"#;

#[test]
fn the_rows_say_what_asks_for_events() {
    check_item(
        RUNS,
        "const ENDPOINTS",
        &expect![[r#"
        pub const ENDPOINTS: rt::Endpoints = rt::Endpoints {
            own: &[
                rt::Endpoint::get("runs.read", "/runs/{run}", "")
                    .with_reply(rt::ReplyKind::JsonOrEvents)
                    .with_events(
                        rt::EventsSpec::new().with_when_query("stream").with_until("[DONE]"),
                    ),
                rt::Endpoint::post("runs.call", "/", "")
                    .json_body()
                    .with_reply(rt::ReplyKind::JsonOrEvents)
                    .with_events(rt::EventsSpec::new().with_error("error")),
            ],
            mounted: &[],
        };
    "#]],
    );
}

#[test]
fn the_methods_give_calls_of_both() {
    check_item(
        RUNS,
        "pub fn read",
        &expect![[r#"
        pub fn read(&self, run: &str) -> RunsCall<rt::JsonOrEvents<Run, RunEvent>> {
            rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0).path(run).call(&self.client)
        }
    "#]],
    );
    check_item(
        RUNS,
        "pub fn call",
        &expect![[r#"
        pub fn call(&self, body: &Message) -> RunsCall<rt::Either<Message, Notice>> {
            rt::Request::row(__runs_runs::Runs::ENDPOINTS, 1).json(body).call(&self.client)
        }
    "#]],
    );
}

#[test]
fn the_mock_says_what_asks_for_events_unless_the_service_chooses() {
    check_item(
        RUNS,
        "pub struct RunsReadRequest",
        &expect![[r#"
        pub struct RunsReadRequest {
            /// The path parameter `run`.
            pub run: rt::String,
            /// Whether the query parameter `stream` asks for events.
            pub wants_events: rt::bool,
        }
    "#]],
    );
    check_item(
        RUNS,
        "pub struct RunsCallRequest",
        &expect![[r#"
        pub struct RunsCallRequest {
            /// The body.
            pub body: Message,
        }
    "#]],
    );
}

#[test]
fn the_docs_say_who_chooses() {
    let printed = super::printed(RUNS, super::NONE);
    for remark in [
        "`.stream()` asks for a stream of events instead, each a [`RunEvent`].",
        "The service replies with JSON or with a stream of events, each a [`Notice`].",
    ] {
        assert!(printed.contains(remark), "{printed}");
    }
}
