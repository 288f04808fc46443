//! Files: their paths, one resource in several media types, changes.

use bytes::Bytes;
use schematic_api::mock::{ErrorReply, Mock};
use schematic_api::{ErrorKind, StatusCode};
use serde_json::json;

use super::*;

fn entry(path: &str) -> Entry {
    Entry::new("file", path, "3d21ec53a331a6f037a91c368710b99387d012c1")
}

fn contents() -> Mock<GitHub> {
    Mock::new()
        .on(|request: ContentsGetRequest| async move {
            Ok(match &*request.path {
                "docs" => Content::Directory(vec![entry("docs/a.md")]),
                path => Content::Entry(entry(path).content("SGVsbG8=")),
            })
        })
        .on(|request: ContentsRawRequest| async move {
            assert_eq!(request.git_ref.as_deref(), Some("release/1.0"));
            Ok(Bytes::from(format!("raw {}", request.path)))
        })
        .on(|request: ContentsHtmlRequest| async move { Ok(format!("<p>{}</p>", request.path)) })
        .on(|request: ContentsPutRequest| async move {
            let put = request.body;
            match put.sha.as_deref() {
                None => Err(ErrorReply::new(StatusCode::UNPROCESSABLE_ENTITY)
                    .json(&json!({ "message": "Invalid request.\n\n\"sha\" wasn't supplied." }))),
                Some(_) => Ok(Committed::new(Commit::new("7638417"))
                    .content(entry(&request.path).content(put.content))),
            }
        })
        .on(|request: ContentsDeleteRequest| async move {
            assert_eq!(request.body.sha, "3d21ec5");
            Ok(Committed::new(Commit::new("7638418")))
        })
}

#[tokio::test]
async fn one_path_has_three_media_types() {
    let mock = contents();
    let server = mock.listen().await.unwrap();
    let files = server.client().unwrap().contents();
    let path = "docs/über uns/a#b?.md";
    let got = files.get("octocat", "Hello-World", path).await.unwrap();
    assert_eq!(got, Content::Entry(entry(path).content("SGVsbG8=")));
    let got = files.get("octocat", "Hello-World", "docs").await.unwrap();
    assert_eq!(got, Content::Directory(vec![entry("docs/a.md")]));
    let raw = files.raw("octocat", "Hello-World", path).git_ref("release/1.0").await.unwrap();
    assert_eq!(raw, format!("raw {path}"));
    let html = files.html("octocat", "Hello-World", path).await.unwrap();
    assert_eq!(html, format!("<p>{path}</p>"));

    let sent = mock.requests();
    let accepted: Vec<_> = sent.iter().map(|sent| sent.header("accept").unwrap()).collect();
    assert_eq!(
        accepted,
        [
            "application/vnd.github+json",
            "application/vnd.github+json",
            "application/vnd.github.raw+json",
            "application/vnd.github.html+json"
        ]
    );
    let encoded = "/repos/octocat/Hello-World/contents/docs/%C3%BCber%20uns/a%23b%3F.md";
    assert_eq!(sent[0].path(), encoded);
    assert_eq!((sent[2].path(), sent[2].query()), (encoded, "ref=release%2F1.0"));
}

#[tokio::test]
async fn files_are_written_and_deleted_with_bodies() {
    let mock = contents();
    let server = mock.listen().await.unwrap();
    let files = server.client().unwrap().contents();
    let put = |sha: Option<&str>| {
        let file = PutFile { sha: sha.map(str::to_owned), ..PutFile::new("Change it", "SGk=") };
        files.put("octocat", "Hello-World", "docs/a.md", &file)
    };
    let error = put(None).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::UNPROCESSABLE_ENTITY));
    assert!(error.message().unwrap().starts_with("Invalid request."), "{error}");
    let committed = put(Some("3d21ec5")).await.unwrap();
    assert_eq!(committed.content, Some(entry("docs/a.md").content("SGk=")));
    let delete = DeleteFile::new("Remove it", "3d21ec5");
    let committed = files.delete("octocat", "Hello-World", "docs/a.md", &delete).await.unwrap();
    assert_eq!((committed.content, &*committed.commit.sha), (None, "7638418"));

    let sent = mock.requests();
    assert_eq!(sent[1].body(), r#"{"message":"Change it","content":"SGk=","sha":"3d21ec5"}"#);
    assert_eq!(sent[2].method(), "DELETE");
    assert_eq!(sent[2].body(), r#"{"message":"Remove it","sha":"3d21ec5"}"#);
    assert_eq!(sent[2].header("content-length"), Some("39"));
}

#[tokio::test]
async fn a_path_that_leads_elsewhere_is_not_sent() {
    let mock = contents();
    let files = mock.client().contents();
    for path in ["", "../../../user", "docs/./a.md", "docs/.."] {
        let error = files.get("octocat", "Hello-World", path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{path}");
    }
    let error = files.get("octocat", "..", "a.md").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input);
    assert!(mock.requests().is_empty());
}
