//! The limits that the fields of a body declare.

use schematic_api::mock::{ErrorReply, Mock, Reason};
use schematic_api::{Error, Object, StringEnum, Union, api};
use serde_json::{Value, json};

#[derive(Clone, Debug, Object)]
pub struct Search {
    #[wire(max = 50)]
    pub max_results: Option<u32>,
}

#[derive(Clone, Debug, Object)]
pub struct Named {
    #[wire(min_length = 2, max_length = 3)]
    pub name: String,
}

#[derive(Clone, Debug, Union)]
#[wire(tag = "type")]
pub enum Tool {
    Search(Search),
    Named(Named),
    Unknown(Value),
}

#[derive(Clone, Debug, StringEnum)]
pub enum Mode {
    Auto,
    Unknown(String),
}

#[derive(Clone, Debug, Object)]
pub struct Run {
    #[wire(min = 0, max = 2.5)]
    pub temperature: Option<f64>,
    #[wire(min_items = 1, max_items = 2)]
    pub tools: Option<Vec<Tool>>,
    #[wire(accepts_null, max_length = 4)]
    pub mode: Option<Mode>,
    #[wire(pattern = "^[a-z]+$")]
    pub label: Option<String>,
    pub before: Option<Box<Run>>,
}

api! {
    pub client Runs at "https://runs.example.com" { }

    create: POST /runs (json Run) -> empty;
}

/// What a mock says about a body: the place, and the problem.
async fn refusal(body: Value) -> Option<(Reason, String)> {
    let (sender, mut received) = tokio::sync::mpsc::unbounded_channel();
    let mock = Mock::<Runs>::new()
        .on(|_: RunsCreateRequest| async { Ok::<_, ErrorReply>(()) })
        .reject_with(move |rejection| {
            let _ = sender.send((rejection.reason().clone(), rejection.problem().to_owned()));
            rejection.into()
        });
    let body: Run = serde_json::from_value(body).expect("a run");
    let sent: Result<(), Error> = mock.client().create(&body).await;
    let refused = received.try_recv().ok();
    assert_eq!(sent.is_err(), refused.is_some());
    refused
}

#[tokio::test]
async fn a_body_within_its_limits_is_taken() {
    for body in [
        json!({}),
        json!({ "temperature": 0, "tools": [{ "type": "search", "max_results": 50 }] }),
        json!({ "temperature": 2.5, "tools": [{ "type": "named", "name": "äöü" }], "mode": "auto" }),
        json!({ "tools": [{ "type": "other", "name": "unknown" }], "label": "UPPER" }),
        json!({ "before": { "before": { "temperature": 1 } } }),
    ] {
        assert_eq!(refusal(body.clone()).await, None, "{body}");
    }
}

#[tokio::test]
async fn a_body_beyond_a_limit_is_refused_with_the_place() {
    let expected = [
        (json!({ "temperature": -0.5 }), "temperature", "is less than 0"),
        (json!({ "temperature": 3 }), "temperature", "is more than 2.5"),
        (json!({ "tools": [] }), "tools", "has fewer than 1 items"),
        (
            json!({ "tools": [{ "type": "x" }, { "type": "x" }, { "type": "x" }] }),
            "tools",
            "has more than 2 items",
        ),
        (
            json!({ "tools": [{ "type": "x" }, { "type": "search", "max_results": 51 }] }),
            "tools[1].max_results",
            "is more than 50",
        ),
        (
            json!({ "tools": [{ "type": "named", "name": "a" }] }),
            "tools[0].name",
            "has fewer than 2 characters",
        ),
        (json!({ "mode": "manual" }), "mode", "has more than 4 characters"),
        (
            json!({ "before": { "before": { "temperature": 3 } } }),
            "before.before.temperature",
            "is more than 2.5",
        ),
    ];
    for (body, place, problem) in expected {
        let expected = (Reason::Body(place.to_owned()), problem.to_owned());
        assert_eq!(refusal(body).await, Some(expected));
    }
}
