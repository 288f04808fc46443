//! `#[function]`: what the model is told, and how the function is called.

use std::collections::BTreeMap;

use schematic_functions::{Function, FunctionSet, function};
use serde_json::{Value, json};

/// Degrees on a scale.
#[derive(Debug, PartialEq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Unit {
    Celsius,
    Fahrenheit,
}

/// The weather of a city, now.
///
/// With its temperature.
#[function]
async fn get_weather(
    /// City and country.
    city: String,
    /// Degrees in this unit; Celsius if absent.
    unit: Option<Unit>,
) -> Result<String, std::io::Error> {
    let unit = unit.unwrap_or(Unit::Celsius);
    Ok(format!("rain in {city}, 12 {unit:?}"))
}

/// Returns the definition of a function as strings, in the order of its fields.
fn told(function: &Function) -> (&str, Option<&str>, &Value) {
    let definition = function.definition();
    (definition.name(), definition.description(), definition.parameters())
}

/// Returns the answer to one call.
async fn answer(function: Function, arguments: &str) -> String {
    let name = function.definition().name().to_owned();
    let set = FunctionSet::new([function]).expect("one");
    set.answer(&[(&name, arguments)]).await.expect("told").remove(0).into_text()
}

#[test]
fn the_model_is_told_what_the_fn_says() {
    let function = get_weather::function().expect("well named");
    let (name, description, parameters) = told(&function);
    assert_eq!(name, "get_weather");
    assert_eq!(description, Some("The weather of a city, now.\n\nWith its temperature."));
    assert_eq!(parameters["required"], json!(["city"]));
    assert_eq!(
        parameters["properties"]["city"],
        json!({ "type": "string", "description": "City and country." })
    );
    let unit = &parameters["properties"]["unit"];
    assert_eq!(unit["description"], "Degrees in this unit; Celsius if absent.");
    assert!(unit.to_string().contains("fahrenheit"), "{unit}");
    assert!(!function.definition().is_strict());
}

