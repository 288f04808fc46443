use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::*;

/// Adds two numbers.
#[derive(Deserialize, JsonSchema)]
struct AddNumbers {
    /// The first.
    a: i64,
    b: i64,
    /// How to round.
    rounding: Option<String>,
}

async fn add(AddNumbers { a, b, rounding }: AddNumbers) -> Result<i64, String> {
    let _ = rounding;
    a.checked_add(b).ok_or_else(|| "too large".to_owned())
}

/// Waits for this many milliseconds, then says so.
#[derive(Deserialize, JsonSchema)]
struct Wait {
    ms: u64,
}

async fn wait(Wait { ms }: Wait) -> Result<String, std::io::Error> {
    tokio::time::sleep(Duration::from_millis(ms)).await;
    Ok(format!("waited {ms}"))
}

#[derive(Deserialize, JsonSchema)]
struct Explode {}

fn explode(_: Explode) -> std::future::Ready<Result<String, std::io::Error>> {
    panic!("on purpose")
}

fn set() -> FunctionSet {
    let functions = [Function::of(add), Function::of(wait), Function::of(explode)];
    FunctionSet::new(functions.map(|function| function.expect("well named")))
        .expect("all different")
}

#[test]
fn a_definition_comes_from_the_type() {
    let definition = Definition::of::<AddNumbers>().expect("an object");
    assert_eq!(definition.name(), "add_numbers");
    assert_eq!(definition.description(), Some("Adds two numbers."));
    assert_eq!(definition.parameters()["properties"]["a"]["description"], "The first.");
    assert_eq!(definition.parameters()["required"], json!(["a", "b"]));
    assert!(!definition.is_strict());
}

#[test]
fn strict_mode_closes_objects_and_requires_all_fields() {
    let definition = Definition::of::<AddNumbers>().expect("an object").strict();
    assert!(definition.is_strict());
    assert_eq!(definition.parameters()["additionalProperties"], false);
    assert_eq!(definition.parameters()["required"], json!(["a", "b", "rounding"]));
    assert_eq!(
        definition.parameters()["properties"]["rounding"]["type"],
        json!(["string", "null"])
    );
    assert_eq!(
        definition.parameters()["properties"]["a"],
        json!({ "type": "integer", "description": "The first." })
    );
}

/// How to draw a shape.
#[derive(Deserialize, JsonSchema)]
#[expect(dead_code, reason = "only its schema matters")]
struct Draw {
    /// What to draw it with.
    pen: Pen,
}

#[derive(Deserialize, JsonSchema)]
#[expect(dead_code, reason = "only its schema matters")]
enum Pen {
    /// Can be wiped off.
    Pencil,
    /// Cannot be wiped off.
    Ink { colour: String },
}

/// As openai-python does: strict mode does not support `oneOf`.
#[test]
fn strict_mode_has_the_variants_of_an_enum_under_any_of() {
    let definition = Definition::of::<Draw>().expect("an object").strict();
    let pen = &definition.parameters()["properties"]["pen"];
    assert!(pen.get("oneOf").is_none(), "{pen}");
    let variants = pen["anyOf"].as_array().expect("a list");
    assert_eq!((variants.len(), &variants[0]["const"]), (2, &json!("Pencil")), "{pen}");
    let ink = &variants[1]["properties"]["Ink"];
    assert_eq!(
        (&ink["required"], &ink["additionalProperties"]),
        (&json!(["colour"]), &json!(false)),
        "{pen}"
    );
}

#[test]
fn names_are_checked() {
    let named = |name: &str| Definition::of::<Wait>().expect("an object").named(name);
    assert!(named("a-b_C9").is_ok());
    assert!(named(&"x".repeat(64)).is_ok());
    for name in ["", "a b", "größe", &"x".repeat(65)] {
        assert!(
            named(name).is_err_and(|error| error.to_string().contains("not a valid function name")),
            "{name}"
        );
    }
    let twice = FunctionSet::new(
        [Function::of(add), Function::of(add)].map(|function| function.expect("well named")),
    );
    assert!(twice.is_err_and(
        |error| error.to_string() == "`add_numbers` is declared twice; rename one of the two"
    ));
}

#[test]
fn an_argument_that_is_no_object_is_refused() {
    async fn shout(text: String) -> Result<String, std::io::Error> {
        Ok(text)
    }
    assert!(
        Function::of(shout)
            .is_err_and(|error| error.to_string().contains("does not take an object"))
    );
}

