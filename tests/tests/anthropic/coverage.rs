//! Every field that the document gives a type is declared.
//!
//! Builds documents from its schemas, as the test of the same name for OpenAI does.

use std::collections::BTreeSet;
use std::fs;

use schematic_anthropic::*;
use schematic_tests::built::{Builder, Shape, Unsaid};
use schematic_tests::round_trip::{RoundTrip, published, round_trip};
use serde_json::json;

const SCHEMAS: &[(&str, RoundTrip)] = &[
    ("MessagesCreateParams", round_trip::<CreateMessage>),
    ("MessagesCountTokensParams", round_trip::<CountTokens>),
    ("MessagesBatchesCreateParams", round_trip::<CreateMessageBatch>),
    ("Message", round_trip::<Message>),
    ("MessageTokensCount", round_trip::<TokenCount>),
    ("RawMessageStreamEvent", round_trip::<MessageEvent>),
    ("MessageBatch", round_trip::<MessageBatch>),
    ("ListMessageBatch", round_trip::<Page<MessageBatch>>),
    ("DeletedMessageBatch", round_trip::<DeletedMessageBatch>),
    ("MessageBatchIndividualResponse", round_trip::<MessageBatchResult>),
    ("ModelInfo", round_trip::<ModelInfo>),
    ("ListModelInfo", round_trip::<Page<ModelInfo>>),
    ("FileMetadata", round_trip::<FileMetadata>),
    ("CursorListFileMetadata", round_trip::<CursorPage<FileMetadata>>),
    ("DeletedFile", round_trip::<DeletedFile>),
    ("Skill", round_trip::<Skill>),
    ("CursorListSkill", round_trip::<CursorPage<Skill>>),
    ("DeletedSkill", round_trip::<DeletedSkill>),
    ("SkillVersion", round_trip::<SkillVersion>),
    ("CursorListSkillVersion", round_trip::<CursorPage<SkillVersion>>),
    ("DeletedSkillVersion", round_trip::<DeletedSkillVersion>),
    ("ErrorBody", round_trip::<ErrorResponse>),
];

/// Those of the beta document of messages, which has more fields, blocks and tools.
const BETA: &[(&str, RoundTrip)] = &[
    ("BetaMessagesCreateParams", round_trip::<CreateMessage>),
    ("BetaMessagesCountTokensParams", round_trip::<CountTokens>),
    ("BetaMessage", round_trip::<Message>),
    ("BetaMessageTokensCount", round_trip::<TokenCount>),
    ("BetaRawMessageStreamEvent", round_trip::<MessageEvent>),
    ("BetaModelInfo", round_trip::<ModelInfo>),
    ("BetaFileMetadata", round_trip::<FileMetadata>),
];

/// What the document does not say.
const UNSAID: Unsaid = Unsaid {
    needed: &[],
    // Anything, by the document; a reply says what it is.
    value: |path| {
        (path == "BetaFallbackBlockParam.trigger")
            .then(|| json!({ "type": "refusal", "category": "bio" }))
    },
    // Its type shares these with that of a call, where they are headers; whether a batch may have them is not known.
    object: |path, object| {
        if path == "MessageCreateParamsNonStreaming" {
            object.remove("user_profile_id");
            object.remove("workspace_id");
        }
    },
};

/// Enough rounds to reach every member of every union and enum.
pub(crate) const TURNS: usize = 400;

pub(crate) fn builder() -> Option<Builder> {
    Builder::of("anthropic/openapi.json", UNSAID)
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
fn every_field_of_the_beta_of_messages_is_declared() {
    let Some(mut builder) = Builder::of("anthropic/openapi-beta.json", UNSAID) else { return };
    for turn in 0..TURNS {
        let complaints = builder.complaints(BETA, Shape::Full(turn), true);
        assert!(complaints.is_empty(), "turn {turn}: {}", complaints.join("\n"));
    }
    for shape in [Shape::Nulls, Shape::Required] {
        assert_eq!(builder.complaints(BETA, shape, false), Vec::<String>::new());
    }
    assert!(builder.met.len() > 900, "only {} fields", builder.met.len());
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

/// Compares the fields that were built with the list of the fields of the same types.
fn assert_all_met(met: &BTreeSet<String>) {
    let Some(path) = published("anthropic/fields.tsv") else { return };
    let types: BTreeSet<&str> = met.iter().filter_map(|path| path.split('.').next()).collect();
    let list = fs::read_to_string(path).expect("a text");
    let rows = list.lines().skip(1).map(|row| row.split('\t').collect::<Vec<_>>());
    let fields = rows.filter(|row| types.contains(row[1]) && row[3] != "-");
    let fields: Vec<String> = fields.map(|row| format!("{}.{}", row[1], row[3])).collect();
    let missed: Vec<&String> = fields.iter().filter(|field| !met.contains(*field)).collect();
    assert!(missed.is_empty(), "fields that were not built: {missed:?}");
    assert!(fields.len() > 800, "only {} fields", fields.len());
    println!("{} fields of {} types", fields.len(), types.len());
}
