//! Every operation of `schematic-anthropic`, against a mock server that validates requests by the document.
//!
//! The bodies are built from its schemas, in turns that have every field, every string of an enum and every member of a union,
//! and go through our types. The script `tests/spec-mock` starts the server and runs this test.

use std::collections::BTreeSet;

use schematic_anthropic::*;
use schematic_tests::built::{Builder, Shape};
use schematic_tests::spec_mock::{Report, server};
use serde::de::DeserializeOwned;

use crate::coverage::{TURNS, builder};

fn bodies<T: DeserializeOwned>(builder: &mut Builder, schema: &str) -> Vec<T> {
    let full = (0..TURNS).map(Shape::Full);
    let shapes = full.chain([Shape::Nulls, Shape::Required]);
    let documents = shapes.map(|shape| builder.document(schema, shape));
    documents.map(|body| serde_json::from_value(body).expect("a body")).collect()
}

async fn messages(claude: &Anthropic, builder: &mut Builder, report: &mut Report) {
    let group = claude.messages();
    for body in bodies::<CreateMessage>(builder, "MessagesCreateParams") {
        let call = group.create(&body).workspace_id("wrkspc_1").user_profile_id("up_1");
        report.call("messages.create", call.response()).await;
    }
    for body in bodies::<CountTokens>(builder, "MessagesCountTokensParams") {
        let call = group.count_tokens(&body).workspace_id("wrkspc_1").user_profile_id("up_1");
        report.call("messages.count_tokens", call.response()).await;
    }
    let body = CreateMessage::ask("claude-sonnet-5-5", 9, "Hi");
    report.call("messages.create", group.create(&body).response()).await;
    report.call("messages.create", group.create(&body).stream().response()).await;
    report.call("messages.count_tokens", group.count_tokens(&body.into()).response()).await;
}

async fn batches(claude: &Anthropic, builder: &mut Builder, report: &mut Report) {
    let (group, batch) = (claude.batches(), MessageBatchId::from("msgbatch_1"));
    for body in bodies::<CreateMessageBatch>(builder, "MessagesBatchesCreateParams") {
        let call = group.create(&body).workspace_id("wrkspc_1").user_profile_id("up_1");
        report.call("batches.create", call.response()).await;
    }
    let list = group.list().limit(9).after_id("msgbatch_1").before_id("msgbatch_2");
    report.call("batches.list", list.workspace_id("wrkspc_1").response()).await;
    report.call("batches.list", group.list().response()).await;
    report.call("batches.retrieve", group.retrieve(&batch).response()).await;
    report.call("batches.results", group.results(&batch).response()).await;
    report.call("batches.cancel", group.cancel(&batch).response()).await;
    report.call("batches.delete", group.delete(&batch).response()).await;
}

async fn models(claude: &Anthropic, report: &mut Report) {
    let group = claude.models();
    let states = [Lifecycle::Active, Lifecycle::Deprecated, Lifecycle::Retired];
    let list = group.list().limit(9).after_id("a").before_id("b").lifecycle(states);
    report.call("models.list", list.workspace_id("wrkspc_1").response()).await;
    report.call("models.list", group.list().response()).await;
    report.call("models.retrieve", group.retrieve(&"claude-sonnet-5-5".into()).response()).await;
}

async fn files(claude: &Anthropic, report: &mut Report) {
    let (group, file) = (claude.files(), FileId::from("file_1"));
    let part = || FilePart::new("tide.txt", "High");
    let body = UploadFile::new(part()).expires_in_seconds(3600);
    report.call("files.upload", group.upload(body).workspace_id("wrkspc_1").response()).await;
    report.call("files.upload", group.upload(UploadFile::new(part())).response()).await;
    report.call("files.list", group.list().ids(["file_1", "file_2"]).response()).await;
    report.call("files.list", group.list().limit(9).page("p").response()).await;
    report.call("files.list", group.list().response()).await;
    report.call("files.retrieve", group.retrieve(&file).response()).await;
    report.call("files.content", group.content(&file).response()).await;
    report.call("files.content_stream", group.content_stream(&file).response()).await;
    report.call("files.delete", group.delete(&file).response()).await;
}

async fn skills(claude: &Anthropic, report: &mut Report) {
    let (group, skill) = (claude.skills(), SkillId::from("skill_1"));
    let files = || [FilePart::new("tides/SKILL.md", "---"), FilePart::new("tides/a.csv", "1")];
    let body = CreateSkill::new(files()).display_name("Tides");
    report.call("skills.create", group.create(body).response()).await;
    report.call("skills.create", group.create(CreateSkill::new(files())).response()).await;
    report.call("skills.list", group.list().limit(9).page("p").response()).await;
    report.call("skills.list", group.list().response()).await;
    report.call("skills.retrieve", group.retrieve(&skill).response()).await;
    report.call("skills.delete", group.delete(&skill).response()).await;

    let (group, version) = (claude.skill_versions(), SkillVersionId::from("latest"));
    let body = CreateSkillVersion::new(files());
    report.call("skill_versions.create", group.create(&skill, body).response()).await;
    report.call("skill_versions.list", group.list(&skill).limit(9).page("p").response()).await;
    report.call("skill_versions.list", group.list(&skill).response()).await;
    report.call("skill_versions.retrieve", group.retrieve(&skill, &version).response()).await;
    report.call("skill_versions.content", group.content(&skill, &version).response()).await;
    let stream = group.content_stream(&skill, &version);
    report.call("skill_versions.content_stream", stream.response()).await;
    report.call("skill_versions.delete", group.delete(&skill, &version).response()).await;
}

#[tokio::test]
async fn every_operation_fits_the_published_document() {
    let (Some(url), Some(mut builder)) = (server(), builder()) else { return };
    let claude = Anthropic::builder().base_url(&url).credential("sk-test").retries(0);
    let (claude, mut report) = (claude.build().expect("a client"), Report::default());
    messages(&claude, &mut builder, &mut report).await;
    batches(&claude, &mut builder, &mut report).await;
    models(&claude, &mut report).await;
    files(&claude, &mut report).await;
    skills(&claude, &mut report).await;
    assert!(report.findings.is_empty(), "{}", report.findings.join("\n"));
    let declared: BTreeSet<&str> =
        Anthropic::ENDPOINTS.iter().map(|endpoint| endpoint.id()).collect();
    assert_eq!(report.called, declared, "each declared operation is called");
    println!("{} lines called, no finding", declared.len());
}
