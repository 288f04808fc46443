//! Requests to URLs that the service gave.

use bytes::Bytes;
use futures_util::stream;
use schematic_api::mock::{ErrorReply, Mock};
use schematic_api::{Body, Endpoint, ErrorKind, NotRetried, Object, Redirects, StatusCode, api};
use schematic_tests::fault::{FaultServer, Step};
use schematic_tests::scripted::{Reply, Scripted};
use std::io;
use url::Url;

/// Where to upload to.
#[derive(Clone, Debug, PartialEq, Object)]
pub(crate) struct Upload {
    /// The URL.
    pub url: String,
}

api! {
    /// Blobs.
    pub client Blobs at "https://blobs.example.com/v2" {
        auth bearer env "BLOBS_KEY";
        header "X-Organization": env "BLOBS_ORGANIZATION"?;
        header "X-Static": "1";
    }

    /// Uploads.
    group uploads {
        header "X-Group": "2";

        start:   POST /blobs -> Upload;
        read:    GET /blobs/<id> -> text;
        status:  GET <location: Url> -> text;
        append:  PATCH <location: Url> (stream) -> empty;
        finish:  PUT <location: Url>?<digest>&<mount: u32?> -> empty;
        store:   PUT <url: Url>?signed=true (bytes as "image/png", header "X-Call": u8?) -> empty auth none;
    }
}

const BASE: &str = "https://blobs.example.com/v2";

fn blobs(transport: &Scripted) -> Uploads {
    let builder =
        Blobs::builder().transport(transport.clone()).base_url(format!("{BASE}?api-version=1"));
    let builder = builder.credential("sk-secret-1").header("X-Organization", "org_1");
    builder.header("X-Anything", "any-1").build().unwrap().uploads()
}

fn body() -> Body {
    Body::stream(stream::iter([Ok::<_, io::Error>(Bytes::from("abc"))]))
}

#[tokio::test]
async fn a_url_is_absolute_or_relative_to_the_base() {
    let transport = Scripted::new([Reply::status(200)]);
    let blobs = blobs(&transport);
    for location in [
        "https://blobs.example.com/v2/uploads/1?state=a%2Fb",
        "/v2/uploads/1?state=a%2Fb",
        "uploads/1?state=a%2Fb",
        "//blobs.example.com:443/v2/uploads/1?state=a%2Fb#top",
    ] {
        assert_eq!(blobs.status(location).await.unwrap(), "");
    }
    blobs
        .status(Url::parse("https://blobs.example.com/v2/uploads/1?state=a%2Fb").unwrap())
        .await
        .unwrap();
    let location = String::from("/v2/uploads/1?state=a%2Fb");
    blobs.status(&location).await.unwrap();
    blobs.status(location).await.unwrap();
    for sent in transport.sent() {
        assert_eq!(sent.url, "https://blobs.example.com/v2/uploads/1?state=a%2Fb");
        assert_eq!(sent.header("authorization"), Some("Bearer sk-secret-1"));
        assert_eq!(sent.header("x-organization"), Some("org_1"));
        assert_eq!(sent.header("x-group"), Some("2"));
    }
}

#[tokio::test]
async fn the_query_of_the_line_follows_that_of_the_url() {
    let transport = Scripted::new([Reply::status(201)]);
    let blobs = blobs(&transport);
    blobs.finish("/v2/uploads/1?state=a", "sha256:1").mount(7).query("more", &1).await.unwrap();
    blobs.finish("/v2/uploads/1", "sha256:1").await.unwrap();
    let sent = transport.sent();
    let targets: Vec<_> = sent.iter().map(|sent| sent.target()).collect();
    assert_eq!(
        targets,
        [
            "/v2/uploads/1?state=a&digest=sha256%3A1&mount=7&more=1",
            "/v2/uploads/1?digest=sha256%3A1"
        ]
    );
}

mod constants {
    //! A client, a group and a line that send something with every call.

    use super::*;

    api! {
        client Jobs at "https://jobs.example.com" {
            query "api-version": "1";
            query "sig": env "JOBS_SIGNATURE"?;
        }

        group queue {
            query "view": "full";

            read:  GET <url: Url>?deep=true&<wait: u32?> -> text;
            store: PUT <url: Url>?deep=true -> empty auth none;
        }
    }

