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
fn the_constant_says_when_and_how_events_come() {
    check_item(
        RUNS,
        "const CREATE",
        &expect![[r#"
            pub const CREATE: &'static rt::Endpoint = &rt::Endpoint::post(
                    "runs.create",
                    "/runs",
                    "Starts one.",
                )
                .query(&[rt::Parameter::optional("include[]")])
                .json_body()
                .reply(rt::ReplyKind::JsonOrEvents)
                .events_as(rt::EventsSpec::new().when("stream").until("[DONE]").error("error"));
        "#]],
    );
    check_item(
        RUNS,
        "const SUBMIT",
        &expect![[r#"
            pub const SUBMIT: &'static rt::Endpoint = &rt::Endpoint::post(
                    "runs.submit",
                    "/runs/{run}",
                    "",
                )
                .json_body()
                .reply(rt::ReplyKind::JsonOrEvents)
                .events_as(rt::EventsSpec::new().when("stream"));
        "#]],
    );
    check_item(
        RUNS,
        "const WATCH",
        &expect![[r#"
            pub const WATCH: &'static rt::Endpoint = &rt::Endpoint::get(
                    "runs.watch",
                    "/events",
                    "",
                )
                .reply(rt::ReplyKind::Events)
                .events_as(rt::EventsSpec::new().error("failure"));
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
        ) -> RunsCall<'a, rt::JsonOrEvents<Run, RunEvent>, RunsCreateInputs> {
            RunsCall::from_call(rt::Request::new(Self::CREATE).json(body).call(self.client))
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
        ) -> rt::Call<'a, rt::JsonOrEvents<Run, crate::RunEvent>> {
            rt::Request::new(Self::SUBMIT).path(run).json(body).call(self.client)
        }
    "#]],
    );
}

#[test]
fn the_docs_say_that_there_are_two_replies() {
    let printed = super::printed(RUNS, super::StandIn::Absent);
    for event in ["[`RunEvent`]", "[`RunEvent`](crate::RunEvent)"] {
        let expected = format!("`.stream()` asks for events instead, each a {event}.");
        assert!(printed.contains(&expected), "{printed}");
    }
}

#[test]
fn the_method_gives_a_call_of_events() {
    check_item(
        RUNS,
        "pub fn watch",
        &expect![[r#"
        pub fn watch(&self) -> rt::Call<'a, rt::Events<RunEvent>> {
            rt::Request::new(Self::WATCH).call(self.client)
        }
    "#]],
    );
}

#[test]
fn the_table_has_both_replies() {
    check_item(RUNS, "/// | `POST` | `/runs`", &expect![""]);
}
