//! What the service keeps of each object besides what it shows.

use std::time::{Duration, Instant};

use serde_json::Value;

use super::conversation::Terms;
use super::failures::{Failure, not_found};
use crate::{
    FileMetadata, MessageBatch, MessageBatchResult, ProcessingStatus, Skill, SkillVersion,
    SkillVersionId,
};

/// The time after which a batch ends.
const DURATION: Duration = Duration::from_secs(1);

/// The number of requests about a batch after which it ends even earlier.
const POLLS: u32 = 3;

/// A batch and its requests.
pub(super) struct Batch {
    pub(super) batch: MessageBatch,
    pub(super) requests: Vec<BatchedRequest>,
    pub(super) terms: Terms,
    /// Where the results will be.
    pub(super) results_url: String,
    pub(super) created: Instant,
    pub(super) polls: u32,
    /// In an order that is not that of the requests.
    pub(super) results: Vec<MessageBatchResult>,
}

pub(super) struct BatchedRequest {
    pub(super) custom_id: String,
    /// The parameters as they were sent, because wrong ones are not an error of the batch.
    pub(super) params: Value,
}

impl Batch {
    /// Whether the time has come for the batch to end.
    pub(super) fn is_due(&self, now: Instant) -> bool {
        let has_passed = now.saturating_duration_since(self.created) >= DURATION;
        match self.batch.processing_status {
            ProcessingStatus::InProgress => has_passed || self.polls >= POLLS,
            // The request that cancels shows `canceling`, and the next one the end.
            ProcessingStatus::Canceling => true,
            _ => false,
        }
    }
}

/// A file and its content.
pub(super) struct StoredFile {
    pub(super) metadata: FileMetadata,
    pub(super) content: Vec<u8>,
    pub(super) expires: Option<Instant>,
}

impl StoredFile {
    pub(super) fn has_expired(&self, now: Instant) -> bool {
        self.expires.is_some_and(|expires| expires <= now)
    }
}

/// A skill and its versions, the newest last.
pub(super) struct StoredSkill {
    pub(super) skill: Skill,
    pub(super) versions: Vec<StoredVersion>,
}

/// A version of a skill and the ZIP archive of its files.
pub(super) struct StoredVersion {
    pub(super) version: SkillVersion,
    pub(super) archive: Vec<u8>,
}

/// What stands for the newest version of a skill.
pub(super) const NEWEST: &str = "latest";

impl StoredSkill {
    /// Returns a version by its id, or the newest one as [`NEWEST`].
    pub(super) fn version(&self, id: &SkillVersionId) -> Result<&StoredVersion, Failure> {
        let found = match id.as_str() {
            NEWEST => self.versions.last(),
            _ => self.versions.iter().find(|stored| stored.version.id == *id),
        };
        found.ok_or_else(|| not_found(format!("Skill version not found: {id}")))
    }
}
