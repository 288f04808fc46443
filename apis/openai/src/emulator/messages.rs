//! The endpoints of messages.

use schematic_api::mock::ErrorReply;

use super::failures::{invalid_value, not_found, refused};
use super::list::ListQuery;
use super::store::{Conversation, Store};
use super::validate;
use super::world::World;
use crate::{
    ContentPart, CreateMessage, Deleted, InputPart, Message, MessageContent, MessageStatus,
    MessagesCreateRequest, MessagesDeleteRequest, MessagesListRequest, MessagesModifyRequest,
    MessagesRetrieveRequest, Metadata, Page, Role,
};

pub(super) fn create(
    store: &mut Store,
    request: MessagesCreateRequest,
) -> Result<Message, ErrorReply> {
    store.conversation(&request.thread)?;
    let Store { world, conversations, .. } = store;
    let conversation = conversations
        .get_mut(&request.thread)
        .ok_or_else(|| not_found("thread", &request.thread))?;
    if let Some(run) = conversation.active_run() {
        return Err(refused(format!(
            "Can't add messages to {} while a run {run} is active.",
            request.thread
        )));
    }
    add(world, conversation, request.body)
}

/// Adds a message to the end of a thread.
pub(super) fn add(
    world: &mut World,
    conversation: &mut Conversation,
    body: CreateMessage,
) -> Result<Message, ErrorReply> {
    if let Role::Unknown(role) = &body.role {
        let message =
            format!("Invalid value: '{role}'. Supported values are: 'user' and 'assistant'.");
        return Err(invalid_value("role", "invalid_value", message));
    }
    validate::metadata(body.metadata.as_ref())?;
    let now = world.timestamp();
    let mut message = Message::new(world.id::<String>("msg"))
        .created_at(now)
        .thread_id(&conversation.thread.id)
        .status(MessageStatus::Completed)
        .completed_at(now)
        .role(body.role)
        .content(content(body.content)?)
        .metadata(body.metadata.unwrap_or_default());
    message.attachments = Some(body.attachments.unwrap_or_default());
    conversation.messages.push(message.clone());
    Ok(message)
}

pub(super) fn retrieve(
    store: &mut Store,
    request: MessagesRetrieveRequest,
) -> Result<Message, ErrorReply> {
    store.conversation(&request.thread)?.message(&request.message).cloned()
}

pub(super) fn modify(
    store: &mut Store,
    request: MessagesModifyRequest,
) -> Result<Message, ErrorReply> {
    let message = store.conversation(&request.thread)?.message(&request.message)?;
    validate::metadata(request.body.metadata.value())?;
    request.body.metadata.apply(&mut message.metadata);
    message.metadata.get_or_insert_with(Metadata::new);
    Ok(message.clone())
}

pub(super) fn delete(
    store: &mut Store,
    request: MessagesDeleteRequest,
) -> Result<Deleted, ErrorReply> {
    let conversation = store.conversation(&request.thread)?;
    conversation.message(&request.message)?;
    conversation.messages.retain(|message| message.id != request.message);
    Ok(Deleted::new(request.message).object("thread.message.deleted").deleted(true))
}

pub(super) fn list(
    store: &mut Store,
    request: MessagesListRequest,
) -> Result<Page<Message>, ErrorReply> {
    let MessagesListRequest { thread, limit, order, after, before, run_id } = request;
    let messages = store.conversation(&thread)?.messages.iter();
    let wanted = messages.filter(|message| run_id.is_none() || message.run_id == run_id).cloned();
    ListQuery { limit, order, after, before }.page("message", wanted)
}

/// Turns the content of a request into that of a reply.
fn content(content: MessageContent) -> Result<Vec<ContentPart>, ErrorReply> {
    match content {
        MessageContent::Text(text) if !text.is_empty() => Ok(vec![ContentPart::text(text)]),
        MessageContent::Parts(parts) if !parts.is_empty() => parts.into_iter().map(part).collect(),
        MessageContent::Text(_) | MessageContent::Parts(_) => {
            Err(refused("Message content must be non-empty."))
        }
        MessageContent::Unknown(value) => {
            let message = format!(
                "Invalid type for 'content': expected a string or an array of parts, but got {value}"
            );
            Err(invalid_value("content", "invalid_type", message))
        }
    }
}

fn part(part: InputPart) -> Result<ContentPart, ErrorReply> {
    match part {
        InputPart::Text(part) => Ok(ContentPart::text(part.text)),
        InputPart::ImageFile(part) => Ok(ContentPart::ImageFile(part)),
        InputPart::ImageUrl(part) => Ok(ContentPart::ImageUrl(part)),
        InputPart::Unknown(value) => {
            let kinds = "'text', 'image_url', and 'image_file'";
            let message = format!(
                "Invalid value: '{}'. Supported values are: {kinds}.",
                validate::tag(&value)
            );
            Err(invalid_value("content", "invalid_value", message))
        }
    }
}
