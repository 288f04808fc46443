//! Nothing but routes: all names are derived from them.

use crate::routes;
use schematic_api::{Object, api};

/// A thread.
#[derive(Debug, Object)]
#[wire(lenient)]
pub struct Thread {
    /// Its id.
    pub id: String,
}

/// A run.
#[derive(Debug, Object)]
#[wire(lenient)]
pub struct Run {
    /// Its id.
    pub id: String,
}

api! {
    pub client Threads at "https://api.example.com/v1";

    GET  /threads/<id> -> Thread;
    POST /threads/<id>/runs -> Run;
}

#[test]
fn names_are_derived() {
    assert_eq!(
        routes(Threads::ENDPOINTS),
        ["get_threads_by_id GET /threads/{id}", "post_threads_by_id_runs POST /threads/{id}/runs",]
    );
}

#[test]
fn methods_take_the_parameters() {
    let threads = Threads::builder().build().expect("no key is needed");
    let call = threads.post_threads_by_id_runs("thread_1");
    assert!(format!("{call:?}").contains("/threads/{id}/runs"), "{call:?}");
}
