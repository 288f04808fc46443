//! The endpoints of vector store file batches.

use std::collections::BTreeSet;

use schematic_api::mock::ErrorReply;

use super::list::ListQuery;
use super::shelf::Entry;
use super::store::Store;
use crate::{
    CreateVectorStoreFile, CreateVectorStoreFileBatch, Page, VectorStoreFile, VectorStoreFileBatch,
    VectorStoreFileBatchesCancelRequest, VectorStoreFileBatchesCreateRequest,
    VectorStoreFileBatchesListFilesRequest, VectorStoreFileBatchesRetrieveRequest,
    VectorStoreFileStatus,
};

pub(super) fn create(
    store: &mut Store,
    request: VectorStoreFileBatchesCreateRequest,
) -> Result<VectorStoreFileBatch, ErrorReply> {
    let (world, id) = (&mut store.world, request.vector_store);
    world.storage().shelf(&id)?.check()?;
    let files = files(request.body);
    world.check_files(files.iter().map(|file| &file.file_id))?;
    let ids: BTreeSet<_> = files.iter().map(|file| file.file_id.clone()).collect();
    for file in files {
        world.shelve(&id, file)?;
    }
    let batch = VectorStoreFileBatch::new(world.id::<String>("vsfb"))
        .created_at(world.timestamp())
        .vector_store_id(&id)
        .status(VectorStoreFileStatus::InProgress);
    let shelf = world.storage().shelf(&id)?;
    let batch_id = batch.id.clone();
    shelf.add_batch(batch, ids);
    shelf.batch(&batch_id)
}

/// Returns the files, each with its settings.
fn files(body: CreateVectorStoreFileBatch) -> Vec<CreateVectorStoreFile> {
    let alike = body.file_ids.into_iter().flatten().map(|id| {
        let mut file = CreateVectorStoreFile::new(id);
        file.chunking_strategy = body.chunking_strategy.clone();
        file.attributes = body.attributes.clone();
        file
    });
    alike.chain(body.files.into_iter().flatten()).collect()
}

pub(super) fn retrieve(
    store: &mut Store,
    request: VectorStoreFileBatchesRetrieveRequest,
) -> Result<VectorStoreFileBatch, ErrorReply> {
    store.world.storage().visited(&request.vector_store)?.batch(&request.batch)
}

pub(super) fn cancel(
    store: &mut Store,
    request: VectorStoreFileBatchesCancelRequest,
) -> Result<VectorStoreFileBatch, ErrorReply> {
    let shelf = store.world.storage().shelf(&request.vector_store)?;
    shelf.cancel_batch(&request.batch)?;
    shelf.batch(&request.batch)
}

pub(super) fn list_files(
    store: &mut Store,
    request: VectorStoreFileBatchesListFilesRequest,
) -> Result<Page<VectorStoreFile>, ErrorReply> {
    let VectorStoreFileBatchesListFilesRequest {
        vector_store,
        batch,
        limit,
        order,
        after,
        before,
        filter,
    } = request;
    let shelf = store.world.storage().visited(&vector_store)?;
    let files = shelf.batch_files(&batch)?.map(Entry::shown);
    let wanted = files.filter(|file| filter.is_none() || file.status == filter);
    ListQuery { limit, order, after, before }.page("file", wanted)
}
