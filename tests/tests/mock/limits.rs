//! The limits that the fields of a body declare.

use schematic_api::mock::{ErrorReply, Mock, Reason};
use schematic_api::openapi::{Components, Schema};
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

/// What a form or a query says.
#[derive(Clone, Debug, Object)]
pub struct Order {
    #[wire(min = 1, max = 9)]
    pub count: Option<u32>,
    #[wire(accepts_null, max_length = 4)]
    pub note: Option<String>,
    #[wire(rename = "tags[]", max_items = 2)]
    pub tags: Option<Vec<String>>,
    pub lines: Option<Vec<Line>>,
    pub prices: Option<std::collections::BTreeMap<String, Line>>,
    pub mode: Option<Mode>,
}

#[derive(Clone, Debug, Object)]
pub struct Line {
    #[wire(max = 2.5)]
    pub price: f64,
}

#[derive(Clone, Debug, Object)]
pub struct Place {
    #[wire(min = -90, max = 90)]
    pub latitude: f64,
    pub inside: Option<Box<Place>>,
}

/// A string of at most three characters.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Kind(pub String);

impl Schema for Kind {
    fn schema(_: &mut Components) -> Value {
        json!({ "type": "string", "maxLength": 3 })
    }
}

/// A number, or a word.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Size(pub String);

impl Schema for Size {
    fn schema(_: &mut Components) -> Value {
        json!({ "anyOf": [{ "type": "integer", "maximum": 50 }, { "type": "string", "minLength": 3 }] })
    }
}

api! {
    pub client Runs at "https://runs.example.com" { }

    create: POST /runs (json Run) -> empty;
    log:    POST /log (lines Search) -> empty;
    fill:   POST /fill (form Order) -> empty;
    find:   GET  /find?<Order>&beta=true -> empty;
    near:   GET  /near?<place: Place?>&<kinds: Vec<Kind> by "|"?>&<codes[] as codes: Vec<Kind>?>&<size: Size?> -> empty;
}

/// What a mock says about a call: the place, and the problem.
async fn refused(call: impl AsyncFnOnce(Runs) -> Result<(), Error>) -> Option<(Reason, String)> {
    let (sender, mut received) = tokio::sync::mpsc::unbounded_channel();
    let mock = Mock::<Runs>::new()
        .on(|_: RunsCreateRequest| async { Ok::<_, ErrorReply>(()) })
        .on(|_: RunsLogRequest| async { Ok(()) })
        .on(|_: RunsFillRequest| async { Ok(()) })
        .on(|_: RunsFindRequest| async { Ok(()) })
        .on(|_: RunsNearRequest| async { Ok(()) })
        .reject_with(move |rejection| {
            let _ = sender.send((rejection.reason().clone(), rejection.problem().to_owned()));
            rejection.into()
        });
    let sent = call(mock.client()).await;
    let refused = received.try_recv().ok();
    assert_eq!(sent.is_err(), refused.is_some());
    refused
}

async fn refusal(body: Value) -> Option<(Reason, String)> {
    let body: Run = serde_json::from_value(body).expect("a run");
    refused(async |runs: Runs| runs.create(&body).await).await
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

#[tokio::test]
async fn lines_of_json_are_checked() {
    let lines = [Search { max_results: Some(50) }, Search { max_results: Some(51) }];
    let taken = refused(async |runs: Runs| runs.log(lines[..1].iter().cloned()).await).await;
    assert_eq!(taken, None);
    let expected = (Reason::Body("max_results".into()), "in line 2 is more than 50".to_owned());
    let refused = refused(async |runs: Runs| runs.log(lines.iter().cloned()).await).await;
    assert_eq!(refused, Some(expected));
}

/// What a form or a query says, the place that a mock names, and the problem.
fn orders() -> [(Value, &'static str, &'static str); 6] {
    [
        (json!({ "count": 0 }), "count", "is less than 1"),
        (json!({ "note": "12345" }), "note", "has more than 4 characters"),
        (json!({ "tags[]": ["a", "b", "c"] }), "tags[]", "has more than 2 items"),
        (
            json!({ "lines": [{ "price": 1 }, { "price": 3 }] }),
            "lines[1][price]",
            "is more than 2.5",
        ),
        (json!({ "prices": { "a": { "price": 3 } } }), "prices[a][price]", "is more than 2.5"),
        (json!({ "count": 10, "mode": "any" }), "count", "is more than 9"),
    ]
}

#[tokio::test]
async fn forms_and_structs_of_parameters_are_checked() {
    for (order, place, problem) in orders() {
        let order: Order = serde_json::from_value(order).expect("an order");
        let form = refused(async |runs: Runs| runs.fill(&order).await).await;
        assert_eq!(form, Some((Reason::Body(place.to_owned()), problem.to_owned())));
        let query = refused(async |runs: Runs| runs.find(&order).await).await;
        assert_eq!(query, Some((Reason::Query(place.to_owned()), problem.to_owned())));
    }
    for order in [
        json!({}),
        json!({ "count": 9, "note": "1234", "tags[]": ["a", "b"], "lines": [{ "price": 2.5 }] }),
        json!({ "prices": { "count": { "price": -1 } }, "note": "", "mode": "other" }),
    ] {
        let order: Order = serde_json::from_value(order).expect("an order");
        assert_eq!(refused(async |runs: Runs| runs.fill(&order).await).await, None);
        assert_eq!(refused(async |runs: Runs| runs.find(&order).await).await, None);
    }
}

#[tokio::test]
async fn parameters_are_checked_by_the_schemas_of_their_types() {
    let kinds =
        |texts: &[&str]| texts.iter().map(|text| Kind((*text).to_owned())).collect::<Vec<_>>();
    let far = Place { latitude: 91.0, inside: None };
    let inside = Place { latitude: 1.0, inside: Some(Box::new(far.clone())) };
    let near =
        async |place: Place| refused(async |runs: Runs| runs.near().place(place).await).await;
    let said =
        |name: &str, problem: &str| Some((Reason::Query(name.to_owned()), problem.to_owned()));
    assert_eq!(near(far).await, said("place[latitude]", "is more than 90"));
    assert_eq!(near(inside).await, said("place[inside][latitude]", "is more than 90"));
    assert_eq!(near(Place { latitude: -90.0, inside: None }).await, None);
    let (short, long) = (kinds(&["a", "bcd"]), kinds(&["a", "bcde"]));
    let joined =
        async |kinds: Vec<Kind>| refused(async |runs: Runs| runs.near().kinds(kinds).await).await;
    assert_eq!(joined(short.clone()).await, None);
    assert_eq!(joined(long.clone()).await, said("kinds[1]", "has more than 3 characters"));
    let codes =
        async |kinds: Vec<Kind>| refused(async |runs: Runs| runs.near().codes(kinds).await).await;
    assert_eq!(codes(short).await, None);
    assert_eq!(codes(long).await, said("codes[1]", "has more than 3 characters"));
    let size = async |text: &str| {
        refused(async |runs: Runs| runs.near().size(Size(text.to_owned())).await).await
    };
    for (text, problem) in [
        ("50", None),
        ("51", Some("is more than 50")),
        ("big", None),
        ("xl", Some("has fewer than 3 characters")),
    ] {
        assert_eq!(size(text).await, problem.and_then(|problem| said("size", problem)), "{text}");
    }
}
