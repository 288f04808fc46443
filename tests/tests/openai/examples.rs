//! The examples of the published document decode into our types, and encode to the same JSON
//! values.

use std::fs;
use std::path::Path;

use crate::round_trip::{RoundTrip, published, round_trip};
use schematic_openai::*;

/// The examples: the start of the file name (the operation or the schema), and the type.
const RESPONSES: &[(&str, RoundTrip)] = &[
    ("AssistantObject", round_trip::<Assistant>),
    ("ListAssistantsResponse", round_trip::<Page<Assistant>>),
    ("MessageDeltaObject", round_trip::<MessageDelta>),
    ("MessageObject", round_trip::<Message>),
    ("Model", round_trip::<Model>),
    ("RunObject", round_trip::<Run>),
    ("RunStepDeltaObject", round_trip::<RunStepDelta>),
    ("RunStepObject", round_trip::<RunStep>),
    ("ThreadObject", round_trip::<Thread>),
    ("cancelRun", round_trip::<Run>),
    ("createAssistant", round_trip::<Assistant>),
    ("createMessage", round_trip::<Message>),
    ("createRun", round_trip::<Run>),
    ("createThread", round_trip::<Thread>),
    ("createThreadAndRun", round_trip::<Run>),
    ("deleteAssistant", round_trip::<Deleted>),
    ("deleteMessage", round_trip::<Deleted>),
    ("deleteModel", round_trip::<Deleted>),
    ("deleteThread", round_trip::<Deleted>),
    ("getAssistant", round_trip::<Assistant>),
    ("getMessage", round_trip::<Message>),
    ("getRun", round_trip::<Run>),
    ("getRunStep", round_trip::<RunStep>),
    ("getThread", round_trip::<Thread>),
    ("listAssistants", round_trip::<Page<Assistant>>),
    ("listMessages", round_trip::<Page<Message>>),
    ("listModels", round_trip::<ModelList>),
    ("listRunSteps", round_trip::<Page<RunStep>>),
    ("listRuns", round_trip::<Page<Run>>),
    ("modifyAssistant", round_trip::<Assistant>),
    ("modifyMessage", round_trip::<Message>),
    ("modifyRun", round_trip::<Run>),
    ("modifyThread", round_trip::<Thread>),
    ("retrieveModel", round_trip::<Model>),
    ("submitToolOuputsToRun", round_trip::<Run>),
    ("OpenAIFile", round_trip::<FileObject>),
    ("createFile", round_trip::<FileObject>),
    ("deleteFile", round_trip::<Deleted>),
    ("listFiles", round_trip::<Page<FileObject>>),
    ("retrieveFile", round_trip::<FileObject>),
    ("Upload", round_trip::<Upload>),
    ("UploadPart", round_trip::<UploadPart>),
    ("addUploadPart", round_trip::<UploadPart>),
    ("cancelUpload", round_trip::<Upload>),
    ("completeUpload", round_trip::<Upload>),
    ("createUpload", round_trip::<Upload>),
    ("VectorStoreObject", round_trip::<VectorStore>),
    ("createVectorStore", round_trip::<VectorStore>),
    ("deleteVectorStore", round_trip::<Deleted>),
    ("getVectorStore", round_trip::<VectorStore>),
    ("listVectorStores", round_trip::<Page<VectorStore>>),
    ("modifyVectorStore", round_trip::<VectorStore>),
    ("searchVectorStore", round_trip::<SearchResults>),
    ("VectorStoreFileObject", round_trip::<VectorStoreFile>),
    ("createVectorStoreFile", round_trip::<VectorStoreFile>),
    ("deleteVectorStoreFile", round_trip::<Deleted>),
    ("getVectorStoreFile", round_trip::<VectorStoreFile>),
    ("listFilesInVectorStoreBatch", round_trip::<Page<VectorStoreFile>>),
    ("listVectorStoreFiles", round_trip::<Page<VectorStoreFile>>),
    ("updateVectorStoreFileAttributes", round_trip::<VectorStoreFile>),
    ("VectorStoreFileBatchObject", round_trip::<VectorStoreFileBatch>),
    ("cancelVectorStoreFileBatch", round_trip::<VectorStoreFileBatch>),
    ("createVectorStoreFileBatch", round_trip::<VectorStoreFileBatch>),
    ("getVectorStoreFileBatch", round_trip::<VectorStoreFileBatch>),
];

