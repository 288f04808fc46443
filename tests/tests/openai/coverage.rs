//! Every field that the published document gives a type is declared.
//!
//! Builds documents from the schemas of that document: full ones, which together have every field,
//! every string of an enum and every member of a union; one in which everything nullable is `null`;
//! and one with only the required fields. Each must survive decoding and encoding, and in the full
//! ones no field may end up unknown. Finally, the fields that were built are compared with the list
//! of all fields.

use std::collections::BTreeSet;
use std::fs;

use crate::round_trip::{RoundTrip, published, round_trip};
use crate::round_trip_form::{add_upload_part, create_file};
use schematic_openai::*;
use schematic_tests::built::{Builder, Shape, Unsaid};
use serde_json::json;

const SCHEMAS: &[(&str, RoundTrip)] = &[
    ("AssistantObject", round_trip::<Assistant>),
    ("CreateAssistantRequest", round_trip::<CreateAssistant>),
    ("ModifyAssistantRequest", round_trip::<ModifyAssistant>),
    ("DeleteAssistantResponse", round_trip::<Deleted>),
    ("ListAssistantsResponse", round_trip::<Page<Assistant>>),
    ("ThreadObject", round_trip::<Thread>),
    ("CreateThreadRequest", round_trip::<CreateThread>),
    ("CreateThreadAndRunRequest", round_trip::<CreateThreadAndRun>),
    ("ModifyThreadRequest", round_trip::<ModifyThread>),
    ("DeleteThreadResponse", round_trip::<Deleted>),
    ("MessageObject", round_trip::<Message>),
    ("CreateMessageRequest", round_trip::<CreateMessage>),
    ("ModifyMessageRequest", round_trip::<ModifyMessage>),
    ("DeleteMessageResponse", round_trip::<Deleted>),
    ("ListMessagesResponse", round_trip::<Page<Message>>),
    ("RunObject", round_trip::<Run>),
    ("CreateRunRequest", round_trip::<CreateRun>),
    ("ModifyRunRequest", round_trip::<ModifyRun>),
    ("SubmitToolOutputsRunRequest", round_trip::<SubmitToolOutputs>),
    ("ListRunsResponse", round_trip::<Page<Run>>),
    ("RunStepObject", round_trip::<RunStep>),
    ("ListRunStepsResponse", round_trip::<Page<RunStep>>),
    ("MessageDeltaObject", round_trip::<MessageDelta>),
    ("RunStepDeltaObject", round_trip::<RunStepDelta>),
    ("Model", round_trip::<Model>),
    ("ListModelsResponse", round_trip::<ModelList>),
    ("DeleteModelResponse", round_trip::<Deleted>),
    ("ErrorResponse", round_trip::<ErrorResponse>),
    ("OpenAIFile", round_trip::<FileObject>),
    ("ListFilesResponse", round_trip::<Page<FileObject>>),
    ("DeleteFileResponse", round_trip::<Deleted>),
    ("FileExpirationAfter", round_trip::<FileExpiration>),
    ("Upload", round_trip::<Upload>),
    ("UploadPart", round_trip::<UploadPart>),
    ("CreateFileRequest", create_file),
    ("AddUploadPartRequest", add_upload_part),
    ("CreateUploadRequest", round_trip::<CreateUpload>),
    ("CompleteUploadRequest", round_trip::<CompleteUpload>),
    ("VectorStoreObject", round_trip::<VectorStore>),
    ("CreateVectorStoreRequest", round_trip::<CreateVectorStore>),
    ("UpdateVectorStoreRequest", round_trip::<ModifyVectorStore>),
    ("DeleteVectorStoreResponse", round_trip::<Deleted>),
    ("ListVectorStoresResponse", round_trip::<Page<VectorStore>>),
    ("VectorStoreSearchRequest", round_trip::<SearchVectorStore>),
    ("VectorStoreSearchResultsPage", round_trip::<SearchResults>),
    ("ComparisonFilter", round_trip::<Filter>),
    ("CompoundFilter", round_trip::<Filter>),
    ("VectorStoreFileObject", round_trip::<VectorStoreFile>),
    ("CreateVectorStoreFileRequest", round_trip::<CreateVectorStoreFile>),
    ("UpdateVectorStoreFileAttributesRequest", round_trip::<ModifyVectorStoreFile>),
    ("DeleteVectorStoreFileResponse", round_trip::<Deleted>),
    ("ListVectorStoreFilesResponse", round_trip::<Page<VectorStoreFile>>),
    ("VectorStoreFileContentResponse", round_trip::<VectorStoreFileContent>),
    ("VectorStoreFileBatchObject", round_trip::<VectorStoreFileBatch>),
    ("CreateVectorStoreFileBatchRequest", round_trip::<CreateVectorStoreFileBatch>),
];

