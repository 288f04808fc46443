//! The endpoints of messages.

use schematic_api::mock::ErrorReply;

use super::failures::refused;
use super::list::ListQuery;
use super::resources::Owner;
use super::store::{Conversation, Store};
use super::world::World;
use crate::{
    AttachmentTool, ContentPart, CreateMessage, CreateVectorStore, CreateVectorStoreFile, Deleted,
    FileId, InputPart, Message, MessageContent, MessageStatus, MessagesCreateRequest,
    MessagesDeleteRequest, MessagesListRequest, MessagesModifyRequest, MessagesRetrieveRequest,
    Metadata, Page, VectorStoreId,
};

/// The largest number of files that the code interpreter can use in a thread.
const MAX_FILES: usize = 20;

pub(super) fn create(
    store: &mut Store,
    request: MessagesCreateRequest,
) -> Result<Message, ErrorReply> {
    store.conversation(&request.thread)?;
    let (world, conversation) = store.thread(&request.thread)?;
    if let Some(run) = conversation.active_run() {
        return Err(refused(format!(
            "Can't add messages to {} while a run {run} is active.",
            request.thread
        )));
    }
    check(world, conversation.stores(), std::slice::from_ref(&request.body))?;
    let message = message(world, conversation, request.body);
    conversation.add(world, message.clone());
    Ok(message)
}

/// Checks that the files of new messages exist, and that those for the file search can be added to the vector store of the
/// thread.
pub(super) fn check(
    world: &mut World,
    stores: Option<&[VectorStoreId]>,
    bodies: &[CreateMessage],
) -> Result<(), ErrorReply> {
    world.check_files(bodies.iter().flat_map(|body| images(&body.content)))?;
    let attachments = bodies.iter().flat_map(|body| body.attachments.iter().flatten());
    world.check_files(attachments.clone().filter_map(|attachment| attachment.file_id.as_ref()))?;
    let mut tools = attachments.flat_map(|attachment| attachment.tools.iter().flatten());
    match stores.and_then(<[_]>::first) {
        Some(id) if tools.any(|tool| matches!(tool, AttachmentTool::FileSearch(_))) => {
            world.storage().shelf(id)?.check().map(drop)
        }
        _ => Ok(()),
    }
}

/// Returns the files of the images that a message shows.
fn images(content: &MessageContent) -> impl Iterator<Item = &FileId> {
    let parts: &[_] = if let MessageContent::Parts(parts) = content { parts } else { &[] };
    parts.iter().filter_map(|part| match part {
        InputPart::ImageFile(part) => Some(&part.image_file.file_id),
        _ => None,
    })
}

/// Returns a new message for the end of a thread. The body has been checked, so that none is refused.
pub(super) fn message(
    world: &mut World,
    conversation: &Conversation,
    body: CreateMessage,
) -> Message {
    let now = world.timestamp();
    let mut message = Message::new(world.id::<String>("msg"))
        .created_at(now)
        .thread_id(&conversation.thread.id)
        .status(MessageStatus::Completed)
        .completed_at(now)
        .role(body.role)
        .content(content(body.content))
        .metadata(body.metadata.unwrap_or_default());
    message.attachments = Some(body.attachments.unwrap_or_default());
    message
}

impl Conversation {
    /// Adds a message to the end of the thread, and its files to the resources of the thread.
    pub(super) fn add(&mut self, world: &mut World, message: Message) {
        for attachment in message.attachments.iter().flatten() {
            for tool in attachment.tools.iter().flatten() {
                self.attach(world, attachment.file_id.as_ref(), tool);
            }
        }
        self.messages.push(message);
    }

    /// Returns the vector stores of the thread.
    pub(super) fn stores(&self) -> Option<&[VectorStoreId]> {
        self.thread.tool_resources.as_ref()?.file_search.as_ref()?.vector_store_ids.as_deref()
    }

    /// Lets a tool use a file: the file search in the vector store of the thread, which is created for the first file.
    fn attach(&mut self, world: &mut World, file: Option<&FileId>, tool: &AttachmentTool) {
        let resources = self.thread.tool_resources.get_or_insert_default();
        match tool {
            AttachmentTool::FileSearch(_) => {
                let stores = &mut resources.file_search.get_or_insert_default().vector_store_ids;
                let stores = stores.get_or_insert_default();
                let made = || world.add_shelf_of(Owner::Thread, CreateVectorStore::new());
                let store = stores.first().cloned().unwrap_or_else(made);
                if let Some(file) = file {
                    // Both have been checked.
                    let _ = world.shelve(&store, CreateVectorStoreFile::new(file));
                }
                *stores = vec![store];
            }
            AttachmentTool::CodeInterpreter(_) => {
                let files = &mut resources.code_interpreter.get_or_insert_default().file_ids;
                let files = files.get_or_insert_default();
                let room = files.len() < MAX_FILES;
                files.extend(file.filter(|file| room && !files.contains(file)).cloned());
            }
            AttachmentTool::Unknown(_) => {}
        }
    }
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
fn content(content: MessageContent) -> Vec<ContentPart> {
    match content {
        MessageContent::Text(text) => vec![ContentPart::text(text)],
        MessageContent::Parts(parts) => parts.into_iter().map(part).collect(),
        MessageContent::Unknown(_) => Vec::new(),
    }
}

fn part(part: InputPart) -> ContentPart {
    match part {
        InputPart::Text(part) => ContentPart::text(part.text),
        InputPart::ImageFile(part) => ContentPart::ImageFile(part),
        InputPart::ImageUrl(part) => ContentPart::ImageUrl(part),
        InputPart::Unknown(value) => ContentPart::Unknown(value),
    }
}
