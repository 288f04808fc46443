//! Bodies of several parts: what is sent, once or again, and what a mock reads.

use bytes::Bytes;
use futures_util::stream;
use schematic_api::mock::{ErrorReply, Mock};
use schematic_api::{Body, ErrorKind, FilePart, Multipart, NotRetried, Object, StatusCode, api};
use schematic_tests::fault::{FaultServer, Step, WireRequest};
use schematic_tests::folder::Folder;
use schematic_tests::records::shown;
use schematic_tests::scripted::{Reply, Scripted};
use std::fs;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, ReadBuf};

#[derive(Clone, Debug, PartialEq, Object)]
struct ExpiresAfter {
    pub anchor: String,
    pub seconds: u32,
}

#[derive(Debug, Multipart)]
struct NewFile {
    pub purpose: String,
    pub expires_after: Option<ExpiresAfter>,
    pub file: FilePart,
}

#[derive(Debug, Multipart)]
#[wire(rename_all = "camelCase")]
struct Skill {
    #[wire(rename = "tags[]", default)]
    pub tags: Vec<String>,
    #[wire(json)]
    pub meta_data: Option<ExpiresAfter>,
    #[wire(default)]
    pub is_public: bool,
    pub preview: Option<FilePart>,
    #[wire(rename = "files[]")]
    pub files: Vec<FilePart>,
    #[wire(skip)]
    pub local: u32,
}

api! {
    client Files at "https://files.example.com" { header "Content-Type": "application/json"; }

    create: POST /files (multipart NewFile) -> text idempotent;
    skill:  POST /skills (multipart Skill?) -> text idempotent;
    related: POST /related (multipart NewFile as "multipart/related") -> text;
    write:  PUT /raw (stream) -> text;
}

fn upload(file: impl Into<FilePart>) -> NewFile {
    NewFile::new("batch", file)
}

async fn server<const N: usize>(scripts: [Vec<Step>; N]) -> (FaultServer, Files) {
    let server = FaultServer::start(scripts).await;
    let files = Files::builder().base_url(server.url()).timeout(Duration::from_secs(20));
    let files = files.build().unwrap();
    (server, files)
}

fn answers() -> Vec<Step> {
    vec![Step::Read, Step::reply(200, "", "ok")]
}

fn failing_once() -> Vec<Step> {
    [vec![Step::Read, Step::reply(503, "", "")], answers()].concat()
}

/// The body, in which `B` stands for the boundary.
fn body(request: &WireRequest) -> String {
    let boundary = request.header("content-type").unwrap().split_once("boundary=").unwrap().1;
    String::from_utf8(request.body.to_vec()).unwrap().replace(boundary, "B")
}

/// Gives as many bytes, and tells when it is dropped.
struct Reader {
    left: usize,
    _alive: Arc<()>,
}

impl Reader {
    fn of(length: usize) -> Self {
        Self { left: length, _alive: Arc::default() }
    }
}

impl AsyncRead for Reader {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let length = self.left.min(buffer.remaining());
        buffer.put_slice(&vec![b'x'; length]);
        self.left -= length;
        Poll::Ready(Ok(()))
    }
}

// ===== what is sent =====

#[tokio::test]
async fn the_parts_are_sent_in_the_order_of_the_fields() {
    let (server, files) = server([answers()]).await;
    let new =
        upload(FilePart::new("a.txt", "line\n")).expires_after(ExpiresAfter::new("now", 60_u32));
    assert_eq!(files.create(new).await.unwrap(), "ok");
    let request = &server.requests()[0];
    assert_eq!(
        body(request),
        "--B\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n\
         --B\r\nContent-Disposition: form-data; name=\"expires_after[anchor]\"\r\n\r\nnow\r\n\
         --B\r\nContent-Disposition: form-data; name=\"expires_after[seconds]\"\r\n\r\n60\r\n\
         --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\
         Content-Type: text/plain\r\n\r\nline\n\r\n--B--\r\n"
    );
    let length = request.body.len().to_string();
    assert_eq!(request.header("content-length"), Some(&*length));
    assert_eq!(request.header("transfer-encoding"), None);
}

