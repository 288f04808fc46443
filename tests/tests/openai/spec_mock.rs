//! Every operation of `schematic-openai`, against a mock server that validates requests by the
//! published document.
//!
//! The script `tests/spec-mock` starts that server and runs this test. Without
//! `SCHEMATIC_SPEC_MOCK`, the base URL of the server, the test does nothing.

use std::collections::BTreeSet;

use crate::alternatives as each;
use crate::requests as full;
use schematic_openai::*;
use schematic_tests::spec_mock::{Report, server};

/// The ids that the paths use.
struct Ids {
    assistant: AssistantId,
    thread: ThreadId,
    message: MessageId,
    run: RunId,
    step: StepId,
    file: FileId,
    upload: UploadId,
    store: VectorStoreId,
    batch: VectorStoreFileBatchId,
}

impl Ids {
    fn new() -> Self {
        Self {
            assistant: "asst_abc123".into(),
            thread: "thread_abc123".into(),
            message: "msg_abc123".into(),
            run: "run_abc123".into(),
            step: "step_abc123".into(),
            file: "file-abc123".into(),
            upload: "upload_abc123".into(),
            store: "vs_abc123".into(),
            batch: "vsfb_abc123".into(),
        }
    }
}

async fn assistants(openai: &OpenAi, ids: &Ids, report: &mut Report) {
    let group = openai.assistants();
    report.call("assistants.create", group.create(&full::create_assistant()).response()).await;
    report
        .call("assistants.create", group.create(&CreateAssistant::new("gpt-4o")).response())
        .await;
    for body in each::create_assistants() {
        report.call("assistants.create", group.create(&body).response()).await;
    }
    for body in each::modify_assistants() {
        report.call("assistants.modify", group.modify(&ids.assistant, &body).response()).await;
    }
    report.call("assistants.retrieve", group.retrieve(&ids.assistant).response()).await;
    report
        .call(
            "assistants.modify",
            group.modify(&ids.assistant, &full::modify_assistant()).response(),
        )
        .await;
    report
        .call(
            "assistants.modify",
            group.modify(&ids.assistant, &full::clear_assistant()).response(),
        )
        .await;
    report
        .call("assistants.modify", group.modify(&ids.assistant, &ModifyAssistant::new()).response())
        .await;
    report.call("assistants.delete", group.delete(&ids.assistant).response()).await;
    let list = group.list().limit(100).order(Order::Asc).after("asst_abc").before("asst_xyz");
    report.call("assistants.list", list.response()).await;
    report.call("assistants.list", group.list().response()).await;
}

async fn threads(openai: &OpenAi, ids: &Ids, report: &mut Report) {
    let group = openai.threads();
    report.call("threads.create", group.create(&full::create_thread()).response()).await;
    report.call("threads.create", group.create(&CreateThread::new()).response()).await;
    report
        .call(
            "threads.create_and_run",
            group.create_and_run(&full::create_thread_and_run()).response(),
        )
        .await;
    let small = CreateThreadAndRun::new("asst_abc123");
    report.call("threads.create_and_run", group.create_and_run(&small).response()).await;
    for body in [&full::create_thread_and_run(), &small] {
        let stream = group.create_and_run(body).stream().response();
        report.call("threads.create_and_run", stream).await;
    }
    for body in each::create_threads() {
        report.call("threads.create", group.create(&body).response()).await;
    }
    for body in each::create_threads_and_runs() {
        report.call("threads.create_and_run", group.create_and_run(&body).response()).await;
    }
    report.call("threads.retrieve", group.retrieve(&ids.thread).response()).await;
    report
        .call("threads.modify", group.modify(&ids.thread, &full::modify_thread()).response())
        .await;
    report
        .call("threads.modify", group.modify(&ids.thread, &full::clear_thread()).response())
        .await;
    report.call("threads.modify", group.modify(&ids.thread, &ModifyThread::new()).response()).await;
    report.call("threads.delete", group.delete(&ids.thread).response()).await;
}

async fn messages(openai: &OpenAi, ids: &Ids, report: &mut Report) {
    let group = openai.messages();
    report
        .call("messages.create", group.create(&ids.thread, &full::create_message()).response())
        .await;
    report
        .call(
            "messages.create",
            group.create(&ids.thread, &CreateMessage::user("Hello")).response(),
        )
        .await;
    report.call("messages.retrieve", group.retrieve(&ids.thread, &ids.message).response()).await;
    report
        .call(
            "messages.modify",
            group.modify(&ids.thread, &ids.message, &full::modify_message()).response(),
        )
        .await;
    report
        .call(
            "messages.modify",
            group.modify(&ids.thread, &ids.message, &ModifyMessage::new()).response(),
        )
        .await;
    report.call("messages.delete", group.delete(&ids.thread, &ids.message).response()).await;
    let list = group
        .list(&ids.thread)
        .limit(1)
        .order(Order::Desc)
        .after("msg_abc")
        .before("msg_xyz")
        .run_id(&ids.run);
    report.call("messages.list", list.response()).await;
    report.call("messages.list", group.list(&ids.thread).response()).await;
}

