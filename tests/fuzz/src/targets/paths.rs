//! Paths: no value changes another segment, none is `.` or `..` however often it is decoded, and the mock reads what
//! the client wrote.

use percent_encoding::percent_decode_str;
use schematic_api::api;
use schematic_api::mock::Mock;
use schematic_tests::scripted::Scripted;

use super::paused;
use crate::source::Source;

api! {
    client Paths at "https://paths.example.com/v1";

    /// One value is a segment.
    pair: GET /pair/<one: String>/<two: String> -> empty;
    /// Two values are a segment.
    compare: GET /compare/<base: String>..<head: String>/end -> empty;
    /// A value and a literal are a segment.
    named: GET /named/<name: String>.json/<id: String>:cancel -> empty;
    /// The rest is many segments.
    file: GET /files/<bucket: String>/<path..> -> empty;
    /// Segments and text follow the rest.
    tags: GET /v2/<name..>:all/tags/<tag: String> -> empty;
}

const TOKENS: &[&str] = &[
    ".", ".", "..", "%", "%2e", "%2E", "%2f", "%5c", "25", "2e", "2", "e", "/", "\\", "a", "é",
    "?", "#", ";", " ", "\u{1}", "\u{feff}", ":", ":cancel", ".json", "@", "%00", "\t", "+", "&",
    "=",
];

pub(crate) fn run(source: &mut Source) {
    let [one, two] = [0; 2].map(|_| source.text_of(TOKENS, 6));
    let endpoint = source.below(5);
    let target = paused(sent(endpoint, &one, &two));
    let context = format!("endpoint {endpoint}, {one:?}, {two:?}: {target:?}");
    if let Some(target) = target {
        check_target(
            &target,
            segments(endpoint, if endpoint == 4 { &one } else { &two }),
            &context,
        );
        let received = paused(received(endpoint, &one, &two)).expect(&context);
        // Where a segment ends within two values is not written.
        match endpoint {
            1 => assert_eq!(received.join(".."), format!("{one}..{two}"), "{context}"),
            _ => assert_eq!(received, [one, two], "{context}"),
        }
    }
}

/// How many segments the path has, with those of the base URL.
fn segments(endpoint: usize, rest: &str) -> usize {
    match endpoint {
        0 | 2 => 4,
        1 => 4,
        4 => 4 + rest.split('/').count(),
        _ => 3 + rest.split('/').count(),
    }
}

fn check_target(target: &str, count: usize, context: &str) {
    assert!(target.bytes().all(|byte| byte.is_ascii_graphic()), "{context}");
    assert!(!target.contains(['?', '#', '\\', ';']), "{context}");
    let segments: Vec<&str> = target.trim_start_matches('/').split('/').collect();
    assert_eq!(segments.len(), count, "{context}");
    for segment in segments {
        let mut text = segment.to_owned();
        for _ in 0..10 {
            text = percent_decode_str(&text).decode_utf8_lossy().into_owned();
            let dots = text.split(['/', '\\']).any(|part| matches!(part, "." | ".."));
            assert!(!dots, "{context}");
        }
    }
}

async fn call(
    paths: &Paths,
    endpoint: usize,
    one: &str,
    two: &str,
) -> Result<(), schematic_api::Error> {
    match endpoint {
        0 => paths.pair(one, two).await,
        1 => paths.compare(one, two).await,
        2 => paths.named(one, two).await,
        4 => paths.tags(one, two).await,
        _ => paths.file(one, two).await,
    }
}

/// The path as it is sent, or `None` if the call is refused before.
async fn sent(endpoint: usize, one: &str, two: &str) -> Option<String> {
    let transport = Scripted::always("");
    let paths = Paths::builder().transport(transport.clone()).build().expect("a client");
    match call(&paths, endpoint, one, two).await {
        Err(error) if error.is_input() => {
            assert_eq!(transport.attempts(), 0, "{error}");
            None
        }
        _ => Some(transport.only().target().to_owned()),
    }
}

/// The values as the mock reads them.
async fn received(endpoint: usize, one: &str, two: &str) -> Option<[String; 2]> {
    let mock = Mock::<Paths>::new()
        .on(|_: PathsPairRequest| async { Ok(()) })
        .on(|_: PathsCompareRequest| async { Ok(()) })
        .on(|_: PathsNamedRequest| async { Ok(()) })
        .on(|_: PathsFileRequest| async { Ok(()) })
        .on(|_: PathsTagsRequest| async { Ok(()) });
    call(&mock.client(), endpoint, one, two).await.expect("the mock answers");
    match endpoint {
        0 => mock.received::<PathsPairRequest>().pop().map(|it| [it.one, it.two]),
        1 => mock.received::<PathsCompareRequest>().pop().map(|it| [it.base, it.head]),
        2 => mock.received::<PathsNamedRequest>().pop().map(|it| [it.name, it.id]),
        4 => mock.received::<PathsTagsRequest>().pop().map(|it| [it.name, it.tag]),
        _ => mock.received::<PathsFileRequest>().pop().map(|it| [it.bucket, it.path]),
    }
}
