//! Requests that together have every alternative of every union in them.

use schematic_openai::*;

use crate::requests as full;

fn response_formats() -> [ResponseFormat; 4] {
    let schema = JsonSchema::new("report").description("A weather report.");
    let schema = schema.schema(serde_json::json!({ "type": "object" })).strict(true);
    [
        ResponseFormat::Auto,
        ResponseFormat::text(),
        ResponseFormat::json_object(),
        ResponseFormat::json_schema(schema),
    ]
}

fn chunking_strategies() -> [ChunkingStrategy; 2] {
    [ChunkingStrategy::auto(), ChunkingStrategy::fixed(800, 400)]
}

/// A vector store that exists, and new ones.
fn tool_resources() -> Vec<CreateToolResources> {
    let new = chunking_strategies().map(|strategy| {
        let store = NewVectorStore::new().file_ids(["file-abc123"]).metadata([("tier", "gold")]);
        CreateFileSearchResources::create(store.chunking_strategy(strategy))
    });
    let known = CreateFileSearchResources::attach("vs_abc123");
    let all = new.into_iter().chain([known]);
    all.map(|search| CreateToolResources::new().file_search(search)).collect()
}

pub(crate) fn create_assistants() -> Vec<CreateAssistant> {
    let formats = response_formats().map(|it| full::create_assistant().response_format(it));
    let resources = tool_resources().into_iter();
    let resources = resources.map(|it| full::create_assistant().tool_resources(it));
    formats.into_iter().chain(resources).collect()
}

pub(crate) fn modify_assistants() -> Vec<ModifyAssistant> {
    response_formats().map(|it| full::modify_assistant().response_format(it)).into()
}

pub(crate) fn create_threads() -> Vec<CreateThread> {
    let resources = tool_resources().into_iter();
    resources.map(|it| full::create_thread().tool_resources(it)).collect()
}

pub(crate) fn create_threads_and_runs() -> Vec<CreateThreadAndRun> {
    let formats = response_formats().map(|it| full::create_thread_and_run().response_format(it));
    let threads = create_threads().into_iter();
    let threads = threads.map(|it| full::create_thread_and_run().thread(it));
    let free = full::create_thread_and_run().tool_choice(ToolChoice::Auto);
    formats.into_iter().chain(threads).chain([free]).collect()
}

pub(crate) fn create_runs() -> Vec<CreateRun> {
    let formats = response_formats().map(|it| full::create_run().response_format(it));
    let other = full::create_run()
        .tool_choice(ToolChoice::function("get_weather"))
        .truncation_strategy(TruncationStrategy::last(10))
        .additional_messages([CreateMessage::user("Hello")]);
    formats.into_iter().chain([other]).collect()
}

pub(crate) fn create_vector_stores() -> Vec<CreateVectorStore> {
    chunking_strategies().map(|it| full::create_vector_store().chunking_strategy(it)).into()
}

pub(crate) fn create_vector_store_files() -> Vec<CreateVectorStoreFile> {
    chunking_strategies().map(|it| full::create_vector_store_file().chunking_strategy(it)).into()
}

pub(crate) fn batches() -> Vec<CreateVectorStoreFileBatch> {
    let alike = chunking_strategies().map(|it| full::batch_of_ids().chunking_strategy(it));
    let each = CreateVectorStoreFileBatch::of_files(create_vector_store_files());
    alike.into_iter().chain([each]).collect()
}
