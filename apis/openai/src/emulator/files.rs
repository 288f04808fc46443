//! The endpoints of files.

use bytes::Bytes;
use schematic_api::Endpoint;
use schematic_api::mock::{ErrorReply, Operation, Parts, Rejection, RepliesWith, Respond};
use schematic_api::transport::ResponseBody;

use super::failures::{invalid_value, too_large};
use super::form::Form;
use super::list::ListQuery;
use super::storage::StoredFile;
use super::storage_rules::{CREATE_FILE, MAX_FILE};
use super::store::Store;
use super::world::World;
use crate::{
    Deleted, FileExpiration, FileObject, FilePurpose, FileStatus, FilesContentRequest,
    FilesContentStreamRequest, FilesCreateRequest, FilesDeleteRequest, FilesListRequest,
    FilesRetrieveRequest, Page, Timestamp,
};

/// The number of files on a page unless the request sets a limit.
const DEFAULT_LIMIT: u32 = 10_000;

/// When files of the purpose `batch` expire unless the request says otherwise, in seconds: after 30 days.
const LIFETIME_OF_BATCHES: u64 = 2_592_000;

/// A request to create a file, with all parts of its body, also those that are not declared.
pub(super) struct Create(Form);

impl Operation for Create {
    const ENDPOINT: &'static Endpoint = FilesCreateRequest::ENDPOINT;

    fn from_parts(parts: &Parts) -> Result<Self, Rejection> {
        parts.multipart().map(Self)
    }
}

impl<R: Respond> RepliesWith<R> for Create where FilesCreateRequest: RepliesWith<R> {}

pub(super) fn create(store: &mut Store, Create(form): Create) -> Result<FileObject, ErrorReply> {
    let mut form = form.check(&CREATE_FILE)?;
    let (name, content) = form.file("file");
    let purpose = form.field("purpose").unwrap_or(FilePurpose::UserData);
    check_name(&name, &purpose, "file")?;
    if content.len() > MAX_FILE {
        return Err(too_large(MAX_FILE, content.len()));
    }
    Ok(store.world.add_file(name, purpose, form.field("expires_after"), content))
}

/// Some purposes ask for a file of JSON Lines.
pub(super) fn check_name(
    name: &str,
    purpose: &FilePurpose,
    parameter: &str,
) -> Result<(), ErrorReply> {
    let api = match purpose {
        FilePurpose::Batch => "Batch",
        FilePurpose::FineTune => "Fine-Tuning",
        _ => return Ok(()),
    };
    match name.ends_with(".jsonl") {
        true => Ok(()),
        false => {
            let message = format!("Invalid file format for {api} API. Must be .jsonl");
            Err(invalid_value(parameter, "invalid_value", message))
        }
    }
}

impl World {
    /// Stores a new file.
    pub(super) fn add_file(
        &mut self,
        name: String,
        purpose: FilePurpose,
        expiration: Option<FileExpiration>,
        content: Bytes,
    ) -> FileObject {
        let now = self.timestamp();
        let lifetime = match expiration {
            Some(expiration) => Some(expiration.seconds),
            None => Some(LIFETIME_OF_BATCHES).filter(|_| purpose == FilePurpose::Batch),
        };
        let mut object = FileObject::new(self.file_id())
            .created_at(now)
            .bytes(content.len() as u64)
            .filename(name)
            .purpose(purpose)
            .status(FileStatus::Processed);
        object.expires_at = lifetime.map(|seconds| Timestamp::from(now.seconds() + seconds as i64));
        self.storage().files.push(StoredFile { object: object.clone(), content });
        object
    }
}

pub(super) fn list(
    store: &mut Store,
    request: FilesListRequest,
) -> Result<Page<FileObject>, ErrorReply> {
    let FilesListRequest { purpose, limit, order, after } = request;
    let files = store.world.storage().files.iter().map(|file| &file.object);
    let wanted = files.filter(|file| purpose.as_ref().is_none_or(|wanted| file.purpose == *wanted));
    let limit = Some(limit.unwrap_or(DEFAULT_LIMIT));
    ListQuery { limit, order, after, before: None }.page("file", wanted.cloned())
}

pub(super) fn retrieve(
    store: &mut Store,
    request: FilesRetrieveRequest,
) -> Result<FileObject, ErrorReply> {
    Ok(store.world.storage().file(&request.file)?.object.clone())
}

pub(super) fn content(
    store: &mut Store,
    request: FilesContentRequest,
) -> Result<Bytes, ErrorReply> {
    Ok(store.world.storage().file(&request.file)?.content.clone())
}

pub(super) fn content_stream(
    store: &mut Store,
    request: FilesContentStreamRequest,
) -> Result<ResponseBody, ErrorReply> {
    Ok(store.world.storage().file(&request.file)?.content.clone().into())
}

pub(super) fn delete(
    store: &mut Store,
    request: FilesDeleteRequest,
) -> Result<Deleted, ErrorReply> {
    let storage = store.world.storage();
    storage.file(&request.file)?;
    storage.remove_file(&request.file);
    Ok(Deleted::new(request.file).object("file").deleted(true))
}
