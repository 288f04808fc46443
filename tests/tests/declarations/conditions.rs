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

    #[cfg(all())]
    group somewhere {
        first: GET /first -> text;
        #[cfg(any())]
        second: GET /second -> Nothing;
        #[cfg(all())]
        third: GET /third -> text;
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
            "somewhere.first GET /first",
            "somewhere.third GET /third",
            "threads.read GET /threads/{thread}",
            "threads.find GET /search",
            "threads.scan GET /scan"
        ]
    );
}

/// A method finds its row after rows that may or may not be there.
#[test]
#[expect(deprecated)]
fn each_method_is_of_its_own_endpoint() {
    let api = Api::builder().build().expect("no key is needed");
    let (somewhere, threads) = (api.somewhere(), api.threads());
    let thread = ThreadId::from("thread_1");
    for (call, route) in [
        (format!("{:?}", somewhere.first()), "GET /first"),
        (format!("{:?}", somewhere.third()), "GET /third"),
        (format!("{:?}", threads.read(&thread)), "GET /threads/{thread}"),
        (format!("{:?}", threads.find()), "GET /search"),
        (format!("{:?}", threads.scan()), "GET /scan"),
    ] {
        assert!(call.contains(route), "{call}");
    }
}

#[test]
#[expect(deprecated)]
fn deprecation_reaches_callers_and_table() {
    let deprecated = Api::ENDPOINTS.iter().filter(|endpoint| endpoint.is_deprecated());
    let deprecated: Vec<_> = deprecated.map(|endpoint| endpoint.name()).collect();
    assert_eq!(deprecated, ["find", "scan"]);
    let api = Api::builder().build().expect("no key is needed");
    assert!(format!("{:?}", api.threads().find()).contains("GET /search"));
}
