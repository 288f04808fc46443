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