    fn jobs(transport: &Scripted) -> Queue {
        let client = Jobs::builder().transport(transport.clone());
        client.query("sig", "s1gnature-1").query("odd name", "1").build().unwrap().queue()
    }

    #[tokio::test]
    async fn what_the_url_has_already_is_not_sent_again() {
        let transport = Scripted::new([Reply::status(200)]);
        let jobs = jobs(&transport);
        jobs.read("/1").wait(3).await.unwrap();
        jobs.read("/1?api%2Dversion=2&odd+name=2&view=&sig=").wait(3).await.unwrap();
        jobs.read("/1?wait=1&deep=false")
            .wait(3)
            .query("api-version", "3")
            .query("view", "x")
            .await
            .unwrap();
        let sent = transport.sent();
        let targets: Vec<_> = sent.iter().map(|sent| sent.target()).collect();
        assert_eq!(
            targets,
            [
                "/1?api-version=1&sig=s1gnature-1&odd%20name=1&view=full&deep=true&wait=3",
                "/1?api%2Dversion=2&odd+name=2&view=&sig=&deep=true&wait=3",
                "/1?wait=1&deep=false&sig=s1gnature-1&odd%20name=1&wait=3&api-version=3&view=x",
            ]
        );
    }

    #[tokio::test]
    async fn another_origin_gets_only_the_query_of_the_group_and_the_line() {
        let transport = Scripted::new([Reply::status(200)]);
        let jobs = jobs(&transport);
        jobs.store("https://bucket.example/1?deep=2").query("mine", "1").await.unwrap();
        jobs.store("/2").await.unwrap();
        let sent = transport.sent();
        assert_eq!(sent[0].url, "https://bucket.example/1?deep=2&view=full&mine=1");
        assert_eq!(
            sent[1].target(),
            "/2?api-version=1&sig=s1gnature-1&odd%20name=1&view=full&deep=true"
        );
    }
}

#[tokio::test]
async fn another_origin_is_refused_before_anything_is_sent() {
    let transport = Scripted::new([Reply::status(200)]);
    let blobs = blobs(&transport);
    for location in [
        "https://evil.example/v2/uploads/1",
        "http://blobs.example.com/v2/uploads/1",
        "https://blobs.example.com:444/v2/uploads/1",
        "https://blobs.example.com.evil.example/",
        "https://blobs.example.com@evil.example/",
        "https://user:word@blobs.example.com/",
        "//evil.example/v2",
        "\\\\evil.example/v2",
        "ftp://blobs.example.com/",
        "javascript:1",
        "",
        "/v2/\tuploads",
        "/v2\r\nx: y",
    ] {
        let error = blobs.status(location).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{location:?}");
        assert!(!format!("{error} {error:?}").contains("evil"), "{error:?}");
    }
    assert_eq!(transport.attempts(), 0);
}

#[tokio::test]
async fn elsewhere_gets_neither_the_credential_nor_a_header_of_the_client() {
    let transport = Scripted::new([Reply::status(200)]);
    let blobs = blobs(&transport);
    let url = "https://bucket.example/key?X-Sig=s1gnature-1";
    blobs.store(url, "png").x_call(3).header("X-Mine", "4").await.unwrap();
    let sent = transport.only();
    assert_eq!(sent.url, format!("{url}&signed=true"));
    let mut names: Vec<_> = sent.headers.keys().map(|name| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["content-type", "user-agent", "x-call", "x-group", "x-mine"]);
    assert_eq!(sent.header("content-type"), Some("image/png"));
}

#[tokio::test]
async fn a_line_without_credential_sends_the_rest_to_its_own_origin() {
    let transport = Scripted::new([Reply::status(200)]);
    blobs(&transport).store("/presigned", "png").await.unwrap();
    let sent = transport.only();
    assert_eq!(sent.header("authorization"), None);
    assert_eq!(sent.header("x-organization"), Some("org_1"));
    assert_eq!(sent.url, "https://blobs.example.com/presigned?signed=true");
}