async fn runs(openai: &OpenAi, ids: &Ids, report: &mut Report) {
    let group = openai.runs();
    let create =
        group.create(&ids.thread, &full::create_run()).include([RunInclude::FileSearchContent]);
    report.call("runs.create", create.response()).await;
    let small = CreateRun::new("asst_abc123");
    report.call("runs.create", group.create(&ids.thread, &small).response()).await;
    for body in [&full::create_run(), &small] {
        let stream = group.create(&ids.thread, body).stream().response();
        report.call("runs.create", stream).await;
    }
    for body in each::create_runs() {
        report.call("runs.create", group.create(&ids.thread, &body).response()).await;
    }
    report.call("runs.retrieve", group.retrieve(&ids.thread, &ids.run).response()).await;
    report
        .call("runs.modify", group.modify(&ids.thread, &ids.run, &full::modify_run()).response())
        .await;
    report
        .call("runs.modify", group.modify(&ids.thread, &ids.run, &ModifyRun::new()).response())
        .await;
    report.call("runs.cancel", group.cancel(&ids.thread, &ids.run).response()).await;
    let outputs = full::submit_tool_outputs();
    report
        .call(
            "runs.submit_tool_outputs",
            group.submit_tool_outputs(&ids.thread, &ids.run, &outputs).response(),
        )
        .await;
    let stream = group.submit_tool_outputs(&ids.thread, &ids.run, &outputs).stream().response();
    report.call("runs.submit_tool_outputs", stream).await;
    let none = SubmitToolOutputs::new(Vec::<ToolOutput>::new());
    report
        .call(
            "runs.submit_tool_outputs",
            group.submit_tool_outputs(&ids.thread, &ids.run, &none).response(),
        )
        .await;
    let list =
        group.list(&ids.thread).limit(50).order(Order::Asc).after("run_abc").before("run_xyz");
    report.call("runs.list", list.response()).await;
    report.call("runs.list", group.list(&ids.thread).response()).await;
}

async fn steps(openai: &OpenAi, ids: &Ids, report: &mut Report) {
    let group = openai.steps();
    let retrieve =
        group.retrieve(&ids.thread, &ids.run, &ids.step).include([RunInclude::FileSearchContent]);
    report.call("steps.retrieve", retrieve.response()).await;
    report
        .call("steps.retrieve", group.retrieve(&ids.thread, &ids.run, &ids.step).response())
        .await;
    let list = group
        .list(&ids.thread, &ids.run)
        .limit(50)
        .order(Order::Asc)
        .after("step_abc")
        .before("step_xyz");
    report.call("steps.list", list.include([RunInclude::FileSearchContent]).response()).await;
    report.call("steps.list", group.list(&ids.thread, &ids.run).response()).await;
}

async fn models(openai: &OpenAi, report: &mut Report) {
    let group = openai.models();
    report.call("models.list", group.list().response()).await;
    report
        .call("models.retrieve", group.retrieve(&"ft:gpt-4o-mini:acme::abc123".into()).response())
        .await;
    report.call("models.retrieve", group.retrieve(&"openai/gpt-4o".into()).response()).await;
    report
        .call("models.delete", group.delete(&"ft:gpt-4o-mini:acme::abc123".into()).response())
        .await;
}

async fn files(openai: &OpenAi, ids: &Ids, report: &mut Report) {
    let group = openai.files();
    let list =
        group.list().purpose(FilePurpose::FineTune).limit(10_000).order(Order::Asc).after("file-1");
    report.call("files.list", list.response()).await;
    report.call("files.list", group.list().response()).await;
    report.call("files.create", group.create(full::create_file()).response()).await;
    let small = CreateFile::new(FilePurpose::Assistants, FilePart::new("a.txt", "Hello"));
    report.call("files.create", group.create(small).response()).await;
    report.call("files.retrieve", group.retrieve(&ids.file).response()).await;
    report.call("files.content", group.content(&ids.file).response()).await;
    report.call("files.content_stream", group.content_stream(&ids.file).response()).await;
    report.call("files.delete", group.delete(&ids.file).response()).await;
}

async fn uploads(openai: &OpenAi, ids: &Ids, report: &mut Report) {
    let group = openai.uploads();
    report.call("uploads.create", group.create(&full::create_upload()).response()).await;
    let small = CreateUpload::new("a.pdf", FilePurpose::Assistants, 5, "application/pdf");
    report.call("uploads.create", group.create(&small).response()).await;
    let part = AddUploadPart::of("Hello");
    report.call("uploads.add_part", group.add_part(&ids.upload, part).response()).await;
    let complete = full::complete_upload();
    report.call("uploads.complete", group.complete(&ids.upload, &complete).response()).await;
    let plain = CompleteUpload::new(["part_1"]);
    report.call("uploads.complete", group.complete(&ids.upload, &plain).response()).await;
    report.call("uploads.cancel", group.cancel(&ids.upload).response()).await;
}

