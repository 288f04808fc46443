//! An emulator whose events are checked against the published document.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::thread;

use schematic_openai::RunId;
use schematic_openai::emulator::Emulator;

use crate::document::Document;

/// An emulator that, when a test ends, checks the events of all runs that the test named in a request.
pub struct Watched(pub Emulator);

impl Deref for Watched {
    type Target = Emulator;

    fn deref(&self) -> &Emulator {
        &self.0
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        if thread::panicking() {
            return;
        }
        let document = Document::copy();
        for run in runs(&self.0) {
            // The body of an error event is that of the test.
            let events = self.0.events(&run).into_iter().filter(|event| event.name() != "error");
            for event in events {
                let faults = document.faults_of_event(event.name(), event.data());
                assert!(faults.is_empty(), "{}: {faults:#?}\n{:#}", event.name(), event.data());
            }
        }
    }
}

/// Returns the runs that the paths of the requests name: `/threads/{thread}/runs/{run}`.
fn runs(emulator: &Emulator) -> BTreeSet<RunId> {
    let requests = emulator.mock().requests();
    let named = requests.iter().filter_map(|request| request.path().split('/').nth(4));
    named.filter(|id| id.starts_with("run_")).map(RunId::from).collect()
}
