//! Lists whose service says where the next page is: requests go to one origin, and the list ends.

use std::time::Duration;

use schematic_api::{Error, ErrorKind, Items, List, Page, api};
use schematic_tests::scripted::{Answer, Reply, Scripted};
use serde::Deserialize;

use super::paused;
use crate::source::Source;

api! {
    client Lists at "https://lists.example.com/v1" { auth bearer; retry 0; }

    linked: GET /linked -> Vec<u32> paged by link back by link;
    given: GET /given -> Given paged by url;
    headed: GET /headed?<after?> -> Vec<u32> paged by after from header "X-Next";
}

#[derive(Deserialize)]
struct Given {
    data: Vec<u32>,
    next: Option<String>,
}

impl Page for Given {
    type Item = u32;

    fn into_items(self) -> Vec<u32> {
        self.data
    }

    fn next_cursor(&self) -> Option<String> {
        self.next.clone()
    }
}

const TOKENS: &[&str] = &[
    "<",
    ">",
    ";",
    ",",
    "=",
    "\"",
    "\\",
    " ",
    "\t",
    "rel",
    "REL",
    "next",
    "prev",
    "last",
    "anchor",
    "title*",
    "a",
    "?page=2",
    "https://",
    "http://",
    "//",
    "lists.example.com",
    "evil.example",
    "@",
    ":443",
    ":444",
    "/",
    "..",
    "#",
    "é",
    "%",
    "[::1]",
    "; rel=next",
    "; rel=\"next prev\"",
    "</v1/linked?a>",
    "<https://evil.example>",
];

/// The most tokens of an address or a header.
const LONGEST: usize = 12;

pub(crate) fn run(source: &mut Source) {
    let given = source.once_in(3);
    let mut script: Vec<Answer> = (0..source.below(4)).map(|_| reply(given, source)).collect();
    script.push(Reply::json(200, if given { r#"{"data":[1]}"# } else { "[1]" }).into());
    let transport = Scripted::new(script.clone());
    let lists = Lists::builder().credential("sk-key").transport(transport.clone());
    let lists = lists.timeout(Duration::from_secs(60)).build().expect("a client");
    let error = match source.below(3) {
        _ if given => paused(read(lists.given().items())),
        0 => paused(read(lists.linked().items())),
        1 => paused(read(lists.linked().items_back())),
        _ => paused(read(lists.headed().items())),
    };
    let sent = transport.sent();
    assert!(sent.len() <= script.len(), "{script:?}: {error:?}");
    assert!(error.is_none_or(|error| error.kind() == ErrorKind::Paging), "{script:?}");
    for sent in sent {
        assert!(sent.url.starts_with("https://lists.example.com/"), "{script:?}: {}", sent.url);
        assert!(!sent.url.contains('#'), "{script:?}: {}", sent.url);
    }
}

fn reply(given: bool, source: &mut Source) -> Answer {
    let text = source.text_of(TOKENS, LONGEST);
    let body = match given {
        true => serde_json::json!({ "data": [1], "next": text }).to_string(),
        false => "[1]".to_owned(),
    };
    let visible = text.replace(|c: char| !c.is_ascii(), "");
    Reply::json(200, body).header("link", &visible).header("x-next", &visible).into()
}

/// Reads a list to its end, which it has.
async fn read(mut items: Items<impl List<Item = u32>>) -> Option<Error> {
    loop {
        match items.try_next().await {
            Ok(Some(_)) => {}
            Ok(None) => return None,
            Err(error) => return Some(error),
        }
    }
}