#[tokio::test]
async fn the_fn_and_the_function_do_the_same() {
    let called = get_weather("Utrecht".into(), Some(Unit::Fahrenheit)).await.expect("it rains");
    let function = get_weather::function().expect("well named");
    let answered = answer(function.clone(), r#"{"city":"Utrecht","unit":"fahrenheit"}"#).await;
    assert_eq!((called.as_str(), answered.as_str()), ("rain in Utrecht, 12 Fahrenheit", &*called));
    assert_eq!(answer(function, r#"{"city":"Ghent"}"#).await, "rain in Ghent, 12 Celsius");
}

#[tokio::test]
async fn arguments_that_do_not_fit_are_explained() {
    let function = || get_weather::function().expect("well named");
    let explained = [
        ("", "missing field `city`"),
        (r#"{"city":7}"#, "expected a string"),
        ("7", "expected an object of arguments"),
    ];
    for (arguments, what) in explained {
        let told = answer(function(), arguments).await;
        assert!(told.starts_with("Error: the arguments of `get_weather` do not fit: "), "{told}");
        assert!(told.contains(what), "{told}");
    }
}

#[function(strict)]
async fn now() -> u64 {
    1_700_000_000
}

#[tokio::test]
async fn a_function_without_arguments_takes_an_empty_object() {
    let function = now::function().expect("well named");
    let empty = json!({ "type": "object", "properties": {}, "required": [], "additionalProperties": false });
    assert_eq!(told(&function), ("now", None, &empty));
    for arguments in ["", "{}", " ", "null"] {
        assert_eq!(answer(function.clone(), arguments).await, "1700000000");
    }
}

#[function(strict)]
async fn strictly(a: u32, b: Option<u32>) -> Option<u32> {
    Some(a + b?)
}

#[tokio::test]
async fn strict_mode_is_that_of_a_function() {
    let function = strictly::function().expect("well named");
    assert!(function.definition().is_strict());
    let loose = get_weather::function().expect("well named");
    assert_eq!(loose.clone().strict().definition(), &loose.definition().clone().strict());
    let (_, _, parameters) = told(&function);
    assert_eq!(parameters["required"], json!(["a", "b"]));
    assert_eq!(parameters["properties"]["b"]["type"], json!(["integer", "null"]));
    assert_eq!(answer(function.clone(), r#"{"a":1,"b":2}"#).await, "3");
    assert_eq!(answer(function, r#"{"a":1,"b":null}"#).await, "null");
}

/// A basket.
#[derive(serde::Deserialize, schemars::JsonSchema)]
#[expect(dead_code, reason = "only its schema matters")]
struct Basket {
    /// How many of each.
    counts: BTreeMap<u32, u64>,
}

#[function(strict)]
async fn search(words: Vec<String>, filters: Option<BTreeMap<String, String>>) {
    drop((words, filters));
}

#[function(strict)]
async fn order(baskets: Vec<Basket>) {
    drop(baskets);
}

#[function(strict)]
async fn rest(query: String, #[serde(flatten)] filters: BTreeMap<String, String>) {
    drop((query, filters));
}

#[function(strict)]
async fn free(value: BTreeMap<String, Value>) {
    drop(value);
}

/// Returns why a set rejects a function.
fn refused(function: Function) -> String {
    FunctionSet::new([function]).expect_err("refused").to_string()
}

#[test]
fn a_strict_function_takes_no_map() {
    let explained = [
        (search::function(), "`search` cannot be strict: its argument `filters` is a map, "),
        (order::function(), "`order` cannot be strict: its argument `baskets.counts` is a map, "),
        (rest::function(), "`rest` cannot be strict: it takes arguments of any name, "),
        (free::function(), "`free` cannot be strict: its argument `value` is a map, "),
    ];
    let advice = "but strict mode has to know every name; take a list of key-value structs instead, or leave strict mode off";
    for (function, problem) in explained {
        assert_eq!(refused(function.expect("well named")), format!("{problem}{advice}"));
    }
}

#[test]
fn a_function_that_is_not_strict_takes_maps() {
    let list = list::function().expect("well named");
    assert!(FunctionSet::new([list.clone()]).is_ok());
    assert!(refused(list.strict()).starts_with("`list` cannot be strict"));
}

/// The advice in the message about maps.
#[derive(serde::Deserialize, schemars::JsonSchema)]
#[expect(dead_code, reason = "only its schema matters")]
struct Filter {
    name: String,
    value: String,
}

#[function(strict)]
async fn search_by(filters: Vec<Filter>) {
    drop(filters);
}

#[test]
fn a_strict_function_takes_a_list_of_pairs() {
    assert!(FunctionSet::new([search_by::function().expect("well named")]).is_ok());
}

mod elsewhere {
    use super::function;

    /// A name that is not an identifier.
    #[function(name = "look-up")]
    pub(super) async fn look_up(r#type: String, mut words: Vec<String>) -> String {
        words.insert(0, r#type);
        words.join(" ")
    }

    #[function]
    pub(super) async fn r#match(#[allow(unused_variables)] pattern: String) {}
}

#[tokio::test]
async fn names_are_those_of_the_source_or_the_attribute() {
    let look_up = elsewhere::look_up::function().expect("well named");
    let (name, _, parameters) = told(&look_up);
    assert_eq!((name, &parameters["required"]), ("look-up", &json!(["type", "words"])));
    assert_eq!(answer(look_up, r#"{"type":"a","words":["b","c"]}"#).await, "a b c");
    let r#match = elsewhere::r#match::function().expect("well named");
    assert_eq!(r#match.definition().name(), "match");
    assert_eq!(answer(r#match, r#"{"pattern":"x"}"#).await, "null");
}

fn ten() -> u32 {
    10
}

/// Lists.
#[function]
async fn list(
    #[serde(rename = "q")] query: String,
    /// At most so many.
    #[serde(default = "ten")]
    #[schemars(range(max = 100))]
    limit: u32,
    #[serde(flatten)] filters: BTreeMap<String, String>,
) -> String {
    format!("{query} {limit} {filters:?}")
}

#[tokio::test]
async fn attributes_of_arguments_are_those_of_fields() {
    let function = list::function().expect("well named");
    let (_, _, parameters) = told(&function);
    assert_eq!(parameters["required"], json!(["q"]));
    let limit = &parameters["properties"]["limit"];
    assert_eq!(
        (&limit["maximum"], &limit["default"], &limit["description"]),
        (&json!(100), &json!(10), &json!("At most so many."))
    );
    assert_eq!(answer(function, r#"{"q":"tea","in":"stock"}"#).await, r#"tea 10 {"in": "stock"}"#);
}

/// An alias, which a macro cannot resolve.
type Answer<T> = Result<T, String>;

#[function]
async fn half(number: i64) -> Answer<i64> {
    if number % 2 == 0 { Ok(number / 2) } else { Err(format!("{number} is odd")) }
}

/// Both values can be serialized, but an error is not an output.
#[function]
async fn swap(pair: (u8, u8)) -> std::result::Result<(u8, u8), String> {
    let (a, b) = pair;
    if a == b { Err("the same".to_owned()) } else { Ok((b, a)) }
}

#[tokio::test]
async fn a_result_is_known_by_its_type() {
    let half = half::function().expect("well named");
    assert_eq!(answer(half.clone(), r#"{"number":8}"#).await, "4");
    assert_eq!(answer(half, r#"{"number":7}"#).await, "Error: 7 is odd");
    let swap = swap::function().expect("well named");
    assert_eq!(answer(swap.clone(), r#"{"pair":[1,2]}"#).await, "[2,1]");
    assert_eq!(answer(swap, r#"{"pair":[1,1]}"#).await, "Error: the same");
}

/// The argument has the name of the function, and the names that the expansion uses are shadowed.
#[tokio::test]
async fn nothing_around_a_function_gets_in_its_way() {
    #[allow(dead_code)]
    struct Option;
    #[allow(dead_code)]
    struct Function;
    #[allow(dead_code)]
    mod serde {}

    #[function]
    async fn outcome(
        outcome: String,
        function: u8,
        #[allow(non_snake_case)] maxResults: u8,
    ) -> String {
        format!("{outcome} {function} {maxResults}")
    }

    let function = outcome::function().expect("well named");
    let arguments = r#"{"outcome":"a","function":1,"maxResults":2}"#;
    assert_eq!(answer(function, arguments).await, "a 1 2");
}

macro_rules! constant {
    ($(#[$attr:meta])* $vis:vis $name:ident, $argument:ident: $ty:ty, $body:block) => {
        $(#[$attr])*
        #[function(strict)]
        $vis async fn $name($argument: $ty) -> $ty $body
    };
}

constant! {
    /// Returns its argument.
    pub(crate) echo, text: String, { text }
}

#[tokio::test]
async fn a_macro_may_write_a_function() {
    let function = echo::function().expect("well named");
    assert_eq!(function.definition().description(), Some("Returns its argument."));
    assert_eq!(answer(function, r#"{"text":"hi"}"#).await, "hi");
}

#[function]
#[cfg(any())]
async fn left_out(nothing: NoSuchType) {}

#[function]
#[deprecated = "only the model should call it"]
async fn old() -> &'static str {
    "old"
}

#[tokio::test]
async fn attributes_of_the_fn_stay_on_it() {
    assert_eq!(answer(old::function().expect("well named"), "{}").await, "old");
}