#[tokio::test(start_paused = true)]
async fn calls_run_at_once_and_answers_keep_their_order() {
    let started = tokio::time::Instant::now();
    let calls =
        [("wait", r#"{"ms":300}"#), ("add_numbers", r#"{"a":1,"b":2}"#), ("wait", r#"{"ms":200}"#)];
    let answers = set().answer(&calls).await.expect("all succeed");
    assert_eq!(answers, ["waited 300", "3", "waited 200"]);
    assert_eq!(started.elapsed().as_millis(), 300);
}

#[tokio::test(start_paused = true)]
async fn no_more_run_at_once_than_allowed() {
    static RUNNING: AtomicUsize = AtomicUsize::new(0);
    static MOST: AtomicUsize = AtomicUsize::new(0);
    async fn count(_: Explode) -> Result<(), std::io::Error> {
        MOST.fetch_max(RUNNING.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(10)).await;
        RUNNING.fetch_sub(1, Ordering::SeqCst);
        Ok(())
    }
    let set =
        FunctionSet::new([Function::of(count).expect("well named")]).expect("one").concurrency(2);
    let answers = set.answer(&[("explode", ""); 7]).await.expect("all succeed");
    assert_eq!((answers.len(), MOST.load(Ordering::SeqCst)), (7, 2));
}

#[tokio::test(start_paused = true)]
async fn what_goes_wrong_is_told_to_the_model() {
    let calls = [
        ("nothing", "{}"),
        ("add_numbers", "{\"a\":"),
        ("add_numbers", r#"{"a":9223372036854775807,"b":1}"#),
        ("explode", "{}"),
        ("wait", r#"{"ms":100000}"#),
    ];
    let answers = set().timeout(Duration::from_secs(5)).answer(&calls).await.expect("told");
    assert_eq!(answers[0], "Error: there is no function `nothing`");
    assert!(
        answers[1].starts_with("Error: the arguments of `add_numbers` do not fit: EOF"),
        "{}",
        answers[1]
    );
    assert_eq!(answers[2], "Error: too large");
    assert_eq!(answers[3], "Error: the function `explode` panicked");
    assert_eq!(answers[4], "Error: the function `wait` took longer than 5s");
}

#[tokio::test]
async fn an_error_may_end_it_all() {
    let set = set().on_error(|error| match error.kind() {
        FunctionErrorKind::Arguments(_) => Reaction::Fail,
        _ => Reaction::Tell("never mind".into()),
    });
    assert_eq!(set.answer(&[("explode", "{}")]).await.expect("told"), ["never mind"]);
    let error = set.answer(&[("explode", "{}"), ("wait", "[]")]).await.expect_err("ends");
    assert_eq!(error.function(), "wait");
    assert!(std::error::Error::source(&error).is_some());
}

/// The model writes the name, and the error may end up in a log.
#[tokio::test]
async fn a_name_that_is_not_declared_is_shown_escaped_and_cut() {
    let name = format!("a\u{1b}[31m\u{202e}{}", "é".repeat(400));
    let error = set().call(&name, "{}").await.expect_err("unknown");
    assert_eq!(error.function(), name);
    let shown = format!("a\\u{{1b}}[31m\\u{{202e}}{}…", "é".repeat(57));
    assert_eq!(error.to_string(), format!("there is no function `{shown}`"));
}

/// serde repeats a value that does not fit, and the model wrote it.
#[tokio::test]
async fn arguments_that_do_not_fit_are_told_escaped_and_cut() {
    #[derive(Deserialize, JsonSchema)]
    #[serde(rename_all = "snake_case")]
    enum Colour {
        Red,
    }
    #[derive(Deserialize, JsonSchema)]
    struct Paint {
        colour: Colour,
    }
    async fn paint(Paint { colour: Colour::Red }: Paint) -> Result<String, std::io::Error> {
        Ok("painted".to_owned())
    }
    let set = FunctionSet::new([Function::of(paint).expect("well named")]).expect("one");
    let long = format!(r#"{{"colour":"\u001b[31m\u202e{}"}}"#, "é".repeat(5_000_000));
    let answers = set.answer(&[("paint", long.as_str())]).await.expect("told");
    let begun =
        "Error: the arguments of `paint` do not fit: unknown variant `\\u{1b}[31m\\u{202e}éé";
    assert!(answers[0].starts_with(begun), "{}", answers[0]);
    assert!(answers[0].contains("é…é"), "{}", answers[0]);
    let ended = format!("é`, expected `red` at line 1 column {}", long.len() - 1);
    assert!(answers[0].ends_with(&ended), "{}", answers[0]);
    assert!(answers[0].chars().count() < 600, "{}", answers[0].len());

    let error = set.call("paint", &long).await.expect_err("it does not fit");
    assert!(format!("{error:?}").len() < 2_000);
    let FunctionErrorKind::Arguments(error) = error.kind() else { panic!("{error:?}") };
    assert_eq!((error.line(), error.column()), (1, long.len() - 1));

    let short = set.answer(&[("paint", r#"{"colour":"\"\\'"}"#)]).await.expect("told");
    assert!(short[0].contains(r#"unknown variant `"\'`, expected"#), "{}", short[0]);
}

/// A value that panics when it is dropped.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("on purpose")
    }
}

#[tokio::test(start_paused = true)]
async fn a_future_that_panics_when_it_is_dropped_harms_nobody() {
    async fn armed(Wait { ms }: Wait) -> Result<&'static str, std::io::Error> {
        let _bomb = Bomb;
        tokio::time::sleep(Duration::from_millis(ms)).await;
        Ok("late")
    }
    let armed = Function::of(armed).expect("well named");
    let sleep = Definition::of::<Wait>().and_then(|it| it.named("sleep")).expect("well named");
    let wait = Function::new(sleep, wait);
    let set = FunctionSet::new([armed, wait]).expect("two").timeout(Duration::from_secs(1));
    let calls = [("wait", r#"{"ms":5000}"#), ("sleep", r#"{"ms":7}"#)];
    let answers = set.answer(&calls).await.expect("told");
    assert_eq!(answers, ["Error: the function `wait` took longer than 1s", "waited 7"]);

    let failing = set.clone().on_error(|_| Reaction::Fail);
    let calls = [("nothing", "{}"), ("wait", r#"{"ms":5}"#)];
    assert!(failing.answer(&calls).await.is_err(), "the second is dropped unfinished");
}

#[tokio::test]
async fn what_a_function_panics_with_may_panic_when_it_is_dropped() {
    fn explode(_: Explode) -> std::future::Ready<Result<String, std::io::Error>> {
        std::panic::panic_any(Bomb)
    }
    let set = FunctionSet::new([Function::of(explode).expect("well named")]).expect("one");
    assert_eq!(
        set.answer(&[("explode", "{}")]).await.expect("told"),
        ["Error: the function `explode` panicked"]
    );
}
