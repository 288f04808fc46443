//! The endpoints of runs.

use std::collections::BTreeSet;

use schematic_api::mock::ErrorReply;
use serde_json::json;

use super::failures::{invalid_value, refused};
use super::job::{Job, LIFETIME};
use super::list::ListQuery;
use super::messages;
use super::store::{Conversation, Store};
use super::world::World;
use crate::{
    Assistant, CreateRun, Metadata, Page, ResponseFormat, Run, RunInclude, RunStatus,
    RunsCancelRequest, RunsCreateRequest, RunsListRequest, RunsModifyRequest, RunsRetrieveRequest,
    RunsSubmitToolOutputsRequest, Timestamp, Tool, ToolCall, ToolChoice, ToolOutput, ToolResources,
    TruncationStrategy,
};

pub(super) fn create(store: &mut Store, request: RunsCreateRequest) -> Result<Run, ErrorReply> {
    store.conversation(&request.thread)?;
    let assistant = store.assistant(&request.body.assistant_id)?.clone();
    request.body.model.iter().try_for_each(|model| store.check_model(model))?;
    let (world, conversation) = store.thread(&request.thread)?;
    if let Some(active) = conversation.active_run() {
        return Err(refused(format!(
            "Thread {} already has an active run {active}.",
            request.thread
        )));
    }
    let run = start(world, conversation, &assistant, request.body, None)?;
    if let Some(job) = conversation.jobs.last_mut() {
        job.record.contents = wants_contents(request.include.as_deref());
    }
    Ok(run)
}

/// Starts a run on a thread without an active one.
pub(super) fn start(
    world: &mut World,
    conversation: &mut Conversation,
    assistant: &Assistant,
    mut body: CreateRun,
    resources: Option<ToolResources>,
) -> Result<Run, ErrorReply> {
    let tools = body.tools.take().unwrap_or_else(|| assistant.tools.clone());
    check_choice(body.tool_choice.as_ref(), &tools)?;
    let messages = body.additional_messages.take().unwrap_or_default();
    messages::check(world, conversation.stores(), &messages)?;
    // From here on, nothing is refused, so that nothing remains of a run that is.
    for message in messages {
        let message = messages::message(world, conversation, message);
        conversation.add(world, message);
    }
    let mut run = Run::new(world.id::<String>("run"))
        .created_at(world.timestamp())
        .thread_id(&conversation.thread.id);
    run.expires_at = Some(Timestamp::from(run.created_at.seconds() + LIFETIME.as_secs() as i64));
    run.instructions = Some(instructions(assistant, &body));
    run.assistant_id = body.assistant_id;
    run.model = body.model.unwrap_or_else(|| assistant.model.clone());
    run.tools = tools;
    run.tool_resources = resources.or_else(|| assistant.tool_resources.clone());
    run.reasoning_effort = body.reasoning_effort.or_else(|| assistant.reasoning_effort.clone());
    run.metadata = Some(body.metadata.unwrap_or_default());
    run.temperature = body.temperature.or(assistant.temperature);
    run.top_p = body.top_p.or(assistant.top_p);
    run.max_prompt_tokens = body.max_prompt_tokens;
    run.max_completion_tokens = body.max_completion_tokens;
    run.truncation_strategy = Some(complete(body.truncation_strategy));
    run.tool_choice = Some(body.tool_choice.unwrap_or(ToolChoice::Auto));
    run.parallel_tool_calls = Some(body.parallel_tool_calls.unwrap_or(true));
    let format = body.response_format.or_else(|| assistant.response_format.clone());
    run.response_format = Some(format.unwrap_or(ResponseFormat::Auto));
    let job = Job::new(run, conversation.stores().unwrap_or_default(), world);
    let run = job.record.run.clone();
    conversation.jobs.push(job);
    Ok(run)
}

pub(super) fn retrieve(store: &mut Store, request: RunsRetrieveRequest) -> Result<Run, ErrorReply> {
    Ok(store.conversation(&request.thread)?.job(&request.run)?.record.run.clone())
}

pub(super) fn modify(store: &mut Store, request: RunsModifyRequest) -> Result<Run, ErrorReply> {
    let (.., job) = store.job(&request.thread, &request.run)?;
    let run = &mut job.record.run;
    request.body.metadata.apply(&mut run.metadata);
    run.metadata.get_or_insert_with(Metadata::new);
    Ok(run.clone())
}