#[tokio::test]
async fn lists_repeat_their_name_and_what_is_absent_is_left_out() {
    let (server, files) = server([answers()]).await;
    let list = [FilePart::new("x/1.png", "1"), FilePart::new("2", "2").with_media_type("a/b; c=d")];
    let skill = Skill::new(list.into_iter().collect::<Vec<_>>())
        .tags(["a", "b"])
        .meta_data(ExpiresAfter::new("now", 1_u32))
        .local(3);
    files.skill().body(skill).await.unwrap();
    let head = "--B\r\nContent-Disposition: form-data; name=";
    assert_eq!(
        body(&server.requests()[0]),
        format!(
            "{head}\"tags[]\"\r\n\r\na\r\n{head}\"tags[]\"\r\n\r\nb\r\n\
             {head}\"metaData\"\r\nContent-Type: application/json\r\n\r\n{{\"anchor\":\"now\",\"seconds\":1}}\r\n\
             {head}\"isPublic\"\r\n\r\nfalse\r\n\
             {head}\"files[]\"; filename=\"x/1.png\"\r\nContent-Type: image/png\r\n\r\n1\r\n\
             {head}\"files[]\"; filename=\"2\"\r\nContent-Type: a/b; c=d\r\n\r\n2\r\n--B--\r\n"
        )
    );
}

#[tokio::test]
async fn the_length_is_that_of_all_parts_or_unknown() {
    let folder = Folder::new();
    fs::write(folder.path("a.bin"), vec![7; 300_000]).unwrap();
    let known: [FilePart; 4] = [
        folder.path("a.bin").into(),
        FilePart::new("b", vec![1_u8; 100_000]),
        FilePart::new("c", Body::sized_reader(Reader::of(200_001), 200_001)),
        FilePart::new("d", Body::sized_reader(Reader::of(0), 0)),
    ];
    for file in known {
        let (server, files) = server([answers()]).await;
        files.create(upload(file)).await.unwrap();
        let request = &server.requests()[0];
        let length = request.body.len().to_string();
        assert_eq!(request.header("content-length"), Some(&*length));
        assert_eq!(request.header("transfer-encoding"), None);
    }
    let (server, files) = server([answers()]).await;
    let chunks = stream::iter([Ok::<_, io::Error>(Bytes::from("ab")), Ok(Bytes::from("cd"))]);
    files.create(upload(FilePart::new("e", Body::stream(chunks)))).await.unwrap();
    let request = &server.requests()[0];
    assert_eq!(request.header("content-length"), None);
    assert_eq!(request.header("transfer-encoding"), Some("chunked"));
    assert!(body(request).ends_with("\r\n\r\nabcd\r\n--B--\r\n"));
}

#[tokio::test]
async fn the_content_type_names_the_boundary_whatever_the_api_declares() {
    let (server, files) = server([[answers(), answers()].concat()]).await;
    files.create(upload(FilePart::new("a", ""))).await.unwrap();
    files.related(upload(FilePart::new("a", ""))).await.unwrap();
    let requests = server.requests();
    let types: Vec<_> =
        requests.iter().map(|request| request.header("content-type").unwrap()).collect();
    assert!(types[0].starts_with("multipart/form-data; boundary="), "{types:?}");
    assert!(types[1].starts_with("multipart/related; boundary="), "{types:?}");
    assert_ne!(types[0].split_once('=').unwrap().1, types[1].split_once('=').unwrap().1);
}

#[tokio::test]
async fn what_cannot_be_sent_is_said_before_anything_is_sent() {
    let transport = Scripted::always("");
    let files = Files::builder().transport(transport.clone()).build().unwrap();
    let part = || FilePart::new("a", "x");
    for call in [
        files.create(upload(part().with_file_name(""))),
        files.create(upload(part().with_media_type("text/plain\r\nX-Secret: 1"))),
        files.create(upload(part().with_media_type(""))),
        files.create(upload(part())).header("Content-Type", "multipart/form-data; boundary=x"),
        files.create(upload(part())).without_header("content-type"),
    ] {
        let error = call.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{error}");
        assert!(!error.to_string().contains("X-Secret"), "{error}");
    }
    assert_eq!(transport.attempts(), 0);
}

// ===== once, and again =====

