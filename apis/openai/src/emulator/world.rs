//! What all runs share: time, ids, what is stored, and the model.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use schematic_api::Clock;

use super::answer::Answer;
use super::storage::Storage;
use super::turn::Turn;
use crate::{FileId, Timestamp};

/// What a run needs besides its thread.
pub(super) struct World {
    pub(super) clock: Arc<dyn Clock>,
    /// The same moment on the monotonic and on the system clock.
    epoch: (Instant, SystemTime),
    ids: u64,
    replies: u64,
    storage: Storage,
    pub(super) script: VecDeque<Answer>,
    pub(super) model: Arc<dyn Fn(&Turn) -> Answer + Send + Sync>,
}

impl World {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        let epoch = (clock.now(), clock.system_time());
        Self {
            clock,
            epoch,
            ids: 0,
            replies: 0,
            storage: Storage::default(),
            script: VecDeque::new(),
            model: Arc::new(Turn::default_answer),
        }
    }

    pub(super) fn set_clock(&mut self, clock: Arc<dyn Clock>) {
        self.epoch = (clock.now(), clock.system_time());
        self.clock = clock;
    }

    /// Returns the model's answer: the next of the script, or else that of the model function.
    pub(super) fn answer(&mut self, turn: &Turn) -> Answer {
        self.script.pop_front().unwrap_or_else(|| (self.model)(turn))
    }

    pub(super) fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Returns the system time, computed from the monotonic clock so that a clock moved by hand moves both.
    pub(super) fn timestamp(&self) -> Timestamp {
        let (start, system) = self.epoch;
        (system + self.now().saturating_duration_since(start)).into()
    }

    /// Returns what is stored at this moment, without what has expired.
    pub(super) fn storage(&mut self) -> &mut Storage {
        let now = self.timestamp();
        self.storage.expire(now);
        &mut self.storage
    }

    /// Returns the id of the next reply. Replies are counted apart from objects, so that the ids of objects do not depend
    /// on how often a run is polled.
    pub(super) fn request_id(&mut self) -> String {
        self.replies += 1;
        let first = mix(!self.replies);
        format!("req_{first:016x}{:016x}", mix(first))
    }

    /// Returns an id in the style of the service. Each emulator produces the same sequence, so that a failing test can
    /// be repeated.
    pub(super) fn id<T: From<String>>(&mut self, prefix: &str) -> T {
        format!("{prefix}_{}", self.letters()).into()
    }

    /// Returns the id of a file, which has a hyphen where other ids have an underscore.
    pub(super) fn file_id(&mut self) -> FileId {
        format!("file-{}", self.letters()).into()
    }

    fn letters(&mut self) -> String {
        const LETTERS: &[u8; 62] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        self.ids += 1;
        // Starting points far apart, so that ids do not share parts of the sequence.
        let mut state = mix(self.ids);
        let letters = (0..24).map(|_| {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            char::from(LETTERS[(mix(state) % 62) as usize])
        });
        letters.collect()
    }
}

/// SplitMix64's finalizer: <https://prng.di.unimi.it/splitmix64.c>.
fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}
