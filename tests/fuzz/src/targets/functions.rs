//! Functions that a model calls: whatever it writes, it is told something short, and printable.

use schematic_functions::{FunctionSet, function};
use serde_json::json;

use super::{objects, paused};
use crate::source::Source;

/// Books a room.
#[function]
async fn book(
    city: String,
    nights: Option<u32>,
    guests: Vec<(String, u8)>,
) -> Result<String, String> {
    if nights == Some(0) {
        Err("no nights".to_owned())
    } else {
        Ok(format!("{} {}", city.len(), guests.len()))
    }
}

pub(crate) fn run(source: &mut Source) {
    let mut arguments = json!({"city": "Utrecht", "nights": 2, "guests": [["Ada", 36]]});
    (0..source.below(4)).for_each(|_| objects::change(source, &mut arguments));
    if source.once_in(10) {
        arguments = json!({"city": "Utrecht", "nights": source.text(5_000), "guests": []});
    }
    let mut arguments = arguments.to_string();
    if source.once_in(10) {
        arguments = source.text(2_000);
    }
    let name = if source.once_in(10) { source.text(200) } else { "book".to_owned() };
    let functions = FunctionSet::new([book::function().expect("a function")]).expect("one");
    let answers = paused(functions.answer(&[(&name, &arguments)])).expect("errors are told");
    let [answer] = answers.as_slice() else { panic!("{answers:?}") };
    assert!(answer.chars().count() < 2_000, "{name:?} {arguments}: {answer}");
    assert!(!answer.contains(|c: char| c.is_control()), "{name:?} {arguments}: {answer:?}");
}
