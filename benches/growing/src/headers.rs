//! The headers of replies.

use schematic_api::{Redirects, RetryPolicy, api};

use crate::Reader;
use crate::canned::{Canned, wait};

api! {
    client Heads at "https://heads.example.com" { auth bearer; }

    get: GET /a -> text;
    events: GET /c -> sse serde_json::Value;
    pages: GET /d -> Vec<u32> paged by link;
}

const KIB: usize = 1024;

/// Beyond what HTTP libraries let through.
const LARGEST: usize = 1024 * KIB;

pub(crate) const READERS: &[Reader] = &[
    Reader {
        name: "header: Retry-After of digits",
        largest: LARGEST,
        begin: |size| failing("retry-after", "9".repeat(size)),
    },
    Reader {
        name: "header: Retry-After of words",
        largest: LARGEST,
        begin: |size| failing("retry-after", "Thu, 01 ".repeat(size / 8)),
    },
    Reader {
        name: "header: Retry-After-Ms",
        largest: LARGEST,
        begin: |size| failing("retry-after-ms", "1.".repeat(size / 2)),
    },
    Reader {
        name: "header: request id",
        largest: LARGEST,
        begin: |size| failing("x-request-id", "sk-key".repeat(size / 6)),
    },
    Reader {
        name: "header: request id of escapes",
        largest: LARGEST,
        begin: |size| failing("x-request-id", "sk%2dkey&#45;".repeat(size / 13)),
    },
    Reader {
        name: "header: request id of escapes begun",
        largest: LARGEST,
        begin: |size| failing("x-request-id", "&&%%&#x&amp%2".repeat(size / 13)),
    },
    Reader {
        name: "header: Content-Encoding",
        largest: LARGEST,
        begin: |size| failing("content-encoding", "gzip, ".repeat(size / 6)),
    },
    Reader {
        name: "header: Content-Type",
        largest: LARGEST,
        begin: |size| failing("content-type", "text/event-stream;".repeat(size / 18)),
    },
    Reader {
        name: "header: Location",
        largest: LARGEST,
        begin: |size| failing("location", format!("/{}", "../a/%2e%2e/".repeat(size / 12))),
    },
    Reader {
        name: "header: Link of links",
        largest: LARGEST,
        begin: |size| linked("<a>; rel=last, ".repeat(size / 15)),
    },
    Reader {
        name: "header: Link of parameters",
        largest: LARGEST,
        begin: |size| linked(format!("<a>{}", "; rel=next; anchor=b".repeat(size / 20))),
    },
    Reader {
        name: "header: Link of escapes",
        largest: LARGEST,
        begin: |size| linked(format!("<a>; title=\"{}\"", "\\\"".repeat(size / 2))),
    },
    Reader {
        name: "header: Link with relations",
        largest: LARGEST,
        begin: |size| linked(format!("<a>; rel=\"{}\"", "nex ".repeat(size / 4))),
    },
];

/// Reads a reply with this header as a failure, a redirect, a success and events.
fn failing(name: &'static str, value: String) -> (usize, Box<dyn FnMut()>) {
    let clients = [503, 302, 200].map(|status| {
        let heads = Heads::builder()
            .credential("sk-key")
            .transport(Canned::new(status, "{}").header(name, &value));
        let heads =
            heads.redirects(Redirects::SameOrigin(2)).retry_policy(RetryPolicy::new().retries(0));
        heads.build().expect("a client")
    });
    let read = move || {
        for heads in &clients {
            drop(wait(async { heads.get().await }).map_err(|error| error.to_string()));
            drop(wait(async { heads.events().await }).map_err(|error| error.to_string()));
        }
    };
    (value.len(), Box::new(read))
}

/// Reads a page with this header, and looks for the next one.
fn linked(value: String) -> (usize, Box<dyn FnMut()>) {
    let reply = Canned::new(200, "[1]").header("link", &value);
    let heads = Heads::builder().credential("sk-key").transport(reply).build().expect("a client");
    let read = move || {
        let mut pages = heads.pages().pages();
        wait(async { pages.try_next().await }).expect("a page");
    };
    (value.len(), Box::new(read))
}
