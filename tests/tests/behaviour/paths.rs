//! Path parameters and base URLs: where a request goes, and where it never can.

use schematic_api::{Endpoint, Error, ErrorKind, api, reply::Text};
use schematic_openai::OpenAi;
use schematic_tests::{
    fault::{FaultServer, Step},
    scripted::Scripted,
    shop::{ItemId, Shop, builder, item, shop},
};

/// Returns the path of the request with this id.
async fn sent_path(id: &str) -> Result<String, Error> {
    let transport = Scripted::always(&item("i"));
    shop(&transport).items().retrieve(&ItemId::from(id)).await?;
    Ok(transport.only().target().to_owned())
}

/// Returns the path as a lenient server may read it: decoded, with backslashes as slashes.
fn lenient_segments(path: &str) -> Vec<String> {
    path.split('/').map(decode).collect()
}

fn decode(segment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = segment.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = || u8::from_str_radix(std::str::from_utf8(tail.get(..2)?).ok()?, 16).ok();
        match hex().filter(|_| first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

// U1, U4
#[tokio::test]
async fn values_are_encoded_as_one_segment() {
    for (value, segment) in [
        ("asst_abc123", "asst_abc123"),
        ("file-AbC_1.2~3", "file-AbC_1.2~3"),
        ("ft:gpt-4o:org::id", "ft:gpt-4o:org::id"),
        ("a b", "a%20b"),
        ("a+b", "a+b"),
        ("a/b", "a%2Fb"),
        ("/a", "%2Fa"),
        ("//evil.example/x", "%2F%2Fevil.example%2Fx"),
        ("a\\b", "a%5Cb"),
        ("\\\\evil.example\\x", "%5C%5Cevil.example%5Cx"),
        ("x?y=1", "x%3Fy=1"),
        ("x#y", "x%23y"),
        ("a;b", "a%3Bb"),
        ("50%", "50%25"),
        ("a%2Fb", "a%252Fb"),
        ("%00", "%2500"),
        ("a&b=c", "a&b=c"),
        ("user@host", "user@host"),
        ("https://evil.example", "https:%2F%2Fevil.example"),
        ("{item}", "%7Bitem%7D"),
        ("<item>", "%3Citem%3E"),
        ("\"a\"", "%22a%22"),
        ("[a]", "%5Ba%5D"),
        ("a|b^c`d", "a%7Cb%5Ec%60d"),
        ("...", "..."),
        ("..a", "..a"),
        ("a..", "a.."),
        ("a..b", "a..b"),
        (".hidden", ".hidden"),
        ("%", "%25"),
        ("ünï", "%C3%BCn%C3%AF"),
        ("😀", "%F0%9F%98%80"),
        ("\u{feff}", "%EF%BB%BF"),
        ("\u{2028}", "%E2%80%A8"),
        ("Ａ．．", "%EF%BC%A1%EF%BC%8E%EF%BC%8E"),
    ] {
        assert_eq!(sent_path(value).await.unwrap(), format!("/v1/items/{segment}"), "{value:?}");
    }
}

// U1, U5, U6
#[tokio::test]
async fn values_that_lead_elsewhere_are_refused_and_nothing_is_sent() {
    for value in [
        "",
        ".",
        "..",
        "%2e",
        "%2E",
        "%2e%2e",
        ".%2e",
        "%2E.",
        "%252e%252e",
        "../admin",
        "..\\..\\admin",
        "a/../b",
        "a/..",
        "a\\..",
        "./a",
        "..%2fadmin",
        "..%5cadmin",
        "%2e%2e%2fadmin",
        "a%2f..%2f..%2fadmin",
        "%25252e%25252e",
        "a\tb",
        "a\rb",
        "a\nb",
        "a\r\nHost: evil",
        "\0",
        "a\u{7f}",
        "\u{1b}[0m",
        ".\t.",
        "..\n",
    ] {
        let transport = Scripted::always(&item("i"));
        let error = shop(&transport).items().retrieve(&ItemId::from(value)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{value:?}");
        assert!(error.to_string().contains("`item`"), "{error}");
        assert_eq!((transport.attempts(), error.attempts()), (0, 0), "{value:?}");
        assert_eq!(error.endpoint().map(Endpoint::id), Some("items.retrieve"));
    }
}

// U2 for every operation that has a path parameter.
#[tokio::test]
async fn hostile_values_never_change_the_number_of_segments() {
    let hostile = [
        "/",
        "\\",
        "..",
        "%2e%2e",
        "a/../../b",
        "?x",
        "#x",
        ";x",
        "\\..\\",
        "//",
        "a%2Fb",
        "\u{ff0f}",
    ];
    let transport = Scripted::always(&item("i"));
    let shop = shop(&transport);
    for value in hostile {
        let id = ItemId::from(value);
        let items = shop.items();
        // Other kinds of reply fail to decode after the request was sent, which does not matter
        // here.
        drop(items.retrieve(&id).await);
        drop(items.label(&id).await);
        drop(items.remove(&id).await);
        drop(items.picture(&id).await);
    }
    for sent in transport.sent() {
        let path = sent.target().split(['?', '#']).next().unwrap_or_default().to_owned();
        let segments = lenient_segments(&path);
        let expected = if sent.target().ends_with("/label") || sent.target().ends_with("/picture") {
            5
        } else {
            4
        };
        assert_eq!(segments.len(), expected, "{path}");
        assert!(path.starts_with("/v1/items/"), "{path}");
        assert!(hostile.contains(&segments[3].as_str()), "{path}");
        assert_eq!(sent.query(), "", "{path}");
    }
}

/// U2: ten hostile values in every position of every template of a large API.
#[tokio::test]
async fn hostile_values_keep_their_place_in_every_template() {
    let hostile =
        ["/", "\\", "a%b", "?x=1", "#x", ";x", "x%2Fy", "//evil.example", "@evil.example", " "];
    let refused = ["", ".", "..", "%2e%2e", "a/../../b", "\\..\\", "a\0"];
    let transport = Scripted::always("{}");
    let client = OpenAi::builder().credential("k").transport(transport.clone()).build().unwrap();
    let templates =
        OpenAi::ENDPOINTS.iter().filter(|endpoint| endpoint.path_parameters().count() > 0);
    let mut calls = 0;
    for endpoint in templates {
        let places = endpoint.path_parameters().count();
        for code in 0..hostile.len().pow(places.min(2) as u32) {
            let values: Vec<_> = (0..places)
                .map(|place| hostile[code / 10_usize.pow(place.min(1) as u32) % 10])
                .collect();
            call(&client, endpoint, &values).await.unwrap();
            let sent = transport.sent().pop().unwrap();
            let expected: Vec<_> = endpoint.path().split('/').collect();
            let segments = lenient_segments(sent.target().strip_prefix("/v1").unwrap());
            let mut values = values.into_iter();
            let expected: Vec<_> = expected
                .into_iter()
                .map(|part| if part.starts_with('{') { values.next().unwrap() } else { part })
                .collect();
            assert_eq!(segments, expected, "{}", sent.target());
            calls += 1;
        }
        for value in refused {
            for place in 0..places {
                let mut values = vec!["i"; places];
                values[place] = value;
                let error = call(&client, endpoint, &values).await.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Input, "{endpoint} {value:?}");
            }
        }
    }
    assert_eq!(transport.attempts(), calls);
    assert!(calls > 1000, "{calls}");
}

/// Calls an endpoint, given only its template.
async fn call(
    client: &OpenAi,
    endpoint: &'static Endpoint,
    values: &[&str],
) -> Result<String, Error> {
    let request = client.request(endpoint.method(), endpoint.path());
    let values = endpoint.path_parameters().zip(values);
    let request = values.fold(request, |request, (name, value)| request.path(name, *value));
    request.send::<Text>().await
}

#[tokio::test]
async fn a_request_without_its_path_value_is_refused_and_nothing_is_sent() {
    let transport = Scripted::always("{}");
    let client = OpenAi::builder().credential("k").transport(transport.clone()).build().unwrap();
    let mut endpoints = OpenAi::ENDPOINTS.iter();
    let endpoint = endpoints.find(|endpoint| endpoint.path_parameters().count() > 0).unwrap();
    let error = call(&client, endpoint, &[]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input);
    assert!(error.to_string().contains("has no value"), "{error}");
    assert_eq!(transport.attempts(), 0);
}

// U3: every character except `.` and the control characters, which are rejected.
#[tokio::test]
async fn every_character_survives() {
    // A hundred characters per request, each between letters, so that none forms a dot segment.
    let all: Vec<char> = ('\0'..=char::MAX)
        .filter(|c| !c.is_ascii_control() && (u32::from(*c) < 0x3000 || u32::from(*c) % 97 == 0))
        .collect();
    let transport = Scripted::always(&item("i"));
    let shop = shop(&transport);
    let values: Vec<String> =
        all.chunks(100).map(|chunk| chunk.iter().map(|c| format!("x{c}")).collect()).collect();
    for value in &values {
        shop.items().retrieve(&ItemId::from(value.as_str())).await.unwrap();
    }
    for (sent, value) in transport.sent().iter().zip(&values) {
        let segment = sent.target().strip_prefix("/v1/items/").unwrap();
        assert_eq!(&decode(segment), value);
        assert!(!segment.contains(['/', '?', '#', '\\', ';', ' ']), "{segment}");
    }
}

/// reqwest and hyper send exactly what was built.
#[tokio::test]
async fn the_path_arrives_as_it_was_built() {
    let server = FaultServer::start([[Step::Read, Step::json(200, &item("i"))]]).await;
    for (value, target) in [
        ("a\\b", "/v1/items/a%5Cb"),
        ("...", "/v1/items/..."),
        ("a%2Fb", "/v1/items/a%252Fb"),
        ("ft:gpt@1!$&'()*+,=", "/v1/items/ft:gpt@1!$&'()*+,="),
    ] {
        let shop = Shop::builder()
            .base_url(format!("{}/v1", server.url()))
            .credential("k")
            .build()
            .unwrap();
        shop.items().retrieve(&ItemId::from(value)).await.unwrap();
        assert_eq!(server.requests().last().unwrap().target, target);
    }
}

// U7
#[tokio::test]
async fn the_path_of_the_base_url_is_kept() {
    for (base, url) in [
        ("https://shop.example.com", "https://shop.example.com/items/i"),
        ("https://shop.example.com/", "https://shop.example.com/items/i"),
        ("https://shop.example.com/v1", "https://shop.example.com/v1/items/i"),
        ("https://shop.example.com/v1/", "https://shop.example.com/v1/items/i"),
        ("https://shop.example.com:8443/a/b%20c/", "https://shop.example.com:8443/a/b%20c/items/i"),
        ("HTTPS://SHOP.example.com:443/v1", "https://shop.example.com/v1/items/i"),
        ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1/items/i"),
        ("http://[::1]:8080", "http://[::1]:8080/items/i"),
    ] {
        let transport = Scripted::always(&item("i"));
        let shop = builder(&transport).base_url(base).build().unwrap();
        shop.items().retrieve(&ItemId::from("i")).await.unwrap();
        assert_eq!(transport.only().url, url, "{base}");
    }
}

// U9
#[test]
fn a_base_url_that_is_none_is_refused_at_build() {
    for base in [
        "",
        " ",
        "shop.example.com",
        "shop.example.com/v1",
        "/v1",
        "//shop.example.com",
        "localhost:8080",
        "127.0.0.1:80",
        "ftp://shop.example.com",
        "file:///etc",
        "data:text/plain,x",
        "https://",
        "https:///v1",
        "https:/v1",
        "https:v1",
        "https:\\\\v1",
        "https://\\v1",
        "https://user@shop.example.com",
        "https://user:word@shop.example.com",
        "https://shop.example.com/#top",
        "https://shop.example.com:99999",
        "https://[::1",
        "ht tp://shop.example.com",
    ] {
        let error = builder(&Scripted::always("{}")).base_url(base).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{base:?}");
        assert!(error.to_string().contains("base URL"), "{base:?}: {error}");
    }
}

/// The error for a rejected base URL does not show the password within it.
#[test]
fn a_refused_base_url_does_not_show_its_password() {
    let error = builder(&Scripted::always("{}"))
        .base_url("https://user:hunter2@shop.example.com")
        .build()
        .unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}

api! {
    client Depot at "https://depot.example.com/v1";

    compare:  GET /compare/<base>..<head> -> text;
    download: GET /files/<name>.<extension> -> text;
}

/// A server that decodes before it routes would see another path than the one that was declared.
#[tokio::test]
async fn several_values_of_one_segment_are_checked_as_that_segment() {
    let transport = Scripted::always("text");
    let depot = Depot::builder().transport(transport.clone()).build().unwrap();
    for (base, head) in [("x/", "/admin"), ("x%2f", "%2fadmin"), ("x\\", "\\admin")] {
        let error = depot.compare(base, head).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{base} {head}");
        assert!(error.to_string().contains("`head`"), "{error}");
    }
    assert_eq!(transport.attempts(), 0);
    depot.compare("main", "feature/dots").await.unwrap();
    depot.download(".", "tar.gz").await.unwrap();
    let sent = transport.sent();
    assert!(sent[0].target().ends_with("/compare/main..feature%2Fdots"), "{}", sent[0].target());
    assert!(sent[1].target().ends_with("/files/..tar.gz"), "{}", sent[1].target());
}

api! {
    client Weather at "https://weather.example.com";

    at: GET /at/<latitude: f64>/<longitude: f32> -> text;
}

#[tokio::test]
async fn a_number_is_sent_as_it_is_displayed_unless_it_is_none() {
    let transport = Scripted::always("text");
    let weather = Weather::builder().transport(transport.clone()).build().unwrap();
    weather.at(-33.5, 1e21).await.unwrap();
    let sent = transport.sent();
    assert!(sent[0].target().ends_with("/at/-33.5/1000000000000000000000"), "{}", sent[0].target());
    for latitude in [f64::NAN, f64::INFINITY] {
        assert_eq!(weather.at(latitude, 0.0).await.unwrap_err().kind(), ErrorKind::Input);
    }
    assert_eq!(transport.attempts(), 1);
}
