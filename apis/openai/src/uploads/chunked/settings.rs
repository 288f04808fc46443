//! What holds for the whole of an upload.

use std::sync::Arc;

use schematic_api::{CallOptions, Progress};

/// What is needed beyond the beginning.
pub(super) struct Settings {
    pub(super) parallel: usize,
    pub(super) md5: Option<String>,
    pub(super) on_failure: OnFailure,
    pub(super) options: CallOptions,
    pub(super) on_progress: Option<OnProgress>,
}

pub(super) type OnProgress = Arc<dyn Fn(Progress) + Send + Sync>;

/// What becomes of an upload that cannot go on.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum OnFailure {
    Cancel,
    Keep,
}
