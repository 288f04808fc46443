//! What a search in vector stores finds.

use super::search::{self, Candidate, SearchOptions};
use super::shelf::{Entry, Shelf};
use super::world::World;
use crate::{FileAttributes, FileId, VectorStoreId};

/// A chunk that fits a query.
pub(super) struct Found {
    pub(super) file: FileId,
    pub(super) filename: String,
    pub(super) attributes: FileAttributes,
    pub(super) score: f64,
    pub(super) text: String,
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

/// Searches the files of these stores that are processed.
pub(super) fn find(shelves: &[&mut Shelf], options: &SearchOptions) -> Vec<Found> {
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
