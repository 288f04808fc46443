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
use schematic_openai::*;
use serde_json::{Map, Value, json};

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

/// The schemas that are not built: those of events, which have tests of their own, and of bodies in parts, which this
/// crate does not have.
const ELSEWHERE: &[&str] = &[
    "AddUploadPartRequest",
    "CreateFileRequest",
    "DoneEvent",
    "ErrorEvent",
    "MessageStreamEvent",
    "RunStepStreamEvent",
    "RunStreamEvent",
    "ThreadStreamEvent",
];

/// Fields that are optional in the document, but that the service cannot do without.
const NEEDED: &[&str] = &[
    "SubmitToolOutputsRunRequest.tool_outputs[].tool_call_id",
    "SubmitToolOutputsRunRequest.tool_outputs[].output",
];

/// Enough rounds to reach every member of every union and enum.
const TURNS: usize = 120;

/// The kind of document to build.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    /// Every field; the number selects enum strings and union members.
    Full(usize),
    /// Every field, with `null` where that is allowed.
    Nulls,
    /// Only what is required.
    Required,
}

/// Builds documents from schemas, and records the fields it meets.
struct Builder {
    schemas: Map<String, Value>,
    shape: Shape,
    /// After how many turns a choice changes.
    stride: usize,
    met: BTreeSet<String>,
}

impl Builder {
    fn named(&mut self, name: &str) -> Value {
        let schema = self.schemas[name].clone();
        self.value(&schema, name)
    }

    fn value(&mut self, schema: &Value, path: &str) -> Value {
        if let Some(name) = reference(schema) {
            return self.named(name);
        }
        if self.shape == Shape::Nulls && self.is_nullable(schema) {
            return Value::Null;
        }
        // Alternatives without their own types only restrict the schema they are part of.
        for word in ["anyOf", "oneOf", "allOf"] {
            let alternatives = schema[word].as_array().into_iter().flatten();
            let typed: Vec<&Value> = alternatives
                .filter(|one| reference(one).is_some() || one["type"].is_string())
                .collect();
            let real: Vec<&Value> = typed.into_iter().filter(|one| one["type"] != "null").collect();
            if !real.is_empty() && schema.get("properties").is_none() {
                return self.member(&real, path);
            }
        }
        if let Some(words) = schema["enum"].as_array() {
            return words[self.choice(words.len())].clone();
        }
        self.plain(schema, path)
    }

    /// Builds one member of a union. What is chosen within it changes only after all members had their turn, so that each
    /// choice meets every other.
    fn member(&mut self, members: &[&Value], path: &str) -> Value {
        let (chosen, outside) = (members[self.choice(members.len())], self.stride);
        self.stride *= members.len();
        let value = self.value(chosen, path);
        self.stride = outside;
        value
    }

    /// Which of so many to take in this turn.
    fn choice(&self, of: usize) -> usize {
        self.turn() / self.stride % of
    }

    fn plain(&mut self, schema: &Value, path: &str) -> Value {
        match schema["type"].as_str() {
            // An object that the document does not describe, and that the service sends empty.
            _ if path == "RunStepDeltaStepDetailsToolCallsFileSearchObject.file_search" => {
                json!({})
            }
            Some("array") => json!([self.value(&schema["items"], &format!("{path}[]"))]),
            // By their schemas, lists may have any `object`; they always have this one.
            Some("string") if path.starts_with("List") && path.ends_with(".object") => {
                json!("list")
            }
            // A purpose of a file, without the list of them.
            Some("string") if path == "Upload.purpose" => json!("vision"),
            Some("string") => json!(format!("some {path}")),
            Some("integer") => json!(300 + self.turn()),
            Some("number") => json!(0.25),
            Some("boolean") => json!(self.turn() % 2 == 0),
            _ if schema.get("properties").is_some() => self.object(schema, path),
            _ if schema["additionalProperties"]["type"] == "string" => json!({ "some": "note" }),
            _ if schema["additionalProperties"]["oneOf"].is_array() => {
                json!({ "some": self.value(&schema["additionalProperties"], path) })
            }
            _ => json!({ "type": "object" }),
        }
    }

    fn object(&mut self, schema: &Value, path: &str) -> Value {
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let mut object = Map::new();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}.{name}");
            if self.shape != Shape::Required
                || required.contains(&name.as_str())
                || NEEDED.contains(&path.as_str())
            {
                let value = self.value(property, &path);
                object.insert(name.clone(), value);
            }
            self.met.insert(path);
        }
        // One schema for three choices, of which only one names a function.
        if path == "AssistantsNamedToolChoice" && object["type"] != "function" {
            object.remove("function");
        }
        Value::Object(object)
    }

    fn turn(&self) -> usize {
        if let Shape::Full(turn) = self.shape { turn } else { 0 }
    }

    /// The document expresses this in five ways.
    fn is_nullable(&self, schema: &Value) -> bool {
        let alternatives =
            ["anyOf", "allOf"].into_iter().filter_map(|word| schema[word].as_array()).flatten();
        schema["nullable"] == true
            || alternatives.into_iter().any(|one| one["type"] == "null" || one["nullable"] == true)
            || reference(schema).is_some_and(|name| self.is_nullable(&self.schemas[name]))
    }
}

fn reference(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.strip_prefix("#/components/schemas/")
}

/// Returns the builder, unless the document is not available.
fn builder() -> Option<Builder> {
    let path = published("assistants-raw.json")?;
    let mut document: Value =
        serde_json::from_str(&fs::read_to_string(path).expect("a text")).expect("JSON");
    let Value::Object(schemas) = document["components"]["schemas"].take() else {
        panic!("no schemas")
    };
    Some(Builder { schemas, shape: Shape::Required, stride: 1, met: BTreeSet::new() })
}

/// Builds a document of this kind for every schema, and returns the complaints of `check`.
fn complaints(builder: &mut Builder, shape: Shape, must_be_known: bool) -> Vec<String> {
    builder.shape = shape;
    let mut complaints = Vec::new();
    for (name, round_trip) in SCHEMAS {
        let document = builder.named(name);
        match round_trip(&document.to_string()) {
            Err(error) => complaints.push(format!("{name}: {error}")),
            Ok(decoded) if must_be_known => {
                complaints.extend(
                    decoded
                        .first_unknown()
                        .map(|unknown| format!("{name} has what we do not know: {unknown}")),
                );
            }
            Ok(_) => {}
        }
    }
    complaints
}

#[test]
fn every_field_of_the_document_is_declared() {
    let Some(mut builder) = builder() else { return };
    for turn in 0..TURNS {
        let complaints = complaints(&mut builder, Shape::Full(turn), true);
        assert!(complaints.is_empty(), "turn {turn}: {}", complaints.join("\n"));
    }
    assert_all_met(&builder.met);
}

#[test]
fn null_survives_wherever_the_document_allows_it() {
    let Some(mut builder) = builder() else { return };
    assert_eq!(complaints(&mut builder, Shape::Nulls, false), Vec::<String>::new());
}

#[test]
fn a_document_of_required_fields_survives() {
    let Some(mut builder) = builder() else { return };
    assert_eq!(complaints(&mut builder, Shape::Required, false), Vec::<String>::new());
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
