//! The runtime that blocking calls run on.

use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

use crate::error::{Error, ErrorKind};

const INSIDE: &str =
    "`block` was called inside a tokio runtime, whose thread it would stop; write `.await` instead";

const NOT_STARTED: &str = "the thread that blocking calls need could not be started";

/// Waits for a future. Connections that stay open between calls are served by the runtime's own thread.
pub(super) fn wait<F: Future>(future: F) -> Result<F::Output, Error> {
    // Checked first, because tokio panics otherwise.
    if Handle::try_current().is_ok() {
        return Err(Error::new(ErrorKind::Config, INSIDE));
    }
    Ok(runtime()?.block_on(future))
}

fn runtime() -> Result<&'static Runtime, Error> {
    static RUNTIME: OnceLock<Option<Runtime>> = OnceLock::new();
    let start = || {
        let mut builder = Builder::new_multi_thread();
        builder.worker_threads(1).thread_name("schematic-api").enable_all().build().ok()
    };
    RUNTIME.get_or_init(start).as_ref().ok_or_else(|| Error::new(ErrorKind::Config, NOT_STARTED))
}
