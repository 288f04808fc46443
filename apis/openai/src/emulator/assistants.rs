//! The endpoints of assistants.

use schematic_api::mock::ErrorReply;

use super::failures::not_found;
use super::list::ListQuery;
use super::resources::Owner;
use super::store::Store;
use crate::{
    Assistant, AssistantsCreateRequest, AssistantsDeleteRequest, AssistantsListRequest,
    AssistantsModifyRequest, AssistantsRetrieveRequest, Deleted, Metadata, Page, ResponseFormat,
};

pub(super) fn create(
    store: &mut Store,
    request: AssistantsCreateRequest,
) -> Result<Assistant, ErrorReply> {
    let body = request.body;
    store.check_model(&body.model)?;
    let world = &mut store.world;
    world.check_new_resources(body.tool_resources.as_ref())?;
    let mut assistant =
        Assistant::new(world.id::<String>("asst")).created_at(world.timestamp()).model(body.model);
    assistant.name = body.name;
    assistant.description = body.description;
    assistant.instructions = body.instructions;
    assistant.tools = body.tools.unwrap_or_default();
    assistant.tool_resources =
        Some(world.resources(body.tool_resources.unwrap_or_default(), Owner::Assistant));
    assistant.metadata = Some(body.metadata.unwrap_or_default());
    assistant.temperature = Some(body.temperature.unwrap_or(1.0));
    assistant.top_p = Some(body.top_p.unwrap_or(1.0));
    assistant.response_format = Some(body.response_format.unwrap_or(ResponseFormat::Auto));
    assistant.reasoning_effort = body.reasoning_effort;
    store.assistants.push(assistant.clone());
    Ok(assistant)
}

pub(super) fn retrieve(
    store: &mut Store,
    request: AssistantsRetrieveRequest,
) -> Result<Assistant, ErrorReply> {
    store.assistant(&request.assistant).cloned()
}

pub(super) fn modify(
    store: &mut Store,
    request: AssistantsModifyRequest,
) -> Result<Assistant, ErrorReply> {
    let body = request.body;
    body.model.iter().try_for_each(|model| store.check_model(model))?;
    store.assistant(&request.assistant)?;
    store.world.check_resources(body.tool_resources.value())?;
    let assistant = store.assistant(&request.assistant)?;
    body.name.apply(&mut assistant.name);
    body.description.apply(&mut assistant.description);
    body.instructions.apply(&mut assistant.instructions);
    body.tool_resources.apply(&mut assistant.tool_resources);
    body.temperature.apply(&mut assistant.temperature);
    body.top_p.apply(&mut assistant.top_p);
    body.response_format.apply(&mut assistant.response_format);
    body.reasoning_effort.apply(&mut assistant.reasoning_effort);
    body.metadata.apply(&mut assistant.metadata);
    assistant.metadata.get_or_insert_with(Metadata::new);
    assistant.model = body.model.unwrap_or_else(|| assistant.model.clone());
    assistant.tools = body.tools.unwrap_or_else(|| assistant.tools.clone());
    Ok(assistant.clone())
}

pub(super) fn delete(
    store: &mut Store,
    request: AssistantsDeleteRequest,
) -> Result<Deleted, ErrorReply> {
    let id = request.assistant;
    let at = store.assistants.iter().position(|assistant| assistant.id == id);
    store.assistants.remove(at.ok_or_else(|| not_found("assistant", &id))?);
    Ok(Deleted::new(id).object("assistant.deleted").deleted(true))
}

pub(super) fn list(
    store: &mut Store,
    request: AssistantsListRequest,
) -> Result<Page<Assistant>, ErrorReply> {
    let AssistantsListRequest { limit, order, after, before } = request;
    ListQuery { limit, order, after, before }.page("assistant", store.assistants.iter().cloned())
}
