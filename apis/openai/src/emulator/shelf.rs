//! A vector store with its files and their batches, and how they move on.

use std::collections::BTreeSet;

use bytes::Bytes;
use schematic_api::mock::ErrorReply;

use super::failures::{not_found, not_found_in, refused};
use super::search::Document;
use crate::{
    ChunkingStrategy, CreateVectorStoreFile, FileAttributes, FileCounts, FileId, Timestamp,
    UsedChunkingStrategy, VectorStore, VectorStoreFile, VectorStoreFileBatch,
    VectorStoreFileBatchId, VectorStoreFileError, VectorStoreFileErrorCode, VectorStoreFileStatus,
    VectorStoreStatus,
};

const SECONDS_OF_DAY: i64 = 24 * 60 * 60;

/// A vector store with its files and batches, each oldest first.
pub(super) struct Shelf {
    /// The store without what its files say about it.
    pub(super) object: VectorStore,
    pub(super) entries: Vec<Entry>,
    batches: Vec<Batch>,
}

/// Files that were added together.
struct Batch {
    object: VectorStoreFileBatch,
    files: BTreeSet<FileId>,
}

/// A file of a vector store.
pub(super) struct Entry {
    pub(super) object: VectorStoreFile,
    pub(super) name: String,
    strategy: ChunkingStrategy,
    progress: Progress,
}

/// How far a file is.
#[derive(Default)]
enum Progress {
    /// Nobody has asked for it since it was added. Its status is `in_progress`.
    Added(Bytes),
    /// It was seen to be `in_progress`.
    Reading(Bytes),
    Ready(Document),
    #[default]
    Over,
}

impl Entry {
    /// Creates a file with a name and a content, which is `in_progress`.
    pub(super) fn new(
        body: CreateVectorStoreFile,
        shelf: &Shelf,
        name: String,
        content: Bytes,
        now: Timestamp,
    ) -> Self {
        let strategy = body.chunking_strategy.unwrap_or_else(ChunkingStrategy::auto);
        let mut object = VectorStoreFile::new(body.file_id)
            .usage_bytes(0_u64)
            .created_at(now)
            .vector_store_id(&shelf.object.id)
            .status(VectorStoreFileStatus::InProgress)
            .attributes(body.attributes.unwrap_or_default());
        object.chunking_strategy = used(&strategy);
        Self { object, name, strategy, progress: Progress::Added(content) }
    }

    /// Returns the file as replies show it.
    pub(super) fn shown(&self) -> VectorStoreFile {
        self.object.clone()
    }

    fn is_in_progress(&self) -> bool {
        matches!(self.progress, Progress::Added(_) | Progress::Reading(_))
    }

    /// Returns what a search finds, if the file is ready.
    pub(super) fn document(&self) -> Option<&Document> {
        if let Progress::Ready(document) = &self.progress { Some(document) } else { None }
    }

    pub(super) fn attributes(&self) -> &FileAttributes {
        static NONE: FileAttributes = FileAttributes::new();
        self.object.attributes.as_ref().unwrap_or(&NONE)
    }

    fn advance(&mut self) {
        self.progress = match std::mem::take(&mut self.progress) {
            Progress::Added(content) => Progress::Reading(content),
            Progress::Reading(content) => self.read(&content),
            settled => settled,
        };
    }

    fn read(&mut self, content: &[u8]) -> Progress {
        match Document::read(&self.name, content, &self.strategy) {
            Ok(document) if document.chunks().is_empty() => {
                self.fail(VectorStoreFileErrorCode::InvalidFile, EMPTY)
            }
            Ok(document) => {
                self.object.status = Some(VectorStoreFileStatus::Completed);
                let bytes = document.chunks().iter().map(String::len).sum::<usize>();
                self.object.usage_bytes = Some(bytes as u64);
                Progress::Ready(document)
            }
            Err(_) => self.fail(VectorStoreFileErrorCode::UnsupportedFile, UNSUPPORTED),
        }
    }

    fn fail(&mut self, code: VectorStoreFileErrorCode, message: &str) -> Progress {
        self.object.status = Some(VectorStoreFileStatus::Failed);
        self.object.last_error = Some(VectorStoreFileError::new().code(code).message(message));
        Progress::Over
    }

    fn cancel(&mut self) {
        self.object.status = Some(VectorStoreFileStatus::Cancelled);
        self.progress = Progress::Over;
    }
}

const EMPTY: &str = "The file could not be parsed because it is empty.";
const UNSUPPORTED: &str = "The file type is not supported.";

/// Returns a strategy as replies carry it. What the service chooses is documented.
fn used(strategy: &ChunkingStrategy) -> Option<UsedChunkingStrategy> {
    let fixed = |strategy: &ChunkingStrategy| match strategy {
        ChunkingStrategy::Static(fixed) => Some(fixed.clone()),
        _ => None,
    };
    let auto = || fixed(&ChunkingStrategy::fixed(800, 400));
    fixed(strategy).or_else(auto).map(UsedChunkingStrategy::Static)
}

impl Shelf {
    pub(super) fn new(object: VectorStore) -> Self {
        Self { object, entries: Vec::new(), batches: Vec::new() }
    }

    /// Returns the store as replies show it.
    pub(super) fn shown(&self) -> VectorStore {
        let counts = count(self.entries.iter());
        let mut store = self.object.clone();
        let status = match counts.in_progress {
            0 => VectorStoreStatus::Completed,
            _ => VectorStoreStatus::InProgress,
        };
        // Only an expired store has a status of its own.
        store.status.get_or_insert(status);
        let bytes = self.entries.iter().filter_map(|entry| entry.object.usage_bytes).sum::<u64>();
        store.usage_bytes(bytes).file_counts(counts)
    }

