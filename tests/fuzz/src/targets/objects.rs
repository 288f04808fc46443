//! Objects of the API: what is decoded and encoded decodes to the same, and the order of keys makes no difference.

use std::fmt::Debug;

use schematic_openai::{
    Assistant, CreateAssistant, CreateMessage, CreateRun, CreateThread, CreateThreadAndRun,
    ErrorResponse, Message, Page, Run, RunStep, SubmitToolOutputs, Thread,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::source::Source;

/// A document and the check of the type that it is of.
type Seed = (&'static str, fn(&Value, &str));

macro_rules! seeds {
    ($($file:literal $Type:ty,)*) => {
        &[$((include_str!(concat!("../../../wire/", $file, ".json")), check::<$Type>)),*]
    };
}

const SEEDS: &[Seed] = seeds! {
    "responses/assistant" Assistant,
    "responses/message" Message,
    "responses/run" Run,
    "responses/run.unknown" Run,
    "responses/step.messages" RunStep,
    "responses/step.tools" RunStep,
    "responses/thread" Thread,
    "responses/page" Page<Message>,
    "responses/error" ErrorResponse,
    "requests/create_assistant" CreateAssistant,
    "requests/create_message" CreateMessage,
    "requests/create_run" CreateRun,
    "requests/create_thread" CreateThread,
    "requests/create_thread_and_run" CreateThreadAndRun,
    "requests/submit_tool_outputs" SubmitToolOutputs,
};

pub(crate) fn run(source: &mut Source) {
    let (seed, check) = SEEDS[source.below(SEEDS.len())];
    let mut document: Value = serde_json::from_str(seed).expect("a seed is JSON");
    for _ in 0..source.below(5) {
        change(source, &mut document);
    }
    check(&document, &source.shuffled(&document));
}

/// Changes something, somewhere.
pub(crate) fn change(source: &mut Source, value: &mut Value) {
    match value {
        Value::Object(fields) if !fields.is_empty() && !source.once_in(6) => {
            let keys: Vec<String> = fields.keys().cloned().collect();
            let key = &keys[source.below(keys.len())];
            match source.below(8) {
                0 => drop(fields.remove(key)),
                1 => drop(fields.insert(source.text(3), source.json(2))),
                2 => drop(fields.insert(key.clone(), Value::Null)),
                _ => change(source, &mut fields[key.as_str()]),
            }
        }
        Value::Array(list) if !list.is_empty() && !source.once_in(6) => {
            let at = source.below(list.len());
            match source.below(6) {
                0 => drop(list.remove(at)),
                1 => list.push(list[at].clone()),
                2 => list.push(source.json(2)),
                _ => change(source, &mut list[at]),
            }
        }
        other => *other = source.json(2),
    }
}

fn check<T: DeserializeOwned + Serialize + PartialEq + Debug>(document: &Value, shuffled: &str) {
    let text = document.to_string();
    let (decoded, other) = (serde_json::from_str::<T>(&text), serde_json::from_str::<T>(shuffled));
    let (decoded, other) = match (decoded, other) {
        (Err(_), Err(_)) => return,
        (Ok(decoded), Ok(other)) => (decoded, other),
        (one, other) => panic!("{text}\n{shuffled}\n{one:?}\n{other:?}"),
    };
    assert_eq!(decoded, other, "{text}\n{shuffled}");
    let encoded = serde_json::to_string(&decoded).expect("JSON");
    let again: T =
        serde_json::from_str(&encoded).unwrap_or_else(|error| panic!("{error}: {text}\n{encoded}"));
    assert_eq!(again, decoded, "{text}\n{encoded}");
    assert_eq!(serde_json::to_string(&again).ok(), Some(encoded), "{text}");
}
