//! What the events of a run add up to: each text in the order of its pieces, in a list in the order of its indices.

use std::collections::BTreeMap;

use schematic_api::sse::Event as _;
use schematic_openai::{ContentPart, DeltaError, RunEvent, RunSnapshot};
use serde_json::{Value, json};

use super::objects;
use crate::source::Source;

const MESSAGES: usize = 3;

/// The texts of each message, by their indices.
type Texts = [Option<BTreeMap<u64, String>>; MESSAGES];

pub(crate) fn run(source: &mut Source) {
    let (mut snapshot, mut expected) = (RunSnapshot::new(), Texts::default());
    for _ in 0..source.length(200) {
        let message = source.below(MESSAGES);
        match source.below(12) {
            0 => {
                apply(
                    &mut snapshot,
                    "thread.message.created",
                    &json!({"id": id(message), "content": []}),
                );
                expected[message] = Some(BTreeMap::new());
            }
            1 => hostile(source, &mut snapshot.clone()),
            _ => delta(source, &mut snapshot, message, &mut expected[message]),
        }
        check(&snapshot, &expected);
    }
}

fn id(message: usize) -> String {
    format!("msg_{message}")
}

fn apply(snapshot: &mut RunSnapshot, name: &str, data: &Value) -> Option<DeltaError> {
    snapshot.apply(&RunEvent::decode(name, &data.to_string()).expect("it is complete")).err()
}

/// Adds pieces of text, at most one for an index.
fn delta(
    source: &mut Source,
    snapshot: &mut RunSnapshot,
    message: usize,
    texts: &mut Option<BTreeMap<u64, String>>,
) {
    let farthest = if source.once_in(8) { 70_000 } else { 12 };
    let pieces: BTreeMap<u64, String> =
        (0..=source.below(3)).map(|_| (source.below(farthest) as u64, source.text(2))).collect();
    let content: Vec<_> = pieces
        .iter()
        .map(|(index, text)| json!({"index": index, "type": "text", "text": {"value": text}}))
        .collect();
    let data = json!({"id": id(message), "delta": {"content": content}});
    match (apply(snapshot, "thread.message.delta", &data), texts) {
        (None, Some(texts)) => {
            pieces.into_iter().for_each(|(index, text)| *texts.entry(index).or_default() += &text);
        }
        (Some(DeltaError::UnknownMessage(_)), None) => {}
        (Some(DeltaError::Index { index, len }), Some(_)) => {
            assert!(index > len as u64 + 16, "{data}")
        }
        (error, texts) => panic!("{data}: {error:?} for {texts:?}"),
    }
}

/// Whatever comes, it is taken or refused.
fn hostile(source: &mut Source, snapshot: &mut RunSnapshot) {
    let mut data = json!({"id": "msg_0", "delta": {"role": "assistant", "content": [
        {"index": 0, "type": "text", "text": {"value": "a", "annotations": [{"index": 0, "type": "file_path"}]}},
        {"index": 1, "type": "refusal", "refusal": "b"}, {"index": 2, "type": "smell"}]}});
    (0..source.below(4)).for_each(|_| objects::change(source, &mut data));
    let name = source.pick(&[
        "thread.message.delta",
        "thread.run.step.delta",
        "thread.message.completed",
        "thread.run.failed",
    ]);
    if let Ok(event) = RunEvent::decode(name, &data.to_string()) {
        drop(snapshot.apply(&event));
    }
}

fn check(snapshot: &RunSnapshot, expected: &Texts) {
    for (message, texts) in expected.iter().enumerate() {
        let found = snapshot.message(&id(message).into());
        assert_eq!(found.is_some(), texts.is_some());
        let found = found.into_iter().flat_map(|message| &message.content).map(|part| match part {
            ContentPart::Text(part) => part.text.value.as_str(),
            other => panic!("{other:?} is no text"),
        });
        assert!(
            found.eq(texts.iter().flat_map(BTreeMap::values)),
            "{snapshot:?} is not {expected:?}"
        );
    }
    assert_eq!(snapshot.messages().len(), expected.iter().flatten().count());
}