/// The schemas that are not built: those of events, which have tests of their own.
const ELSEWHERE: &[&str] = &[
    "DoneEvent",
    "ErrorEvent",
    "MessageStreamEvent",
    "RunStepStreamEvent",
    "RunStreamEvent",
    "ThreadStreamEvent",
];

/// What the document does not say.
const UNSAID: Unsaid = Unsaid {
    needed: &[
        "SubmitToolOutputsRunRequest.tool_outputs[].tool_call_id",
        "SubmitToolOutputsRunRequest.tool_outputs[].output",
    ],
    value: |path| match path {
        // An object that the document does not describe, and that the service sends empty.
        "RunStepDeltaStepDetailsToolCallsFileSearchObject.file_search" => Some(json!({})),
        // A purpose of a file, without the list of them.
        "Upload.purpose" => Some(json!("vision")),
        // A text, of which the description of the service has one.
        "DeleteModelResponse.object" => Some(json!("model")),
        // By their schemas, lists may have any `object`; they always have this one.
        _ if path.starts_with("List") && path.ends_with(".object") => Some(json!("list")),
        _ => None,
    },
    // One schema for three choices, of which only one names a function.
    object: |path, object| {
        if path == "AssistantsNamedToolChoice" && object["type"] != "function" {
            object.remove("function");
        }
    },
};

/// Enough rounds to reach every member of every union and enum.
const TURNS: usize = 120;

/// Returns the builder, unless the document is not available.
fn builder() -> Option<Builder> {
    Builder::of("assistants-raw.json", UNSAID)
}

#[test]
fn every_field_of_the_document_is_declared() {
    let Some(mut builder) = builder() else { return };
    for turn in 0..TURNS {
        let complaints = builder.complaints(SCHEMAS, Shape::Full(turn), true);
        assert!(complaints.is_empty(), "turn {turn}: {}", complaints.join("\n"));
    }
    assert_all_met(&builder.met);
}

#[test]
fn null_survives_wherever_the_document_allows_it() {
    let Some(mut builder) = builder() else { return };
    assert_eq!(builder.complaints(SCHEMAS, Shape::Nulls, false), Vec::<String>::new());
}

#[test]
fn a_document_of_required_fields_survives() {
    let Some(mut builder) = builder() else { return };
    assert_eq!(builder.complaints(SCHEMAS, Shape::Required, false), Vec::<String>::new());
}

/// Compares the fields that were built with the list of fields of the same schemas.
fn assert_all_met(met: &BTreeSet<String>) {
    let Some(path) = published("fields.tsv") else { return };
    let root = |path: &str| path.split(['.', '[']).next().unwrap_or_default().to_owned();
    let met: BTreeSet<String> = met.iter().map(|path| without_alternatives(path)).collect();
    let roots: BTreeSet<String> = met.iter().map(|path| root(path)).collect();
    let list = fs::read_to_string(path).expect("a text");
    let rows =
        list.lines().skip(1).filter_map(|row| row.split('\t').next()).map(without_alternatives);
    let rows: Vec<String> = rows.collect();
    let others: BTreeSet<String> =
        rows.iter().map(|row| root(row)).filter(|root| !roots.contains(root)).collect();
    assert_eq!(others.iter().collect::<Vec<_>>(), ELSEWHERE);
    let ours: Vec<String> =
        rows.into_iter().filter(|row| !row.ends_with("[]") && roots.contains(&root(row))).collect();
    let missed: Vec<&String> = ours.iter().filter(|row| !met.contains(*row)).collect();
    assert!(missed.is_empty(), "fields that were not built: {missed:?}");
    assert!(ours.len() > 450, "only {} fields", ours.len());
    println!("{} fields of {} schemas", ours.len(), roots.len());
}

/// The list names the alternative of a union that a field belongs to; the builder does not.
fn without_alternatives(path: &str) -> String {
    let mut depth = 0;
    let keep = |letter: &char| {
        depth += i32::from(*letter == '<');
        let kept = depth == 0;
        depth -= i32::from(*letter == '>');
        kept
    };
    path.chars().filter(keep).collect()
}
