//! Searches in vector stores, by their endpoint and in runs.

use schematic_api::mock::ErrorReply;

use super::search::{self, Candidate, SearchOptions};
use super::shelf::{Entry, Shelf};
use super::store::Store;
use super::world::World;
use crate::{
    FileAttributes, FileId, FileSearchContent, SearchQuery, SearchResult, SearchResults,
    VectorStoreId, VectorStoresSearchRequest,
};

/// The number of results unless the request says otherwise.
const DEFAULT_RESULTS: u32 = 10;

/// A chunk that fits a query.
pub(super) struct Found {
    pub(super) file: FileId,
    pub(super) filename: String,
    pub(super) attributes: FileAttributes,
    pub(super) score: f64,
    pub(super) text: String,
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
    /// Searches vector stores for a run, which waits until their files are processed. Stores that do not exist any more or
    /// have expired are left out.
    pub(super) fn search(
        &mut self,
        stores: &[VectorStoreId],
        options: &SearchOptions,
    ) -> Vec<Found> {
        let now = self.timestamp();
        let shelves = self.storage().shelves.iter_mut();
        let mut shelves: Vec<_> = shelves
            .filter(|shelf| stores.contains(&shelf.object.id) && !shelf.is_expired())
            .collect();
        for shelf in &mut shelves {
            shelf.finish();
            shelf.touch(now);
        }
        find(&shelves, options)
    }
}

fn find(shelves: &[&mut Shelf], options: &SearchOptions) -> Vec<Found> {
    let entries = shelves.iter().flat_map(|shelf| &shelf.entries);
    let candidates: Vec<_> = entries.filter_map(candidate).collect();
    let hits = search::search(&candidates, options).into_iter();
    hits.filter_map(|hit| {
        let candidate = candidates.get(hit.candidate)?;
        Some(Found {
            file: candidate.file.clone(),
            filename: candidate.filename.to_owned(),
            attributes: candidate.attributes.clone(),
            score: hit.score,
            text: candidate.document.chunks().get(hit.chunk)?.clone(),
        })
    })
    .collect()
}

fn candidate(entry: &Entry) -> Option<Candidate<'_>> {
    Some(Candidate {
        file: &entry.object.id,
        filename: &entry.name,
        attributes: entry.attributes(),
        document: entry.document()?,
    })
}
