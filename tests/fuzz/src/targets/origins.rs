//! Base URLs, redirects and URLs that a service gave: the credential goes to the host that was named, and to no other.

use std::time::Duration;

use schematic_api::reply::Text;
use schematic_api::{Api as _, Method, Redirects};
use schematic_tests::scripted::{Answer, Reply, Scripted};
use schematic_tests::shop::{ItemId, builder};

use super::paused;
use crate::source::Source;

const TOKENS: &[&str] = &[
    "https://",
    "http://",
    "HTTPS://",
    "//",
    "/\\",
    "\\\\",
    "https:",
    "https:/",
    ":",
    "shop.example.com",
    "evil.example",
    "shop.example.com.evil.example",
    "shop.example.com.",
    "SHOP.example.com",
    "ｓhop.example.com",
    "@",
    "user@",
    "user:word@",
    ":443",
    ":80",
    ":0",
    ":444",
    "/",
    "v1",
    "..",
    ".",
    "?",
    "#",
    "%2f",
    "%40",
    "[::1]",
    "127.1",
    "0x7f.1",
    "localhost",
    "\t",
    " ",
    "\\",
    "é",
    "xn--",
    "\u{ad}",
    "data:,",
    "javascript:",
    "&",
    "=",
    "a",
    "%",
    "\u{200b}",
];

schematic_api::api! {
    client Given at "https://shop.example.com/v1" { auth bearer; }

    read:   GET <location: Url>?page=2 -> text;
    signed: GET <location: Url> -> text auth none;
}

pub(crate) fn run(source: &mut Source) {
    match source.below(4) {
        0 => base_url(source),
        1 => undeclared(source),
        2 => given(source),
        _ => redirects(source),
    }
}

/// The host is what a reader sees between the scheme and the first slash.
fn base_url(source: &mut Source) {
    let begun = source.pick(&[
        "",
        "",
        "https://",
        "https://shop.example.com",
        "http://localhost",
        " https://",
    ]);
    let text = format!("{begun}{}", source.text_of(TOKENS, 6));
    let transport = Scripted::always(r#"{"id":"i"}"#);
    let Ok(shop) = builder(&transport).base_url(text.clone()).build() else { return };
    let called = paused(async { shop.items().retrieve(&ItemId::from("i")).await });
    let sent = transport.sent();
    assert_eq!(sent.len(), 1, "{text:?}: {called:?}");
    let (_, rest) = text.split_once("://").expect(&text);
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default().trim_end();
    assert!(!authority.is_empty() && !authority.contains('@'), "{text:?} became {}", sent[0].url);
    let url = url::Url::parse(&sent[0].url).expect("a URL");
    let named = url::Url::parse(&format!("{}://{authority}", url.scheme())).expect(&text);
    assert_eq!(url.origin(), named.origin(), "{text:?} became {url}");
    assert!(url.path().ends_with("/items/i"), "{text:?} became {url}");
}

/// A path that nobody declared stays below the base URL, as it was written.
fn undeclared(source: &mut Source) {
    let path = format!("/{}", source.text_of(TOKENS, 5));
    let transport = Scripted::always(r#"{"id":"i"}"#);
    let shop = builder(&transport).build().expect("a client");
    let request = shop.client().request(Method::GET, &path).query("key", "value");
    let called = paused(request.send::<Text>().into_future());
    for sent in transport.sent() {
        assert_eq!(sent.url, format!("https://shop.example.com/v1{path}?key=value"), "{called:?}");
        let dots = path.split('/').any(|part| matches!(part, "." | ".."));
        assert!(!dots, "{path:?} became {}", sent.url);
    }
}

/// A URL that the service gave leads to the base URL's origin, or gets nothing that could be a secret.
fn given(source: &mut Source) {
    let begun = source.pick(&["", "/", "//", "https://shop.example.com", "https://evil.example"]);
    let location = format!("{begun}{}", source.text_of(TOKENS, 6));
    let transport = Scripted::always("here");
    let client = Given::builder().transport(transport.clone()).credential("sk-secret-1");
    let client = client.header("X-Client", "1").build().expect("a client");
    let called = paused(async { client.read(&location).await });
    for sent in transport.sent() {
        let ours = sent.url.starts_with("https://shop.example.com/");
        assert!(
            ours && sent.url.ends_with("page=2"),
            "{location:?} became {}: {called:?}",
            sent.url
        );
    }
    let before = transport.attempts();
    let called = paused(async { client.signed(&location).await });
    for sent in &transport.sent()[before..] {
        let ours = sent.url.starts_with("https://shop.example.com/");
        assert_eq!(sent.header("authorization"), None, "{location:?}: {called:?}");
        assert_eq!(sent.header("x-client").is_some(), ours, "{location:?} became {}", sent.url);
        let url = url::Url::parse(&sent.url).expect("a URL");
        assert!(url.fragment().is_none() && url.username().is_empty(), "{location:?} became {url}");
    }
}

/// Every request goes to the origin of the first, as text.
fn redirects(source: &mut Source) {
    let mut script: Vec<Answer> = (0..source.below(4)).map(|_| redirect(source)).collect();
    script.push(Reply::json(200, r#"{"id":"i"}"#).into());
    let transport = Scripted::new(script.clone());
    let client = builder(&transport).redirects(Redirects::SameOrigin(3));
    let shop = client.timeout(Duration::from_secs(60)).build().expect("a client");
    let called = paused(async { shop.items().retrieve(&ItemId::from("i")).await });
    let sent = transport.sent();
    assert!(sent.len() <= 4 && !sent.is_empty(), "{script:?}: {called:?}");
    for sent in sent {
        assert!(sent.url.starts_with("https://shop.example.com/"), "{script:?}: {}", sent.url);
        assert!(!sent.url.contains('#'), "{script:?}: {}", sent.url);
    }
}

fn redirect(source: &mut Source) -> Answer {
    let status = [301, 302, 303, 307, 308][source.below(5)];
    let location = source.text_of(TOKENS, 5);
    let visible = location.replace('\t', "").replace(|c: char| !c.is_ascii(), "");
    Reply::status(status).header("location", &visible).into()
}
