//! Calls of a mock server that validates requests by a published document. The script `tests/spec-mock` starts it.

use std::collections::BTreeSet;

use schematic_api::{Error, Response};

/// Returns the base URL of the server, which is that in `SCHEMATIC_SPEC_MOCK`; otherwise prints that there is none.
#[must_use]
pub fn server() -> Option<String> {
    let url = std::env::var("SCHEMATIC_SPEC_MOCK").ok();
    if url.is_none() {
        println!("skipped: SCHEMATIC_SPEC_MOCK is not set; tests/spec-mock sets it");
    }
    url
}

/// The results of the calls so far.
#[derive(Debug, Default)]
pub struct Report {
    /// The ids of the endpoints that were called.
    pub called: BTreeSet<&'static str>,
    /// What the validator, or the client, found.
    pub findings: Vec<String>,
}

impl Report {
    /// Sends a call of the named operation. Anything but status 200 without complaints of the
    /// validator is recorded as a finding.
    pub async fn call<T>(
        &mut self,
        id: &'static str,
        call: impl IntoFuture<Output = Result<Response<T>, Error>>,
    ) {
        self.called.insert(id);
        match call.await {
            Ok(response) => {
                let header = |name: &str| {
                    response
                        .headers()
                        .get(name)
                        .map(|value| String::from_utf8_lossy(value.as_bytes()))
                };
                let count = header("x-steady-error-count");
                if response.status() != 200 || count.as_deref() != Some("0") {
                    let message = header("x-steady-error-1-message").unwrap_or_default();
                    self.findings.push(format!(
                        "{id}: status {}, {count:?} findings: {message}",
                        response.status()
                    ));
                }
            }
            Err(error) => self.findings.push(format!("{id}: {error}: {:?}", error.body())),
        }
    }
}