const REQUESTS: &[(&str, RoundTrip)] = &[
    ("createAssistant", round_trip::<CreateAssistant>),
    ("createMessage", round_trip::<CreateMessage>),
    ("createRun", round_trip::<CreateRun>),
    ("createThread", round_trip::<CreateThread>),
    ("createThreadAndRun", round_trip::<CreateThreadAndRun>),
    ("modifyAssistant", round_trip::<ModifyAssistant>),
    ("modifyMessage", round_trip::<ModifyMessage>),
    ("modifyRun", round_trip::<ModifyRun>),
    ("modifyThread", round_trip::<ModifyThread>),
    ("submitToolOuputsToRun", round_trip::<SubmitToolOutputs>),
    ("completeUpload", round_trip::<CompleteUpload>),
    ("createUpload", round_trip::<CreateUpload>),
    ("createVectorStore", round_trip::<CreateVectorStore>),
    ("modifyVectorStore", round_trip::<ModifyVectorStore>),
    ("searchVectorStore", round_trip::<SearchVectorStore>),
    ("createVectorStoreFile", round_trip::<CreateVectorStoreFile>),
    ("updateVectorStoreFileAttributes", round_trip::<ModifyVectorStoreFile>),
];

/// Examples that are not valid JSON as published, and why. `fixed/` has a repaired copy of each.
const DEFECTIVE: &[(&str, &str)] = &[
    ("listModels.json", "a comma behind the last element"),
    ("OpenAIFile.json", "a comma behind the last field"),
    ("createFile.json", "a comma behind the last field"),
    ("listFiles.json", "a comma behind the last field"),
    ("retrieveFile.json", "a comma behind the last field"),
    ("Upload.json", "a comma behind the last field"),
    ("completeUpload.json", "a comma behind the last field"),
    ("cancelVectorStoreFileBatch.json", "a comma behind the last field"),
    ("createVectorStoreFileBatch.json", "a comma behind the last field"),
    ("getVectorStoreFileBatch.json", "a comma behind the last field"),
    ("deleteVectorStore.json", "names of fields without quotes"),
    ("deleteVectorStoreFile.json", "names of fields without quotes"),
    ("updateVectorStoreFileAttributes.json", "an object elided as `{...}`"),
    ("requests/searchVectorStore.json", "an object elided as `{...}`"),
    (
        "requests/createThread.empty.json",
        "an empty file: the call has no body; openai-python sends `{}` all the same",
    ),
];

/// Examples that contradict the schema of the document; each has a test of its own below.
const CONTRADICTORY: &[&str] =
    &["retrieveVectorStoreFileContent.json", "requests/createVectorStoreFileBatch.json"];

#[test]
fn every_response_example_survives() {
    let Some(folder) = published("examples") else { return };
    let seen = walk(&folder, "", RESPONSES);
    assert_eq!(seen, 66, "as many examples as when this was written");
}

#[test]
fn every_request_example_survives() {
    let Some(folder) = published("examples") else { return };
    let seen = walk(&folder, "requests/", REQUESTS);
    assert_eq!(seen, 24, "as many examples as when this was written");
}

/// Checks every JSON file of a folder, and returns how many there were.
fn walk(root: &Path, folder: &str, types: &[(&str, RoundTrip)]) -> usize {
    let mut names: Vec<String> = fs::read_dir(root.join(folder))
        .expect("the folder can be read")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .filter(|name| name.ends_with(".json"))
        .filter(|name| !CONTRADICTORY.contains(&&*format!("{folder}{name}")))
        .collect();
    names.sort();
    let failures: Vec<String> = names
        .iter()
        .filter_map(|name| try_example(root, &format!("{folder}{name}"), types).err())
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    names.len()
}