#[tokio::test]
async fn what_can_be_read_again_is_put_together_for_each_attempt() {
    let folder = Folder::new();
    fs::write(folder.path("a.txt"), "first").unwrap();
    let transport = Scripted::new([Reply::status(503), Reply::status(503), Reply::json(200, "ok")]);
    let files = Files::builder().transport(transport.clone()).build().unwrap();
    files.create(upload(folder.path("a.txt"))).await.unwrap();
    let sent = transport.sent();
    assert_eq!(sent.len(), 3);
    assert!(sent.iter().all(|attempt| attempt.body == sent[0].body));
    assert!(sent[2].body.windows(5).any(|window| window == b"first"));
}

#[tokio::test]
async fn a_file_is_opened_anew_for_each_attempt() {
    let folder = Folder::new();
    fs::write(folder.path("a.txt"), "first").unwrap();
    let path = folder.path("a.txt");
    let (server, files) = server([failing_once()]).await;
    let call = files.create(upload(path.clone())).on_progress(move |progress| {
        if progress.done == progress.total.unwrap() && fs::read(&path).unwrap() == b"first" {
            fs::write(&path, "second, longer").unwrap();
        }
    });
    // The file was read to its end before it became longer, or the attempt would fail.
    call.await.unwrap();
    let requests = server.requests();
    assert!(body(&requests[0]).contains("\r\n\r\nfirst\r\n--B"));
    assert!(body(&requests[1]).contains("\r\n\r\nsecond, longer\r\n--B"));
}

#[tokio::test]
async fn a_reader_is_sent_once() {
    for file in [
        FilePart::new("a", Body::reader(Reader::of(10))),
        FilePart::new("a", Body::sized_reader(Reader::of(10), 10)),
    ] {
        assert!(file.try_clone().is_none());
        let transport = Scripted::new([Reply::status(503), Reply::json(200, "ok")]);
        let files = Files::builder().transport(transport.clone()).build().unwrap();
        let error = files.create(upload(file)).await.unwrap_err();
        assert_eq!(error.not_retried(), Some(NotRetried::OneShotBody));
        assert_eq!(transport.attempts(), 1);
    }
}

#[tokio::test]
async fn a_file_is_a_body_of_its_own_too() {
    let folder = Folder::new();
    fs::write(folder.path("a.bin"), vec![7; 100_000]).unwrap();
    let (server, files) = server([failing_once()]).await;
    files.write(Body::from_path(folder.path("a.bin"))).await.unwrap();
    for request in server.requests() {
        assert_eq!(request.header("content-length"), Some("100000"));
        assert!(request.body.len() == 100_000);
    }
    assert_eq!(server.requests().len(), 2);
}

// ===== what goes wrong =====

#[tokio::test]
async fn a_file_that_is_not_there_or_no_file_ends_the_call_before_it_is_sent() {
    let folder = Folder::new();
    for (path, reason) in [("missing", "No such file"), (".", "not of a regular file")] {
        let transport = Scripted::always("");
        let files = Files::builder().transport(transport.clone()).build().unwrap();
        let error = files.create(upload(folder.path(path))).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Body);
        assert!(shown(&error).contains(reason), "{}", shown(&error));
        assert_eq!(transport.attempts(), 0);
    }
}

#[tokio::test]
async fn a_file_that_changes_while_it_is_sent_is_an_error() {
    const LENGTH: u64 = 8 * 1024 * 1024;
    for (new, message) in [(1000, "gave only"), (2 * LENGTH, "gave more than")] {
        let folder = Folder::new();
        let path = folder.path("a.bin");
        fs::write(&path, vec![7; LENGTH as usize]).unwrap();
        let (server, files) = server([answers()]).await;
        let call = files.create(upload(path.clone())).retries(0).on_progress(move |_| {
            fs::File::options().write(true).open(&path).unwrap().set_len(new).unwrap();
        });
        let error = call.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Body, "{error}");
        assert!(shown(&error).contains(message), "{}", shown(&error));
        server.hung_up(1).await;
        assert!(server.requests().is_empty(), "no end of the body was sent");
    }
}