#[tokio::test]
async fn a_secret_of_the_caller_does_not_go_elsewhere_in_the_clear() {
    let transport = Scripted::new([Reply::status(200)]);
    let blobs = blobs(&transport);
    let send = |url: &'static str| blobs.store(url, "png").header("X-Token", "t0ken-of-caller");
    assert_eq!(send("http://bucket.example/key").await.unwrap_err().kind(), ErrorKind::Input);
    assert_eq!(transport.attempts(), 0);
    send("https://bucket.example/key").await.unwrap();
    send("http://localhost:9000/key").await.unwrap();
    assert_eq!(transport.attempts(), 2);
}

#[tokio::test]
async fn a_signature_in_a_url_is_not_repeated_by_errors() {
    let transport =
        Scripted::new([Reply::json(403, r#"{"message":"bad s1gnature-1"}"#)
            .header("x-request-id", "s1gnature-1")]);
    let url = "https://bucket.example/key?X-Amz-Signature=s1gnature-1";
    let error = blobs(&transport).store(url, "png").await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::FORBIDDEN));
    assert!(!format!("{error} {error:?} {:?}", error.request_id()).contains("s1gnature-1"));
}

#[tokio::test]
async fn retries_and_redirects_work_as_for_other_lines() {
    let transport = Scripted::new([
        Reply::status(503),
        Reply::status(307).header("location", "/moved?a=1"),
        Reply::status(200).chunk("here"),
    ]);
    let blobs = Blobs::builder().transport(transport.clone()).credential("sk");
    let blobs = blobs.redirects(Redirects::SameOrigin(2)).build().unwrap().uploads();
    assert_eq!(blobs.status("/v2/uploads/1").await.unwrap(), "here");
    let sent = transport.sent();
    let targets: Vec<_> = sent.iter().map(|sent| sent.target()).collect();
    assert_eq!(targets, ["/v2/uploads/1", "/v2/uploads/1", "/moved?a=1"]);
}

#[tokio::test]
async fn a_redirect_from_elsewhere_stays_there() {
    let reply = |location| Reply::status(302).header("location", location);
    let transport = Scripted::new([reply("https://blobs.example.com/v2/blobs/1")]);
    let client = Blobs::builder().transport(transport.clone()).credential("sk");
    let client = client.redirects(Redirects::SameOrigin(2)).build().unwrap();
    let error = client.uploads().store("https://bucket.example/key", "png").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert_eq!(transport.attempts(), 1);
}

#[tokio::test]
async fn a_stream_goes_to_a_url_over_a_socket() {
    let server = FaultServer::start([[Step::Read, Step::reply(202, "", "")]]).await;
    let client = Blobs::builder().base_url(format!("{}/v2", server.url())).credential("sk");
    let blobs = client.build().unwrap().uploads();
    blobs.append("/uploads/1?state=a", body()).await.unwrap();
    blobs.append(format!("{}/uploads/2", server.url()), body()).await.unwrap();
    let requests = server.requests();
    let targets: Vec<_> = requests.iter().map(|request| request.target.as_str()).collect();
    assert_eq!(targets, ["/uploads/1?state=a", "/uploads/2"]);
    assert!(requests.iter().all(|request| request.body == "abc"), "{requests:?}");
    assert!(requests.iter().all(|request| request.header("authorization") == Some("Bearer sk")));
}

#[tokio::test]
async fn a_stream_is_not_sent_to_a_url_twice() {
    let transport = Scripted::new([Reply::status(503)]);
    let error = blobs(&transport).append("/uploads/1", body()).await.unwrap_err();
    assert_eq!(error.not_retried(), Some(NotRetried::OneShotBody));
}

#[test]
fn the_table_says_that_there_is_no_path() {
    let append = Blobs::ENDPOINTS.get("uploads.append").unwrap();
    assert!(append.takes_url());
    assert_eq!((append.path(), append.to_string().as_str()), ("{location}", "PATCH {location}"));
    assert_eq!(append.path_parameters().collect::<Vec<_>>(), ["location"]);
    let others = ["uploads.start", "uploads.read"];
    assert!(!others.iter().filter_map(|id| Blobs::ENDPOINTS.get(id)).any(Endpoint::takes_url));
}

