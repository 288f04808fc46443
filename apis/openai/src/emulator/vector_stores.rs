//! The endpoints of vector stores.

use schematic_api::mock::ErrorReply;

use super::failures::not_found;
use super::list::ListQuery;
use super::search::SearchOptions;
use super::shelf::{Entry, Shelf};
use super::store::Store;
use super::vector_search::{Found, find};
use super::world::World;
use crate::{
    CreateVectorStore, CreateVectorStoreFile, Deleted, FileId, FileSearchContent, Metadata, Page,
    SearchQuery, SearchResult, SearchResults, VectorStore, VectorStoreFile, VectorStoreId,
    VectorStoresCreateRequest, VectorStoresDeleteRequest, VectorStoresListRequest,
    VectorStoresModifyRequest, VectorStoresRetrieveRequest, VectorStoresSearchRequest,
};

/// The number of results of a search unless the request says otherwise.
const DEFAULT_RESULTS: u32 = 10;

pub(super) fn create(
    store: &mut Store,
    request: VectorStoresCreateRequest,
) -> Result<VectorStore, ErrorReply> {
    let world = &mut store.world;
    world.check_files(request.body.file_ids.iter().flatten())?;
    let id = world.add_shelf(request.body);
    Ok(world.storage().shelf(&id)?.shown())
}

pub(super) fn search(
    store: &mut Store,
    request: VectorStoresSearchRequest,
) -> Result<SearchResults, ErrorReply> {
    let (world, body) = (&mut store.world, request.body);
    let now = world.timestamp();
    let shelf = world.storage().visited(&request.vector_store)?.check()?;
    shelf.touch(now);
    let options = SearchOptions {
        queries: body.query.iter().map(str::to_owned).collect(),
        filter: body.filters,
        max_num_results: body.max_num_results.unwrap_or(DEFAULT_RESULTS) as usize,
        score_threshold: body
            .ranking_options
            .and_then(|options| options.score_threshold)
            .unwrap_or_default(),
    };
    let results = find(&[shelf], &options).into_iter().map(result).collect::<Vec<_>>();
    Ok(SearchResults::new()
        .search_query(SearchQuery::Several(options.queries))
        .data(results)
        .has_more(false))
}

fn result(found: Found) -> SearchResult {
    let content = FileSearchContent::new().kind("text").text(found.text);
    SearchResult::new()
        .file_id(found.file)
        .filename(found.filename)
        .score(found.score)
        .attributes(found.attributes)
        .content([content])
}

impl World {
    /// Checks that files exist.
    pub(super) fn check_files<'a>(
        &mut self,
        ids: impl IntoIterator<Item = &'a FileId>,
    ) -> Result<(), ErrorReply> {
        let storage = self.storage();
        let mut ids = ids.into_iter();
        let unknown = ids.find(|id| storage.file(id).is_err());
        unknown.map_or(Ok(()), |id| Err(not_found("file", id)))
    }

    /// Creates a vector store of files that exist.
    pub(super) fn add_shelf(&mut self, body: CreateVectorStore) -> VectorStoreId {
        let id = self.id::<VectorStoreId>("vs");
        let now = self.timestamp();
        let mut object = VectorStore::new(&id)
            .created_at(now)
            // Not `null`, which the document does not allow.
            .name(body.name.unwrap_or_default())
            .metadata(body.metadata.unwrap_or_default());
        object.description = body.description;
        object.expires_after = body.expires_after;
        let mut shelf = Shelf::new(object);
        shelf.touch(now);
        self.storage().shelves.push(shelf);
        for file in body.file_ids.into_iter().flatten() {
            let mut file = CreateVectorStoreFile::new(file);
            file.chunking_strategy = body.chunking_strategy.clone();
            // The store is new, and its files have been checked.
            let _ = self.shelve(&id, file);
        }
        id
    }

    /// Adds a file to a vector store.
    pub(super) fn shelve(
        &mut self,
        store: &VectorStoreId,
        body: CreateVectorStoreFile,
    ) -> Result<VectorStoreFile, ErrorReply> {
        self.check_files([&body.file_id])?;
        let now = self.timestamp();
        let storage = self.storage();
        let file = storage.file(&body.file_id)?;
        let (name, content) = (file.object.filename.clone(), file.content.clone());
        let shelf = storage.shelf(store)?.check()?;
        shelf.touch(now);
        let entry = Entry::new(body, shelf, name, content, now);
        let object = entry.object.clone();
        shelf.add(entry);
        Ok(object)
    }
}

pub(super) fn retrieve(
    store: &mut Store,
    request: VectorStoresRetrieveRequest,
) -> Result<VectorStore, ErrorReply> {
    Ok(store.world.storage().visited(&request.vector_store)?.shown())
}

pub(super) fn modify(
    store: &mut Store,
    request: VectorStoresModifyRequest,
) -> Result<VectorStore, ErrorReply> {
    let body = request.body;
    let shelf = store.world.storage().shelf(&request.vector_store)?;
    let object = &mut shelf.object;
    body.name.apply(&mut object.name);
    object.name.get_or_insert_default();
    body.metadata.apply(&mut object.metadata);
    object.metadata.get_or_insert_with(Metadata::new);
    body.expires_after.apply(&mut object.expires_after);
    shelf.plan_expiry();
    Ok(shelf.shown())
}

pub(super) fn delete(
    store: &mut Store,
    request: VectorStoresDeleteRequest,
) -> Result<Deleted, ErrorReply> {
    let id = request.vector_store;
    let storage = store.world.storage();
    storage.shelf(&id)?;
    storage.shelves.retain(|shelf| shelf.object.id != id);
    Ok(Deleted::new(id).object("vector_store.deleted").deleted(true))
}

pub(super) fn list(
    store: &mut Store,
    request: VectorStoresListRequest,
) -> Result<Page<VectorStore>, ErrorReply> {
    let VectorStoresListRequest { limit, order, after, before } = request;
    let shelves = &mut store.world.storage().shelves;
    shelves.iter_mut().for_each(Shelf::advance);
    ListQuery { limit, order, after, before }.page("vector store", shelves.iter().map(Shelf::shown))
}