#[tokio::test]
async fn a_call_that_is_dropped_drops_its_readers() {
    let alive = Arc::new(());
    let reader = Reader { left: usize::MAX, _alive: Arc::clone(&alive) };
    let (server, files) = server([vec![Step::ReadBytes(100_000), Step::Stall]]).await;
    let call = files.create(upload(FilePart::new("a", Body::reader(reader))));
    let dropped = tokio::time::timeout(Duration::from_millis(200), call.into_future()).await;
    assert!(dropped.is_err(), "nobody answers");
    server.hung_up(1).await;
    let gone = async {
        while Arc::strong_count(&alive) > 1 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), gone).await.expect("the reader is dropped");
}

// ===== the mock =====

#[tokio::test]
async fn a_mock_reads_what_a_client_sends() {
    let mock = Mock::<Files>::new()
        .on(|request: FilesCreateRequest| async move {
            let NewFile { purpose, expires_after, file } = request.body;
            assert_eq!(
                (&*purpose, expires_after),
                ("batch\r\n", Some(ExpiresAfter::new("\"", 2_u32)))
            );
            assert_eq!((file.file_name(), file.media_type()), (Some("a\"\r\n\\.md"), "x/y"));
            assert_eq!(file.body().as_bytes(), Some(&b"--\r\n\0\xff\r\n--x--"[..]));
            Ok("one".to_owned())
        })
        .on(|request: FilesSkillRequest| async move {
            let Some(skill) = request.body else { return Ok("none".to_owned()) };
            assert_eq!(skill.tags, ["a", "b"]);
            assert_eq!(skill.meta_data, None);
            assert!(skill.is_public && skill.preview.is_none());
            let names: Vec<_> = skill.files.iter().map(|file| file.file_name()).collect();
            assert_eq!(names, [Some("1"), None]);
            Ok("two".to_owned())
        });
    let server = mock.listen().await.unwrap();
    let remote = Files::builder().base_url(server.base_url()).build().unwrap();
    for files in [mock.client(), remote] {
        let part =
            FilePart::new("a\"\r\n\\.md", &b"--\r\n\0\xff\r\n--x--"[..]).with_media_type("x/y");
        let new = NewFile::new("batch\r\n", part).expires_after(ExpiresAfter::new("\"", 2_u32));
        assert_eq!(files.create(new).await.unwrap(), "one");
        assert_eq!(files.skill().await.unwrap(), "none");
        let parts = vec![FilePart::new("1", "1"), FilePart::new("2", "2").without_file_name()];
        let skill = Skill::new(parts).tags(["a", "b"]).is_public(true);
        assert_eq!(files.skill().body(skill).await.unwrap(), "two");
    }
}

#[tokio::test]
async fn a_mock_says_which_part_does_not_fit() {
    let mock = Mock::<Files>::new().on(|_: FilesCreateRequest| async {
        Err::<String, _>(ErrorReply::new(StatusCode::IM_A_TEAPOT))
    });
    let server = mock.listen().await.unwrap();
    let send = async |content_type: &str, body: &str| {
        let client = reqwest::Client::new();
        let request = client.post(format!("{}/files", server.base_url()));
        let request = request.header("content-type", content_type).body(body.replace('\n', "\r\n"));
        request.send().await.unwrap().text().await.unwrap()
    };
    let part = |name: &str, text: &str| {
        format!("--b\nContent-Disposition: form-data; name={name}\n\n{text}\n")
    };
    let form = "multipart/form-data; boundary=b";
    let (purpose, file) = (part("purpose", "x"), part("file", "y"));
    for (content_type, body, reason) in [
        (form, format!("{purpose}--b--"), "file"),
        (form, format!("{purpose}{file}{file}--b--"), "more than once"),
        (form, format!("{purpose}{purpose}{file}--b--"), "purpose"),
        (
            form,
            format!("{file}{purpose}{}--b--", part("expires_after[seconds]", "soon")),
            "expires_after",
        ),
        (form, format!("{file}{purpose}"), "last boundary"),
        ("text/plain", format!("{file}{purpose}--b--"), "boundary"),
        (form, String::new(), "missing"),
    ] {
        let said = send(content_type, &body).await;
        assert!(said.contains(reason), "{said} for {body}");
    }
}
