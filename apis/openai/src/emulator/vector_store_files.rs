//! The endpoints of vector store files.

use schematic_api::mock::ErrorReply;

use super::list::ListQuery;
use super::shelf::Entry;
use super::store::Store;
use crate::{
    Deleted, FileSearchContent, Page, VectorStoreFile, VectorStoreFileContent,
    VectorStoreFilesContentRequest, VectorStoreFilesCreateRequest, VectorStoreFilesDeleteRequest,
    VectorStoreFilesListRequest, VectorStoreFilesModifyRequest, VectorStoreFilesRetrieveRequest,
};

pub(super) fn create(
    store: &mut Store,
    request: VectorStoreFilesCreateRequest,
) -> Result<VectorStoreFile, ErrorReply> {
    store.world.storage().shelf(&request.vector_store)?;
    store.world.shelve(&request.vector_store, request.body)
}

pub(super) fn retrieve(
    store: &mut Store,
    request: VectorStoreFilesRetrieveRequest,
) -> Result<VectorStoreFile, ErrorReply> {
    let shelf = store.world.storage().visited(&request.vector_store)?;
    Ok(shelf.entry(&request.file)?.shown())
}

pub(super) fn modify(
    store: &mut Store,
    request: VectorStoreFilesModifyRequest,
) -> Result<VectorStoreFile, ErrorReply> {
    let shelf = store.world.storage().shelf(&request.vector_store)?;
    let file = &mut shelf.entry(&request.file)?.object;
    file.attributes = Some(request.body.attributes.unwrap_or_default());
    Ok(file.clone())
}

pub(super) fn delete(
    store: &mut Store,
    request: VectorStoreFilesDeleteRequest,
) -> Result<Deleted, ErrorReply> {
    let shelf = store.world.storage().shelf(&request.vector_store)?;
    shelf.entry(&request.file)?;
    shelf.remove(&request.file);
    Ok(Deleted::new(request.file).object("vector_store.file.deleted").deleted(true))
}

pub(super) fn list(
    store: &mut Store,
    request: VectorStoreFilesListRequest,
) -> Result<Page<VectorStoreFile>, ErrorReply> {
    let VectorStoreFilesListRequest { vector_store, limit, order, after, before, filter } = request;
    let files = store.world.storage().visited(&vector_store)?.entries.iter().map(Entry::shown);
    let wanted = files.filter(|file| filter.is_none() || file.status == filter);
    ListQuery { limit, order, after, before }.page("file", wanted)
}

pub(super) fn content(
    store: &mut Store,
    request: VectorStoreFilesContentRequest,
) -> Result<VectorStoreFileContent, ErrorReply> {
    let shelf = store.world.storage().visited(&request.vector_store)?;
    let document = shelf.entry(&request.file)?.document();
    let chunks = document.into_iter().flat_map(|document| document.chunks());
    let chunks = chunks.map(|chunk| FileSearchContent::new().kind("text").text(chunk));
    Ok(VectorStoreFileContent::new().data(chunks.collect::<Vec<_>>()).has_more(false))
}