async fn vector_stores(openai: &OpenAi, ids: &Ids, report: &mut Report) {
    let group = openai.vector_stores();
    for body in each::create_vector_stores().into_iter().chain([CreateVectorStore::new()]) {
        report.call("vector_stores.create", group.create(&body).response()).await;
    }
    report.call("vector_stores.retrieve", group.retrieve(&ids.store).response()).await;
    for body in [full::modify_vector_store(), full::clear_vector_store(), ModifyVectorStore::new()]
    {
        report.call("vector_stores.modify", group.modify(&ids.store, &body).response()).await;
    }
    report.call("vector_stores.delete", group.delete(&ids.store).response()).await;
    let list = group.list().limit(100).order(Order::Asc).after("vs_abc").before("vs_xyz");
    report.call("vector_stores.list", list.response()).await;
    report.call("vector_stores.list", group.list().response()).await;
    let filtered =
        [full::search_vector_store()].into_iter().chain(full::search_by_each_comparison());
    for body in filtered.chain([SearchVectorStore::new("Return?")]) {
        report.call("vector_stores.search", group.search(&ids.store, &body).response()).await;
    }
}

async fn vector_store_files(openai: &OpenAi, ids: &Ids, report: &mut Report) {
    let (group, store, file) = (openai.vector_store_files(), &ids.store, &ids.file);
    let small = CreateVectorStoreFile::new("file-abc123");
    for body in each::create_vector_store_files().into_iter().chain([small]) {
        report.call("vector_store_files.create", group.create(store, &body).response()).await;
    }
    report.call("vector_store_files.retrieve", group.retrieve(store, file).response()).await;
    for body in [full::modify_vector_store_file(), full::clear_vector_store_file()] {
        report.call("vector_store_files.modify", group.modify(store, file, &body).response()).await;
    }
    report.call("vector_store_files.delete", group.delete(store, file).response()).await;
    let list = group.list(store).limit(1).order(Order::Desc).after("file-abc").before("file-xyz");
    let list = list.filter(VectorStoreFileStatus::Cancelled);
    report.call("vector_store_files.list", list.response()).await;
    report.call("vector_store_files.list", group.list(store).response()).await;
    report.call("vector_store_files.content", group.content(store, file).response()).await;
}

async fn vector_store_file_batches(openai: &OpenAi, ids: &Ids, report: &mut Report) {
    let (group, store, batch) = (openai.vector_store_file_batches(), &ids.store, &ids.batch);
    let small = CreateVectorStoreFileBatch::of_ids(["file-abc123"]);
    for body in each::batches().into_iter().chain([full::batch_of_files(), small]) {
        let create = group.create(store, &body);
        report.call("vector_store_file_batches.create", create.response()).await;
    }
    let retrieve = group.retrieve(store, batch);
    report.call("vector_store_file_batches.retrieve", retrieve.response()).await;
    let cancel = group.cancel(store, batch);
    report.call("vector_store_file_batches.cancel", cancel.response()).await;
    let list = group.list_files(store, batch).limit(1).order(Order::Desc);
    let list = list.after("file-abc").before("file-xyz").filter(VectorStoreFileStatus::InProgress);
    report.call("vector_store_file_batches.list_files", list.response()).await;
    let list = group.list_files(store, batch);
    report.call("vector_store_file_batches.list_files", list.response()).await;
}

/// Calls every operation, with all of its parameters and with only the required ones.
pub(crate) async fn call_all(openai: &OpenAi) -> Report {
    let (ids, mut report) = (Ids::new(), Report::default());
    assistants(openai, &ids, &mut report).await;
    threads(openai, &ids, &mut report).await;
    messages(openai, &ids, &mut report).await;
    runs(openai, &ids, &mut report).await;
    steps(openai, &ids, &mut report).await;
    models(openai, &mut report).await;
    files(openai, &ids, &mut report).await;
    uploads(openai, &ids, &mut report).await;
    vector_stores(openai, &ids, &mut report).await;
    vector_store_files(openai, &ids, &mut report).await;
    vector_store_file_batches(openai, &ids, &mut report).await;
    report
}

#[tokio::test]
async fn every_operation_fits_the_published_document() {
    let Some(url) = server() else { return };
    let openai = OpenAi::builder()
        .base_url(&url)
        .credential("sk-test")
        .retries(0)
        .build()
        .expect("a client");
    let report = call_all(&openai).await;
    assert!(report.findings.is_empty(), "{}", report.findings.join("\n"));
    let declared: BTreeSet<&str> = OpenAi::ENDPOINTS.iter().map(|endpoint| endpoint.id()).collect();
    assert_eq!(report.called, declared, "each declared operation is called");
    println!("{} operations called, no finding", declared.len());
}
