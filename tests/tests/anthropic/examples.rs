//! The examples of the documents beside the checkout decode into our types, and encode to the same JSON values.

use std::fs;

use schematic_anthropic::*;
use schematic_tests::round_trip::{RoundTrip, published, round_trip};

/// The examples, by the start of the file name, and the type.
const EXAMPLES: &[(&str, RoundTrip)] = &[
    ("batch.deleted.", round_trip::<DeletedMessageBatch>),
    ("batch.", round_trip::<MessageBatch>),
    ("batches.", round_trip::<Page<MessageBatch>>),
    ("count_tokens.", round_trip::<TokenCount>),
    ("error.", round_trip::<ErrorResponse>),
    ("file.deleted.", round_trip::<DeletedFile>),
    ("file.", round_trip::<FileMetadata>),
    ("files.", round_trip::<CursorPage<FileMetadata>>),
    ("message.", round_trip::<Message>),
    ("model.", round_trip::<ModelInfo>),
    ("models.", round_trip::<Page<ModelInfo>>),
    ("request.batch.", round_trip::<CreateMessageBatch>),
    ("request.count_tokens.", round_trip::<CountTokens>),
    ("request.", round_trip::<CreateMessage>),
    ("skill.", round_trip::<Skill>),
];

/// Those that have what this version does not know, on purpose.
const UNKNOWN: &[&str] = &["message.unknown_block.json", "request.bad.temperature.json"];

#[test]
fn every_example_decodes_and_encodes_to_the_same_value() {
    let Some(folder) = published("anthropic/examples") else { return };
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if !name.ends_with(".json") {
            continue;
        }
        let mut fitting = EXAMPLES.iter().filter(|(start, _)| name.starts_with(start));
        let (_, check) = fitting.next().unwrap_or_else(|| panic!("no type for {name}"));
        let decoded = check(&fs::read_to_string(&path).expect("a text"));
        let decoded = decoded.unwrap_or_else(|error| panic!("{name} {error}"));
        let unknown = decoded.first_unknown();
        assert_eq!(unknown.is_some(), UNKNOWN.contains(&name.as_str()), "{name}: {unknown:?}");
        count += 1;
    }
    assert_eq!(count, 46, "as many examples as when this was written");
}

#[test]
fn every_line_of_the_results_of_a_batch_decodes() {
    let Some(path) = published("anthropic/examples/batch.results.jsonl") else { return };
    let text = fs::read_to_string(path).expect("a text");
    let results = text.lines().map(round_trip::<MessageBatchResult>);
    let results: Vec<_> = results.map(|result| result.expect("a result")).collect();
    assert!(results.iter().all(|result| result.first_unknown().is_none()));
    assert_eq!(results.len(), 4);
}
