//! What all requests share: time, ids and the model.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use schematic_api::Clock;

use super::answer::Answer;
use super::cache::PromptCache;
use super::mix::mix;
use super::rate_limits::RateLimits;
use super::turn::Turn;
use crate::Timestamp;

type Model = Arc<dyn Fn(&Turn) -> Answer + Send + Sync>;

/// What a request needs besides the objects of the service.
pub(super) struct World {
    pub(super) clock: Arc<dyn Clock>,
    /// The same moment on the monotonic and on the system clock.
    epoch: (Instant, SystemTime),
    ids: u64,
    replies: u64,
    pub(super) script: VecDeque<Answer>,
    /// The caller's model. Without one, the emulator answers by itself.
    pub(super) model: Option<Model>,
    pub(super) cache: PromptCache,
    pub(super) rate_limits: RateLimits,
    /// The questions that were refused because the service had too much to do.
    refused: BTreeSet<String>,
}

impl World {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        let epoch = (clock.now(), clock.system_time());
        Self {
            clock,
            epoch,
            ids: 0,
            replies: 0,
            script: VecDeque::new(),
            model: None,
            cache: PromptCache::default(),
            rate_limits: RateLimits::default(),
            refused: BTreeSet::new(),
        }
    }

    pub(super) fn set_clock(&mut self, clock: Arc<dyn Clock>) {
        self.epoch = (clock.now(), clock.system_time());
        self.clock = clock;
    }

    /// Returns the model's answer: the next of the script, or else that of the model function.
    pub(super) fn answer(&mut self, turn: &Turn) -> Answer {
        if let Some(answer) = self.script.pop_front() {
            return answer;
        }
        match self.model.clone() {
            Some(model) => model(turn),
            None if self.refuses(turn) => Answer::overloaded(),
            None => turn.default_answer(),
        }
    }

    /// Whether the service has too much to do for this question. It has for the first of two requests.
    fn refuses(&mut self, turn: &Turn) -> bool {
        let question = turn.question();
        let asked = question.to_lowercase().contains("overloaded");
        if !asked || self.refused.remove(&question) {
            return false;
        }
        self.refused.insert(question)
    }

    pub(super) fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Returns the time so long after now. It is computed from the monotonic clock, so that a clock moved by hand moves both.
    pub(super) fn timestamp_in(&self, duration: Duration) -> Timestamp {
        let (start, system) = self.epoch;
        let time = system + self.now().saturating_duration_since(start) + duration;
        humantime::format_rfc3339_seconds(time).to_string().into()
    }

    pub(super) fn timestamp(&self) -> Timestamp {
        self.timestamp_in(Duration::ZERO)
    }

    /// Returns the id of the next reply. Replies are counted apart from objects, so that the ids of objects do not depend
    /// on how often something is polled.
    pub(super) fn request_id(&mut self) -> String {
        self.replies += 1;
        format!("req_011{}", letters(!self.replies))
    }

    /// Returns an id in the style of the service. Each emulator produces the same sequence, so that a failing test can
    /// be repeated.
    pub(super) fn id<T: From<String>>(&mut self, prefix: &str) -> T {
        format!("{prefix}_01{}", self.nonce()).into()
    }

    /// Returns letters and digits that no other object has.
    pub(super) fn nonce(&mut self) -> String {
        self.ids += 1;
        letters(self.ids)
    }
}

/// Returns letters and digits that look random.
fn letters(seed: u64) -> String {
    const LETTERS: &[u8; 58] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789";
    // Starting points far apart, so that ids do not share parts of the sequence.
    let mut state = mix(seed);
    let letters = (0..22).map(|_| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        char::from(LETTERS[(mix(state) % 58) as usize])
    });
    letters.collect()
}
