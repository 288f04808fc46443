//! The endpoints of threads.

use schematic_api::Endpoint;
use schematic_api::mock::{ErrorReply, Operation, Parts, Rejection, RepliesWith, Respond};

use super::failures::not_found;
use super::messages;
use super::resources::Owner;
use super::runs;
use super::store::{Conversation, Store};
use super::world::World;
use crate::{
    CreateRun, CreateThread, Deleted, Metadata, Run, Thread, ThreadsCreateAndRunRequest,
    ThreadsCreateRequest, ThreadsDeleteRequest, ThreadsModifyRequest, ThreadsRetrieveRequest,
};

/// A request to create a thread. Unlike the declared one, it may have no body.
pub(super) struct Create(CreateThread);

impl Operation for Create {
    const ENDPOINT: &'static Endpoint = ThreadsCreateRequest::ENDPOINT;

    fn from_parts(parts: &Parts) -> Result<Self, Rejection> {
        match parts.received().body().is_empty() {
            true => Ok(Self(CreateThread::new())),
            false => parts.json().map(Self),
        }
    }
}

impl<R: Respond> RepliesWith<R> for Create where ThreadsCreateRequest: RepliesWith<R> {}

pub(super) fn create(store: &mut Store, Create(body): Create) -> Result<Thread, ErrorReply> {
    let conversation = conversation(&mut store.world, body)?;
    let thread = conversation.thread.clone();
    store.conversations.insert(thread.id.clone(), conversation);
    Ok(thread)
}

pub(super) fn create_and_run(
    store: &mut Store,
    request: ThreadsCreateAndRunRequest,
) -> Result<Run, ErrorReply> {
    let body = request.body;
    let assistant = store.assistant(&body.assistant_id)?.clone();
    body.model.iter().try_for_each(|model| store.check_model(model))?;
    // What is wrong with the run is found before a vector store is made for its thread.
    runs::check_choice(body.tool_choice.as_ref(), body.tools.as_ref().unwrap_or(&assistant.tools))?;
    store.world.check_resources(body.tool_resources.as_ref())?;
    let mut conversation = conversation(&mut store.world, body.thread.unwrap_or_default())?;
    let mut options = CreateRun::new(body.assistant_id);
    options.model = body.model;
    options.instructions = body.instructions;
    options.tools = body.tools;
    options.metadata = body.metadata;
    options.temperature = body.temperature;
    options.top_p = body.top_p;
    options.stream = body.stream;
    options.max_prompt_tokens = body.max_prompt_tokens;
    options.max_completion_tokens = body.max_completion_tokens;
    options.truncation_strategy = body.truncation_strategy;
    options.tool_choice = body.tool_choice;
    options.parallel_tool_calls = body.parallel_tool_calls;
    options.response_format = body.response_format;
    let resources = body.tool_resources;
    let run = runs::start(&mut store.world, &mut conversation, &assistant, options, resources)?;
    store.conversations.insert(conversation.thread.id.clone(), conversation);
    Ok(run)
}

pub(super) fn retrieve(
    store: &mut Store,
    request: ThreadsRetrieveRequest,
) -> Result<Thread, ErrorReply> {
    Ok(store.conversation(&request.thread)?.thread.clone())
}

pub(super) fn modify(
    store: &mut Store,
    request: ThreadsModifyRequest,
) -> Result<Thread, ErrorReply> {
    store.conversation(&request.thread)?;
    let (world, conversation) = store.thread(&request.thread)?;
    world.check_resources(request.body.tool_resources.value())?;
    let thread = &mut conversation.thread;
    request.body.tool_resources.apply(&mut thread.tool_resources);
    request.body.metadata.apply(&mut thread.metadata);
    thread.metadata.get_or_insert_with(Metadata::new);
    Ok(thread.clone())
}

pub(super) fn delete(
    store: &mut Store,
    request: ThreadsDeleteRequest,
) -> Result<Deleted, ErrorReply> {
    let id = request.thread;
    store.conversations.remove(&id).ok_or_else(|| not_found("thread", &id))?;
    Ok(Deleted::new(id).object("thread.deleted").deleted(true))
}

/// Returns a new thread with its first messages. If something is wrong with one of them, nothing remains.
fn conversation(world: &mut World, body: CreateThread) -> Result<Conversation, ErrorReply> {
    let bodies = body.messages.unwrap_or_default();
    world.check_new_resources(body.tool_resources.as_ref())?;
    let search = body.tool_resources.as_ref().and_then(|given| given.file_search.as_ref());
    let stores = search.and_then(|search| search.vector_store_ids.as_deref());
    messages::check(world, stores, &bodies)?;
    let mut thread = Thread::new(world.id::<String>("thread")).created_at(world.timestamp());
    let resources = world.resources(body.tool_resources.unwrap_or_default(), Owner::Thread);
    thread.tool_resources = Some(resources);
    thread.metadata = Some(body.metadata.unwrap_or_default());
    let mut conversation = Conversation::new(thread);
    for body in bodies {
        let message = messages::message(world, &conversation, body);
        conversation.add(world, message);
    }
    Ok(conversation)
}
