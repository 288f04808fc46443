//! Our own documents, in `tests/wire`: replies that must survive decoding and encoding, and the
//! expected requests.

use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};

use crate::requests as full;
use crate::round_trip::{RoundTrip, round_trip, same};
use schematic_openai::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The start of a file name, and its type.
const RESPONSES: &[(&str, RoundTrip)] = &[
    ("assistant", round_trip::<Assistant>),
    ("deleted", round_trip::<Deleted>),
    ("error", round_trip::<ErrorResponse>),
    ("file", round_trip::<FileObject>),
    ("file_content", round_trip::<VectorStoreFileContent>),
    ("message", round_trip::<Message>),
    ("model", round_trip::<Model>),
    ("models", round_trip::<ModelList>),
    ("page", round_trip::<Page<Assistant>>),
    ("run", round_trip::<Run>),
    ("search_results", round_trip::<SearchResults>),
    ("step", round_trip::<RunStep>),
    ("thread", round_trip::<Thread>),
    ("upload", round_trip::<Upload>),
    ("upload_part", round_trip::<UploadPart>),
    ("vector_store", round_trip::<VectorStore>),
    ("vector_store_file", round_trip::<VectorStoreFile>),
    ("vector_store_file_batch", round_trip::<VectorStoreFileBatch>),
];

fn wire(folder: &str) -> PathBuf {
    Path::new(schematic_tests::FOLDER).join("wire").join(folder)
}

/// All reply documents: the name, the document, and the check of its type.
pub(crate) fn responses() -> Vec<(String, Value, RoundTrip)> {
    let files = fs::read_dir(wire("responses")).expect("the folder can be read");
    files.map(|file| response(&file.expect("a file").path())).collect()
}

fn response(path: &Path) -> (String, Value, RoundTrip) {
    let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
    let start = name.split('.').next();
    let (_, check) = RESPONSES.iter().find(|(word, _)| start == Some(word)).expect(name);
    let text = fs::read_to_string(path).expect("a text");
    (name.to_owned(), serde_json::from_str(&text).expect("JSON"), *check)
}

#[test]
fn every_response_survives() {
    let responses = responses();
    for (name, document, check) in &responses {
        let decoded =
            check(&document.to_string()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let unknown = decoded.first_unknown();
        assert_eq!(unknown.is_some(), name.contains(".unknown."), "{name}: {unknown:?}");
    }
    assert_eq!(responses.len(), 33, "as many documents as when this was written");
}

/// Compares a request with the document of that name.
#[track_caller]
fn assert_sent<T>(name: &str, body: &T)
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let path = wire("requests").join(name);
    let encoded = serde_json::to_value(body).expect("encodes");
    let expected = fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{name}: {error}; sent: {encoded:#}"));
    let expected: Value = serde_json::from_str(&expected).expect("JSON");
    assert!(same(&encoded, &expected), "{name}: sent: {encoded:#}");
    assert_eq!(&serde_json::from_value::<T>(encoded).expect("decodes"), body, "{name}");
}

#[test]
fn every_field_of_a_request_is_sent() {
    assert_sent("create_assistant.json", &full::create_assistant());
    assert_sent("modify_assistant.json", &full::modify_assistant());
    assert_sent("clear_assistant.json", &full::clear_assistant());
    assert_sent("create_thread.json", &full::create_thread());
    assert_sent("modify_thread.json", &full::modify_thread());
    assert_sent("create_thread_and_run.json", &full::create_thread_and_run());
    assert_sent("create_message.json", &full::create_message());
    assert_sent("modify_message.json", &full::modify_message());
    assert_sent("create_run.json", &full::create_run());
    assert_sent("modify_run.json", &full::modify_run());
    assert_sent("submit_tool_outputs.json", &full::submit_tool_outputs());
    assert_sent("create_upload.json", &full::create_upload());
    assert_sent("complete_upload.json", &full::complete_upload());
    assert_sent("create_vector_store.json", &full::create_vector_store());
    assert_sent("modify_vector_store.json", &full::modify_vector_store());
    assert_sent("clear_vector_store.json", &full::clear_vector_store());
    assert_sent("search_vector_store.json", &full::search_vector_store());
    assert_sent("create_vector_store_file.json", &full::create_vector_store_file());
    assert_sent("modify_vector_store_file.json", &full::modify_vector_store_file());
    assert_sent("clear_vector_store_file.json", &full::clear_vector_store_file());
    assert_sent("create_vector_store_file_batch.json", &full::batch_of_files());
    assert_sent("create_vector_store_file_batch.ids.json", &full::batch_of_ids());
}
