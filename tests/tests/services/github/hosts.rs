//! Other hosts: where archives are, and where assets go.

use bytes::Bytes;
use futures_util::TryStreamExt;
use schematic_api::mock::Mock;
use schematic_api::{Body, ErrorKind, StatusCode};
use schematic_tests::fault::{FaultServer, Step};

use super::*;

#[tokio::test]
async fn an_archive_comes_from_another_host_which_gets_no_token() {
    let other = FaultServer::start([[Step::Read, Step::reply(200, "", "tar")]]).await;
    let location = format!("location: {}/octocat/legacy.tar.gz?token=1\r\n", other.url());
    let server = FaultServer::start([[Step::Read, Step::reply(302, &location, "")]]).await;
    let github = GitHub::builder().base_url(server.url()).credential("ghp_1").build().unwrap();
    let archive = github.repos().archive("octocat", "Hello-World", "heads/main").await;
    let error = archive.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Redirect, Some(StatusCode::FOUND)));
    let location = error.headers().unwrap()["location"].to_str().unwrap();
    let archive = github.download(location).await.unwrap();
    let chunks: Vec<Bytes> = archive.try_collect().await.unwrap();
    assert_eq!(chunks.concat(), b"tar");
    assert_eq!(server.requests()[0].target, "/repos/octocat/Hello-World/tarball/heads/main");
    let sent = &other.requests()[0];
    assert_eq!(sent.target, "/octocat/legacy.tar.gz?token=1");
    assert_eq!((sent.header("authorization"), sent.header("x-github-api-version")), (None, None));
    assert!(sent.header("user-agent").is_some());
}

#[tokio::test]
async fn an_asset_is_uploaded_as_a_stream_of_known_length() {
    let mock = Mock::<Uploads>::new()
        .on(|request: UploadsUploadRequest| async move {
            Ok(Asset::new(request.name, request.body.len() as u64))
        })
        .on(|request: UploadsUploadToRequest| async move {
            Ok(Asset::new(request.name, request.body.len() as u64))
        });
    let server = mock.listen().await.unwrap();
    let uploads = server.client().unwrap();
    let parts = ["PK", "zip"].map(|part| Ok::<_, std::io::Error>(Bytes::from(part)));
    let body = Body::sized(futures_util::stream::iter(parts), 5);
    let upload = uploads.upload("octocat", "Hello-World", 1, "a b.zip", "application/zip", body);
    let asset = upload.label("Source").await.unwrap();
    assert_eq!((&*asset.name, asset.size), ("a b.zip", 5));
    let url = format!("{}/repos/octocat/Hello-World/releases/1/assets", server.base_url());
    assert_eq!(uploads.upload_to(&url, "b.zip", "PK").await.unwrap().size, 2);

    let sent = mock.requests();
    assert_eq!(sent[0].full_path(), "/repos/octocat/Hello-World/releases/1/assets");
    assert_eq!(sent[0].query(), "name=a%20b.zip&label=Source");
    assert_eq!(sent[0].header("content-length"), Some("5"));
    assert_eq!(sent[0].header("content-type"), Some("application/zip"));
    assert_eq!(sent[1].header("content-type"), Some("application/zip"));
    assert_eq!(sent[1].body(), "PK");
}

#[tokio::test]
async fn the_url_of_a_release_is_refused_if_it_is_that_of_another_host() {
    let uploads = Mock::<Uploads>::new().client();
    for url in [
        "https://evil.example/repos/octocat/Hello-World/releases/1/assets",
        // As GitHub gives it, with the template that the caller has to cut off.
        "https://uploads.github.com/repos/octocat/Hello-World/releases/1/assets{?name,label}",
    ] {
        let error = uploads.upload_to(url, "a.zip", "PK").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{url}");
    }
}