#[tokio::test]
async fn the_mock_gives_what_no_other_line_takes_to_the_line_with_the_url() {
    let mock = Mock::<Blobs>::new()
        .on(|_: UploadsStartRequest| async { Ok(Upload::new("/v2/uploads/1?state=a")) })
        .on(|request: UploadsReadRequest| async move { Ok(format!("blob {}", request.id)) })
        .on(|request: UploadsStatusRequest| async move { Ok(request.location) })
        .on(|request: UploadsFinishRequest| async move {
            assert_eq!(request.location, "/elsewhere?digest=d");
            assert_eq!(request.digest, "d");
            Ok(())
        })
        .on(|request: UploadsAppendRequest| async move {
            match (request.location.as_str(), &request.body[..]) {
                ("/v2/uploads/1?state=a", b"abc") => Ok(()),
                _ => Err(ErrorReply::new(StatusCode::NOT_FOUND)),
            }
        });
    let server = mock.listen().await.unwrap();
    for client in [mock.client(), server.client().unwrap()] {
        let blobs = client.uploads();
        let upload = blobs.start().await.unwrap();
        blobs.append(&upload.url, body()).await.unwrap();
        assert_eq!(
            blobs.append("/other", body()).await.unwrap_err().status(),
            Some(StatusCode::NOT_FOUND)
        );
        assert_eq!(blobs.status(&upload.url).await.unwrap(), upload.url);
        assert_eq!(blobs.status("/v2/blobs/7").await.unwrap(), "blob 7");
        blobs.finish("/elsewhere", "d").await.unwrap();
    }
    assert_eq!(mock.received::<UploadsAppendRequest>().len(), 4);
}

#[tokio::test]
async fn the_mock_says_not_found_where_no_line_has_the_method() {
    let mock = Mock::<Blobs>::new();
    let client = mock.client();
    let error = client
        .request(schematic_api::Method::DELETE, "/nowhere")
        .send::<schematic_api::reply::Empty>()
        .await
        .unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
}

mod pages {
    //! Lists that are read from a URL.

    use futures_util::TryStreamExt as _;

    use super::*;

    api! {
        client Feeds at "https://feeds.example.com/v1" {
            auth bearer;
            query "version": "1";
            header "X-Static": "1";
        }

        read: GET <url: Url>?<limit: u32?> -> Vec<u32> paged by link;
        open: GET <url: Url> -> Vec<u32> paged by link auth none;
    }

    fn transport() -> Scripted {
        Scripted::new([
            Reply::json(200, "[1]").header("link", r#"<?page=2&limit=1>; rel="next""#),
            Reply::json(200, "[2]"),
        ])
    }

    fn feeds(transport: &Scripted) -> Feeds {
        Feeds::builder().credential("sk-secret-1").transport(transport.clone()).build().unwrap()
    }

    #[tokio::test]
    async fn the_addresses_of_pages_take_the_place_of_the_url() {
        let transport = transport();
        let items = feeds(&transport).read("/feeds/1").limit(1).items();
        assert_eq!(items.try_collect::<Vec<_>>().await.unwrap(), [1, 2]);
        let sent = transport.sent();
        let targets: Vec<_> = sent.iter().map(|sent| sent.target()).collect();
        assert_eq!(targets, ["/feeds/1?version=1&limit=1", "/feeds/1?page=2&limit=1"]);
        for sent in sent {
            assert_eq!(sent.header("authorization"), Some("Bearer sk-secret-1"));
        }
    }

    #[tokio::test]
    async fn the_pages_of_another_origin_get_nothing_of_the_client() {
        let transport = transport();
        let items = feeds(&transport).open("https://elsewhere.example.com/1").items();
        assert_eq!(items.try_collect::<Vec<_>>().await.unwrap(), [1, 2]);
        let sent = transport.sent();
        let urls: Vec<_> = sent.iter().map(|sent| sent.url.as_str()).collect();
        let base = "https://elsewhere.example.com/1";
        assert_eq!(urls, [base, &format!("{base}?page=2&limit=1")]);
        for sent in sent {
            assert_eq!((sent.header("authorization"), sent.header("x-static")), (None, None));
        }
    }
}