/// Checks one example. For a defective one, checks that it is still defective, and then its
/// repaired copy.
fn try_example(root: &Path, path: &str, types: &[(&str, RoundTrip)]) -> Result<(), String> {
    let subject = path.trim_start_matches("requests/").split('.').next().unwrap_or_default();
    let (_, check) = types
        .iter()
        .find(|(name, _)| *name == subject)
        .ok_or(format!("{path}: nobody knows its type"))?;
    let read = |path: &str| {
        fs::read_to_string(root.join(path)).map_err(|error| format!("{path}: {error}"))
    };
    let text = match DEFECTIVE.iter().find(|(name, _)| *name == path) {
        None => read(path)?,
        Some((_, reason)) if check(&read(path)?).is_ok() => {
            return Err(format!("{path} is no longer defective ({reason})"));
        }
        Some(_) => read(&format!("fixed/{path}"))?,
    };
    check(&text).map(drop).map_err(|error| format!("{path}: {error}"))
}

/// The example has fields that the schema does not have, and the pieces under another name.
#[test]
fn the_content_of_a_file_is_read_from_the_example_too() {
    let Some(path) = published("examples/fixed/retrieveVectorStoreFileContent.json") else {
        return;
    };
    let text = fs::read_to_string(path).expect("a text");
    let content: VectorStoreFileContent = serde_json::from_str(&text).expect("decodes");
    assert_eq!((content.text().as_str(), content.data.len()), ("...", 1));
    assert_eq!(content.file_id, Some("file-abc123".into()));
    assert_eq!(content.filename.as_deref(), Some("example.txt"));
    assert_eq!(content.attributes, Some([("key", "value")].into()));
    assert!(content.extra.is_empty());
}

/// The example has the sizes of the chunks beside `static`, not within it. With the sizes where the schema has them, it
/// is as good as the others.
#[test]
fn a_batch_is_created_as_in_the_example() {
    let Some(path) = published("examples/requests/createVectorStoreFileBatch.json") else { return };
    let text = fs::read_to_string(path).expect("a text");
    let (before, after) = text.split_once(r#""max_chunk_size_tokens""#).expect("the sizes");
    assert!(round_trip::<CreateVectorStoreFileBatch>(&text).is_err(), "no longer contradictory");
    let repaired = format!(r#"{before}"static": {{"max_chunk_size_tokens"{after}"#);
    let repaired = repaired.replacen(": 200", ": 200}", 1);
    assert!(round_trip::<CreateVectorStoreFileBatch>(&repaired).is_ok(), "{repaired}");
}

/// The objects in the event streams of the document are those of the other examples.
#[test]
fn every_object_in_an_event_stream_example_survives() {
    let Some(folder) = published("examples/fixed") else { return };
    let mut seen = 0;
    for entry in fs::read_dir(&folder).expect("the folder can be read") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "sse") {
            seen += try_transcript(&fs::read_to_string(&path).expect("a text"));
        }
    }
    assert_eq!(seen, 72, "as many objects as when this was written");
}

/// Checks the objects of one transcript, and returns how many there were.
fn try_transcript(text: &str) -> usize {
    let mut seen = 0;
    for block in text.split("\n\n") {
        let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name));
        let (Some(event), Some(data)) = (field("event: "), field("data: ")) else { continue };
        let check: RoundTrip = match event {
            "thread.created" => round_trip::<Thread>,
            "thread.run.step.delta" => round_trip::<RunStepDelta>,
            "thread.message.delta" => round_trip::<MessageDelta>,
            _ if event.starts_with("thread.run.step.") => round_trip::<RunStep>,
            _ if event.starts_with("thread.run.") => round_trip::<Run>,
            _ if event.starts_with("thread.message.") => round_trip::<Message>,
            _ => continue,
        };
        if let Err(error) = check(data) {
            panic!("{event}: {error}");
        }
        seen += 1;
    }
    seen
}
