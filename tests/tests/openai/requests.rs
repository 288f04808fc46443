//! Requests with every field set, for the tests of what is sent.

use schematic_openai::*;
use serde_json::json;

/// A schema for arguments and answers.
fn schema() -> serde_json::Value {
    json!({ "type": "object", "properties": { "city": { "type": "string" } }, "required": ["city"], "additionalProperties": false })
}

fn metadata() -> Metadata {
    Metadata::from([("customer", "42"), ("tier", "gold")])
}

fn tools() -> [Tool; 3] {
    let ranking = RankingOptions::new(0.5).ranker(Ranker::Default20240821);
    let search = FileSearchTool::new()
        .file_search(FileSearchOptions::new().max_num_results(5).ranking_options(ranking));
    let weather = FunctionDefinition::new("get_weather")
        .description("The weather, now.")
        .parameters(schema())
        .strict(true);
    [Tool::code_interpreter(), Tool::FileSearch(search), Tool::function(weather)]
}

fn response_format() -> ResponseFormat {
    ResponseFormat::json_schema(
        JsonSchema::new("report").description("A weather report.").schema(schema()).strict(true),
    )
}

fn tool_resources() -> ToolResources {
    ToolResources::vector_store("vs_abc123").files(["file-abc123"])
}

fn new_vector_store() -> CreateToolResources {
    let store = NewVectorStore::new()
        .file_ids(["file-abc123", "file-abc456"])
        .chunking_strategy(ChunkingStrategy::fixed(800, 400))
        .metadata(metadata());
    CreateToolResources::new()
        .code_interpreter(CodeInterpreterResources::new().file_ids(["file-abc123"]))
        .file_search(CreateFileSearchResources::create(store))
}

fn known_vector_store() -> CreateToolResources {
    CreateToolResources::new()
        .code_interpreter(CodeInterpreterResources::new().file_ids(["file-abc123"]))
        .file_search(CreateFileSearchResources::attach("vs_abc123"))
}

pub(crate) fn create_assistant() -> CreateAssistant {
    CreateAssistant::new("gpt-4o")
        .name("Forecaster")
        .description("Tells the weather.")
        .instructions("Be brief.")
        .reasoning_effort(ReasoningEffort::Low)
        .tools(tools())
        .tool_resources(new_vector_store())
        .metadata(metadata())
        .temperature(0.5)
        .top_p(0.9)
        .response_format(response_format())
}

pub(crate) fn modify_assistant() -> ModifyAssistant {
    ModifyAssistant::new()
        .model("gpt-4o-mini")
        .reasoning_effort(ReasoningEffort::High)
        .name("Forecaster")
        .description("Tells the weather.")
        .instructions("Be brief.")
        .tools(tools())
        .tool_resources(tool_resources())
        .metadata(metadata())
        .temperature(0.5)
        .top_p(0.9)
        .response_format(ResponseFormat::json_object())
}

/// Every field that can be cleared, cleared.
pub(crate) fn clear_assistant() -> ModifyAssistant {
    ModifyAssistant::new()
        .clear_reasoning_effort()
        .clear_name()
        .clear_description()
        .clear_instructions()
        .clear_tool_resources()
        .clear_metadata()
        .clear_temperature()
        .clear_top_p()
        .clear_response_format()
}

pub(crate) fn create_message() -> CreateMessage {
    let file = ImageFilePart::new(ImageFile::new("file-abc123").detail(ImageDetail::High));
    let url =
        ImageUrlPart::new(ImageUrl::new("https://example.com/cat.png").detail(ImageDetail::Low));
    let parts =
        [InputPart::text("What is this?"), InputPart::ImageFile(file), InputPart::ImageUrl(url)];
    let attachment = Attachment::new()
        .file_id("file-abc123")
        .tools([AttachmentTool::code_interpreter(), AttachmentTool::file_search()]);
    CreateMessage::user(parts).attachments([attachment]).metadata(metadata())
}

pub(crate) fn modify_message() -> ModifyMessage {
    ModifyMessage::new().metadata(metadata())
}

pub(crate) fn create_thread() -> CreateThread {
    CreateThread::new()
        .messages([create_message(), CreateMessage::assistant("A cat.")])
        .tool_resources(new_vector_store())
        .metadata(metadata())
}

pub(crate) fn modify_thread() -> ModifyThread {
    ModifyThread::new().tool_resources(tool_resources()).metadata(metadata())
}

pub(crate) fn clear_thread() -> ModifyThread {
    ModifyThread::new().clear_tool_resources().clear_metadata()
}

pub(crate) fn create_thread_and_run() -> CreateThreadAndRun {
    let thread = CreateThread::new()
        .messages([create_message()])
        .tool_resources(known_vector_store())
        .metadata(metadata());
    let mut body = CreateThreadAndRun::new("asst_abc123")
        .thread(thread)
        .model("gpt-4o")
        .instructions("Be brief.")
        .tools(tools())
        .tool_resources(tool_resources())
        .metadata(metadata())
        .temperature(0.5)
        .top_p(0.9)
        .max_prompt_tokens(1000)
        .max_completion_tokens(500)
        .truncation_strategy(TruncationStrategy::last(10))
        .tool_choice(ToolChoice::function("get_weather"))
        .parallel_tool_calls(false)
        .response_format(response_format());
    body.stream = Some(false);
    body
}