pub(super) fn cancel(store: &mut Store, request: RunsCancelRequest) -> Result<Run, ErrorReply> {
    let (.., job) = store.job(&request.thread, &request.run)?;
    let status = &job.record.run.status;
    if status.is_terminal() || *status == RunStatus::Cancelling {
        return Err(refused(format!("Cannot cancel run with status '{status}'.")));
    }
    job.cancel();
    Ok(job.record.run.clone())
}

pub(super) fn submit_tool_outputs(
    store: &mut Store,
    request: RunsSubmitToolOutputsRequest,
) -> Result<Run, ErrorReply> {
    let (world, _, job) = store.job(&request.thread, &request.run)?;
    let run = &job.record.run;
    if run.status != RunStatus::RequiresAction {
        let status = &run.status;
        return Err(refused(format!("Runs in status \"{status}\" do not accept tool outputs.")));
    }
    check_outputs(run.tool_calls(), &request.body.tool_outputs)?;
    job.submit(&request.body.tool_outputs, world);
    Ok(job.record.run.clone())
}

pub(super) fn list(store: &mut Store, request: RunsListRequest) -> Result<Page<Run>, ErrorReply> {
    let RunsListRequest { thread, limit, order, after, before } = request;
    let runs = store.conversation(&thread)?.jobs.iter().map(|job| job.record.run.clone());
    ListQuery { limit, order, after, before }.page("run", runs)
}

/// Returns whether a request asks for the content of file search results.
pub(super) fn wants_contents(include: Option<&[RunInclude]>) -> bool {
    include.is_some_and(|include| include.contains(&RunInclude::FileSearchContent))
}

/// Checks that the tools of a run have what its tool choice demands.
pub(super) fn check_choice(choice: Option<&ToolChoice>, tools: &[Tool]) -> Result<(), ErrorReply> {
    let named = |name: &str| {
        let mut functions = tools.iter().filter_map(|tool| match tool {
            Tool::Function(tool) => Some(&tool.function.name),
            _ => None,
        });
        functions.any(|function| function == name)
    };
    let problem = match choice {
        Some(ToolChoice::Required) if tools.is_empty() => {
            "'required' is only allowed when 'tools' are specified.".to_owned()
        }
        Some(ToolChoice::Function(choice)) if !named(&choice.function.name) => {
            let name = &choice.function.name;
            format!("no function named '{name}' was specified in the 'tools' parameter.")
        }
        Some(ToolChoice::CodeInterpreter(_)) if !tools.iter().any(is_code_interpreter) => {
            "no 'code_interpreter' was specified in the 'tools' parameter.".to_owned()
        }
        Some(ToolChoice::FileSearch(_)) if !tools.iter().any(is_file_search) => {
            "no 'file_search' was specified in the 'tools' parameter.".to_owned()
        }
        _ => return Ok(()),
    };
    let message = format!("Invalid value for 'tool_choice': {problem}");
    Err(invalid_value("tool_choice", "invalid_value", message))
}

fn is_code_interpreter(tool: &Tool) -> bool {
    matches!(tool, Tool::CodeInterpreter(_))
}

fn is_file_search(tool: &Tool) -> bool {
    matches!(tool, Tool::FileSearch(_))
}

/// Checks that there is exactly one output for each call.
fn check_outputs(calls: &[ToolCall], outputs: &[ToolOutput]) -> Result<(), ErrorReply> {
    let expected: BTreeSet<_> = calls.iter().map(|call| call.id.as_str()).collect();
    let given: BTreeSet<_> = outputs.iter().map(|output| output.tool_call_id.as_str()).collect();
    if expected == given && given.len() == outputs.len() {
        return Ok(());
    }
    let expected = quoted(calls.iter().map(|call| call.id.as_str()));
    let given = quoted(outputs.iter().map(|output| output.tool_call_id.as_str()));
    Err(refused(format!("Expected tool outputs for call_ids [{expected}], got [{given}]")))
}

fn quoted<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.map(|id| format!("'{id}'")).collect::<Vec<_>>().join(", ")
}

fn instructions(assistant: &Assistant, body: &CreateRun) -> String {
    let base = body.instructions.as_deref().or(assistant.instructions.as_deref());
    let parts = [base, body.additional_instructions.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// Returns the strategy as replies carry it, in which an unset `last_messages` is `null`.
fn complete(strategy: Option<TruncationStrategy>) -> TruncationStrategy {
    let strategy = strategy.unwrap_or_else(TruncationStrategy::auto);
    let wire = json!({ "type": strategy.kind, "last_messages": strategy.last_messages });
    serde_json::from_value(wire).unwrap_or(strategy)
}
