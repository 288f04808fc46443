//! Endpoints that send events.

use super::check_item;
use expect_test::expect;

const RUNS: &str = r#"pub group Runs {
    /// Starts one.
    create: POST /runs?<include[]: Vec<Include>?> (json CreateRun) -> Run | sse RunEvent when stream until "[DONE]" error "error";
    submit: POST /runs/<run: RunId> (json Outputs) -> Run | sse crate::RunEvent when "stream";
    watch: GET /events -> sse RunEvent error "failure";
}"#;

#[test]
fn the_rows_say_when_and_how_events_come() {
    check_item(
        RUNS,
        "const ENDPOINTS",
        &expect![[r#"
            pub const ENDPOINTS: rt::Endpoints = rt::Endpoints {
                own: &[
                    rt::Endpoint::post("runs.create", "/runs", "Starts one.")
                        .with_query(&[rt::Parameter::optional("include[]")])
                        .json_body()
                        .with_reply(rt::ReplyKind::JsonOrEvents)
                        .with_events(
                            rt::EventsSpec::new()
                                .with_when("stream")
                                .with_until("[DONE]")
                                .with_error("error"),
                        ),
                    rt::Endpoint::post("runs.submit", "/runs/{run}", "")
                        .json_body()
                        .with_reply(rt::ReplyKind::JsonOrEvents)
                        .with_events(rt::EventsSpec::new().with_when("stream")),
                    rt::Endpoint::get("runs.watch", "/events", "")
                        .with_reply(rt::ReplyKind::Events)
                        .with_events(rt::EventsSpec::new().with_error("failure")),
                ],
                mounted: &[],
            };
        "#]],
    );
}

#[test]
fn the_method_gives_a_call_of_both() {
    check_item(
        RUNS,
        "pub fn create",
        &expect![[r#"
            pub fn create(
                &self,
                body: &CreateRun,
            ) -> RunsCall<rt::JsonOrEvents<Run, RunEvent>, 1> {
                rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0).json(body).call(&self.client)
            }
        "#]],
    );
    check_item(
        RUNS,
        "pub fn submit",
        &expect![[r#"
            pub fn submit(
                &self,
                run: &RunId,
                body: &Outputs,
            ) -> RunsCall<rt::JsonOrEvents<Run, crate::RunEvent>> {
                rt::Request::row(__runs_runs::Runs::ENDPOINTS, 1)
                    .path(&rt::path_value(run).to_parameter())
                    .json(body)
                    .call(&self.client)
            }
        "#]],
    );
}

#[test]
fn the_docs_say_that_there_are_two_replies() {
    let printed = super::printed(RUNS, super::NONE);
    for event in ["[`RunEvent`]", "[`RunEvent`](crate::RunEvent)"] {
        let expected = format!("`.stream()` asks for a stream of events instead, each a {event}.");
        assert!(printed.contains(&expected), "{printed}");
    }
}

#[test]
fn the_method_gives_a_call_of_events() {
    check_item(
        RUNS,
        "pub fn watch",
        &expect![[r#"
            pub fn watch(&self) -> RunsCall<rt::Events<RunEvent>> {
                rt::Request::row(__runs_runs::Runs::ENDPOINTS, 2).call(&self.client)
            }
        "#]],
    );
}

#[test]
fn the_table_has_both_replies() {
    check_item(
        RUNS,
        "rt::group!",
        &expect![[r#"
            rt::group! {
                pub use; #[doc = " # Endpoints"] #[doc = ""] #[doc =
                " | method | path | function | reply |"] #[doc = " |---|---|---|---|"] #[doc =
                " | `POST` | `/runs` | [`create`](Self::create) | `Run \\| sse RunEvent` |"] #[doc =
                " | `POST` | `/runs/{run}` | [`submit`](Self::submit) | `Run \\| sse crate::RunEvent` |"]
                #[doc = " | `GET` | `/events` | [`watch`](Self::watch) | `sse RunEvent` |"] struct
                Runs in pub __runs_runs;
            }
        "#]],
    );
}