pub(crate) fn create_run() -> CreateRun {
    let mut body = CreateRun::new("asst_abc123")
        .model("gpt-4o")
        .reasoning_effort(ReasoningEffort::Minimal)
        .instructions("Be brief.")
        .additional_instructions("Answer in Dutch.")
        .additional_messages([create_message()])
        .tools(tools())
        .metadata(metadata())
        .temperature(0.5)
        .top_p(0.9)
        .max_prompt_tokens(1000)
        .max_completion_tokens(500)
        .truncation_strategy(TruncationStrategy::auto())
        .tool_choice(ToolChoice::Required)
        .parallel_tool_calls(true)
        .response_format(ResponseFormat::Auto);
    body.stream = Some(false);
    body
}

pub(crate) fn modify_run() -> ModifyRun {
    ModifyRun::new().metadata(metadata())
}

pub(crate) fn submit_tool_outputs() -> SubmitToolOutputs {
    let mut body = SubmitToolOutputs::new([
        ToolOutput::new("call_abc123", "70 degrees"),
        ToolOutput::new("call_abc456", "sunny"),
    ]);
    body.stream = Some(false);
    body
}

fn attributes() -> FileAttributes {
    let mut attributes = FileAttributes::from([("region", "eu")]);
    attributes.insert("year", 2026);
    attributes.insert("weight", 0.5);
    attributes.insert("draft", false);
    attributes
}

pub(crate) fn create_file() -> CreateFile {
    CreateFile::new(FilePurpose::Evals, FilePart::new("evals.jsonl", "{}\n"))
        .expires_after(FileExpiration::after_creation(2_592_000))
}

pub(crate) fn create_upload() -> CreateUpload {
    CreateUpload::new("examples.jsonl", FilePurpose::FineTune, 2_147_483_648, "text/jsonl")
        .expires_after(FileExpiration::after_creation(3600))
}

pub(crate) fn complete_upload() -> CompleteUpload {
    CompleteUpload::new(["part_def456", "part_ghi789"]).md5("d41d8cd98f00b204e9800998ecf8427e")
}

pub(crate) fn create_vector_store() -> CreateVectorStore {
    CreateVectorStore::new()
        .file_ids(["file-abc123", "file-abc456"])
        .name("Support FAQ")
        .description("Questions and answers.")
        .expires_after(VectorStoreExpiration::after_last_use(7))
        .chunking_strategy(ChunkingStrategy::fixed(1200, 200))
        .metadata(metadata())
}

pub(crate) fn modify_vector_store() -> ModifyVectorStore {
    ModifyVectorStore::new()
        .name("Support FAQ")
        .expires_after(VectorStoreExpiration::after_last_use(365))
        .metadata(metadata())
}

/// Every field that can be cleared, cleared.
pub(crate) fn clear_vector_store() -> ModifyVectorStore {
    ModifyVectorStore::new().clear_name().clear_expires_after().clear_metadata()
}

/// A filter with every comparison and combination, and every type of value.
fn filter() -> Filter {
    let edition: [AttributeValue; 3] = [1.into(), 2.5.into(), "draft".into()];
    let nested = Filter::or([
        Filter::is_in("language", ["nl", "de"]),
        Filter::not_in("edition", edition),
        Filter::and([Filter::gt("pages", 10), Filter::lte("pages", 20)]),
    ]);
    Filter::and([
        Filter::eq("region", "eu"),
        Filter::ne("draft", true),
        Filter::gte("year", 2024),
        Filter::lt("weight", 0.5),
        nested,
    ])
}

pub(crate) fn search_vector_store() -> SearchVectorStore {
    search(filter())
}

/// Searches with one comparison each.
pub(crate) fn search_by_each_comparison() -> Vec<SearchVectorStore> {
    comparisons(filter()).into_iter().map(search).collect()
}

/// The comparisons of a filter, at any depth.
fn comparisons(filter: Filter) -> Vec<Filter> {
    match filter {
        Filter::Compound(compound) => compound.filters.into_iter().flat_map(comparisons).collect(),
        comparison => vec![comparison],
    }
}

fn search(filter: Filter) -> SearchVectorStore {
    let ranking =
        SearchRankingOptions::new().ranker(SearchRanker::Default20241115).score_threshold(0.25);
    SearchVectorStore::new(["What is the return policy?", "May I send it back?"])
        .rewrite_query(true)
        .max_num_results(50)
        .filters(filter)
        .ranking_options(ranking)
}

pub(crate) fn create_vector_store_file() -> CreateVectorStoreFile {
    CreateVectorStoreFile::new("file-abc123")
        .chunking_strategy(ChunkingStrategy::fixed(100, 50))
        .attributes(attributes())
}

pub(crate) fn modify_vector_store_file() -> ModifyVectorStoreFile {
    ModifyVectorStoreFile::replace(attributes())
}

pub(crate) fn clear_vector_store_file() -> ModifyVectorStoreFile {
    ModifyVectorStoreFile::clear()
}

/// A batch of files with settings of their own.
pub(crate) fn batch_of_files() -> CreateVectorStoreFileBatch {
    CreateVectorStoreFileBatch::of_files([
        create_vector_store_file(),
        CreateVectorStoreFile::new("file-abc456"),
    ])
}

/// A batch of files with the same settings.
pub(crate) fn batch_of_ids() -> CreateVectorStoreFileBatch {
    CreateVectorStoreFileBatch::of_ids(["file-abc123", "file-abc456"])
        .chunking_strategy(ChunkingStrategy::auto())
        .attributes(attributes())
}
