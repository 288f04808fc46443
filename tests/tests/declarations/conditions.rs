//! `#[cfg]` and `#[deprecated]`, as attributes and as clauses.

use crate::routes;
use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    #[cfg(all())]
    id ThreadId;

    #[cfg(any())]
    id ThreadId;

    #[cfg(any())]
    group nowhere {
        list: GET /nowhere -> Nothing;
    }

    group threads {
        #[cfg(any())]
        read: GET /threads/<thread: Nowhere> -> Nothing;
        #[cfg(all())]
        read: GET /threads/<thread: ThreadId> -> text;
        list: GET /threads/all -> Nothing cfg(any());
        /// The old way.
        #[deprecated]
        find: GET /search -> text;
        scan: GET /scan?<limit: u32?> -> text deprecated "use `read`";
    }
}

#[test]
fn conditions_decide_what_there_is() {
    assert_eq!(
        routes(Api::ENDPOINTS),
        [
            "threads.read GET /threads/{thread}",
            "threads.find GET /search",
            "threads.scan GET /scan"
        ]
    );
}

#[test]
#[expect(deprecated)]
fn deprecation_reaches_callers_and_table() {
    assert!(Threads::FIND.is_deprecated() && Threads::SCAN.is_deprecated());
    assert!(!Threads::READ.is_deprecated());
    let api = Api::builder().build().expect("no key is needed");
    assert!(format!("{:?}", api.threads().find()).contains("GET /search"));
}