    /// Moves all files on by one transition.
    pub(super) fn advance(&mut self) {
        self.entries.iter_mut().for_each(Entry::advance);
        self.settle();
    }

    /// Moves all files on until none is in progress.
    pub(super) fn finish(&mut self) {
        while self.entries.iter().any(Entry::is_in_progress) {
            self.advance();
        }
    }

    /// Ends the batches of which no file is in progress any more.
    fn settle(&mut self) {
        for batch in &mut self.batches {
            let counts = count(self.entries.iter().filter(|entry| batch.has(entry)));
            if batch.object.status == VectorStoreFileStatus::InProgress && counts.in_progress == 0 {
                batch.object.status = match counts.failed > 0 && counts.failed == counts.total {
                    true => VectorStoreFileStatus::Failed,
                    false => VectorStoreFileStatus::Completed,
                };
            }
        }
    }

    /// Notes that the store is used, which postpones its expiry.
    pub(super) fn touch(&mut self, now: Timestamp) {
        self.object.last_active_at = Some(now);
        self.plan_expiry();
    }

    /// Sets when the store expires, unless it has.
    pub(super) fn plan_expiry(&mut self) {
        let VectorStore { created_at, last_active_at, expires_after, .. } = &self.object;
        let start = last_active_at.unwrap_or(*created_at).seconds();
        let end = |days: i64| Timestamp::from(start + days * SECONDS_OF_DAY);
        if !self.is_expired() {
            self.object.expires_at = expires_after.as_ref().map(|after| end(after.days.into()));
        }
    }

    pub(super) fn expire(&mut self, now: Timestamp) {
        if self.object.expires_at.is_some_and(|end| end <= now) {
            self.object.status = Some(VectorStoreStatus::Expired);
        }
    }

    /// Checks that the store can be used.
    pub(super) fn check(&mut self) -> Result<&mut Self, ErrorReply> {
        match self.is_expired() {
            true => Err(refused(format!("Vector store '{}' is expired.", self.object.id))),
            false => Ok(self),
        }
    }

    pub(super) fn is_expired(&self) -> bool {
        self.object.status == Some(VectorStoreStatus::Expired)
    }

    /// Returns a file.
    pub(super) fn entry(&mut self, id: &FileId) -> Result<&mut Entry, ErrorReply> {
        let found = self.entries.iter_mut().find(|entry| entry.object.id == *id);
        found.ok_or_else(|| not_found_in("file", id, "vector store", &self.object.id))
    }

    /// Adds a file. If the store has it already, it is processed again.
    pub(super) fn add(&mut self, entry: Entry) {
        self.entries.retain(|earlier| earlier.object.id != entry.object.id);
        self.entries.push(entry);
    }

    /// Removes a file, if it is there.
    pub(super) fn remove(&mut self, id: &FileId) {
        let found = self.entries.iter().position(|entry| entry.object.id == *id);
        if let Some(at) = found {
            self.entries.remove(at);
            self.settle();
        }
    }

    /// Makes a batch of files that have been added.
    pub(super) fn add_batch(&mut self, object: VectorStoreFileBatch, files: BTreeSet<FileId>) {
        self.batches.push(Batch { object, files });
    }

    /// Returns a batch as replies show it.
    pub(super) fn batch(
        &self,
        id: &VectorStoreFileBatchId,
    ) -> Result<VectorStoreFileBatch, ErrorReply> {
        let batch = self.find_batch(id)?;
        let counts = count(self.files_of(batch));
        Ok(batch.object.clone().file_counts(counts))
    }

    /// Returns the files of a batch.
    pub(super) fn batch_files(
        &self,
        id: &VectorStoreFileBatchId,
    ) -> Result<impl Iterator<Item = &Entry>, ErrorReply> {
        self.find_batch(id).map(|batch| self.files_of(batch))
    }

    /// Cancels those files of a batch that are still in progress.
    pub(super) fn cancel_batch(&mut self, id: &VectorStoreFileBatchId) -> Result<(), ErrorReply> {
        let found = self.batches.iter_mut().find(|batch| batch.object.id == *id);
        let batch = found.ok_or_else(|| not_found(BATCH, id))?;
        if batch.object.status != VectorStoreFileStatus::InProgress {
            let status = &batch.object.status;
            return Err(refused(format!("Cannot cancel {BATCH} with status '{status}'.")));
        }
        batch.object.status = VectorStoreFileStatus::Cancelled;
        let files = self.entries.iter_mut().filter(|entry| batch.has(entry));
        files.filter(|entry| entry.is_in_progress()).for_each(Entry::cancel);
        self.settle();
        Ok(())
    }

    fn find_batch(&self, id: &VectorStoreFileBatchId) -> Result<&Batch, ErrorReply> {
        let found = self.batches.iter().find(|batch| batch.object.id == *id);
        found.ok_or_else(|| not_found(BATCH, id))
    }

    fn files_of<'a>(&'a self, batch: &'a Batch) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().filter(|entry| batch.has(entry))
    }
}

const BATCH: &str = "vector store file batch";

impl Batch {
    fn has(&self, entry: &Entry) -> bool {
        self.files.contains(&entry.object.id)
    }
}

fn count<'a>(entries: impl Iterator<Item = &'a Entry>) -> FileCounts {
    let mut counts = FileCounts::new();
    for entry in entries {
        counts.total += 1;
        *match entry.object.status {
            Some(VectorStoreFileStatus::Completed) => &mut counts.completed,
            Some(VectorStoreFileStatus::Failed) => &mut counts.failed,
            Some(VectorStoreFileStatus::Cancelled) => &mut counts.cancelled,
            _ => &mut counts.in_progress,
        } += 1;
    }
    counts
}
