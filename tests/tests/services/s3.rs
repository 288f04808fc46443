//! S3: XML by a codec, keys with slashes, routes that only a parameter of the query or a header tells apart, ranges, streams of
//! known length, uploads in parts, presigned URLs, errors in XML, and requests that a transport signs.
//!
//! - <https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html>
//! - <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>
//! - <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html>

use crate::xml::{Element, Xml, XmlValue, parse};
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use schematic_api::mock::{ErrorReply, Mock};
use schematic_api::transport::{
    BoxFuture, Transport, TransportError, TransportRequest, TransportResponse,
};
use schematic_api::{Body, BoxError, Error, ErrorKind, StatusCode, api};
use schematic_tests::fault::{FaultServer, Step};
use std::io;

/// Structs whose fields are elements with text.
macro_rules! elements {
    ($($(#[$docs:meta])* $Type:ident { $($field:ident: $name:literal),* })*) => {$(
        $(#[$docs])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $Type {
            $(pub $field: String,)*
        }

        impl XmlValue for $Type {
            fn to_xml(&self) -> Element {
                Element::new(stringify!($Type), [$(Element::text($name, &self.$field)),*])
            }

            fn from_xml(element: &Element) -> Result<Self, BoxError> {
                Ok(Self { $($field: element.get($name)?,)* })
            }
        }
    )*};
}

elements! {
    /// An object in a list.
    Contents { key: "Key", size: "Size" }
    /// What became of a copy.
    CopyObjectResult { e_tag: "ETag" }
    /// An upload that has begun.
    InitiateMultipartUploadResult { key: "Key", upload_id: "UploadId" }
    /// An object that was uploaded in parts.
    CompleteMultipartUploadResult { location: "Location", e_tag: "ETag" }
    /// A part that was uploaded.
    Part { part_number: "PartNumber", e_tag: "ETag" }
    /// The body of every error.
    S3Error { code: "Code", message: "Message" }
}

/// A page of objects.
#[derive(Clone, Debug, PartialEq)]
pub struct ListBucketResult {
    pub contents: Vec<Contents>,
    pub next: Option<String>,
}

impl XmlValue for ListBucketResult {
    fn to_xml(&self) -> Element {
        let next = self.next.iter().map(|next| Element::text("NextContinuationToken", next));
        Element::new(
            r#"ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/""#,
            self.contents.iter().map(XmlValue::to_xml).chain(next),
        )
    }

    fn from_xml(element: &Element) -> Result<Self, BoxError> {
        let contents = element.all("Contents").map(Contents::from_xml).collect::<Result<_, _>>()?;
        Ok(Self { contents, next: element.get("NextContinuationToken").ok() })
    }
}

/// The parts of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct CompleteMultipartUpload(pub Vec<Part>);

impl XmlValue for CompleteMultipartUpload {
    fn to_xml(&self) -> Element {
        Element::new("CompleteMultipartUpload", self.0.iter().map(XmlValue::to_xml))
    }

    fn from_xml(element: &Element) -> Result<Self, BoxError> {
        element.all("Part").map(Part::from_xml).collect::<Result<_, _>>().map(Self)
    }
}

api! {
    /// One bucket.
    pub client Bucket at "https://examplebucket.s3.eu-central-1.amazonaws.com" {
        header "x-amz-security-token": env "AWS_SESSION_TOKEN"?;
    }

    group objects {
        list:   GET    /?list-type=2&<prefix: String?>&<max-keys: u32?>&<continuation-token: String?> -> ListBucketResult via Xml;
        get:    GET    /<key..> (header "Range": String?) -> stream;
        head:   HEAD   /<key..> -> empty;
        put:    PUT    /<key..> (stream, header "Content-Type": String?) -> empty;
        copy:   PUT    /<key..> (header "x-amz-copy-source" as source: String) -> CopyObjectResult via Xml;
        delete: DELETE /<key..> -> empty;
    }

    group uploads {
        create:   POST   /<key..>?uploads="" -> InitiateMultipartUploadResult via Xml;
        part:     PUT    /<key..>?<partNumber: u32>&<uploadId> (stream) -> empty;
        complete: POST   /<key..>?<uploadId> (CompleteMultipartUpload via Xml) -> CompleteMultipartUploadResult via Xml;
        abort:    DELETE /<key..>?<uploadId> -> empty;
    }

    /// URLs that another program has signed.
    group presigned {
        get: GET <url: Url> -> bytes auth none;
        put: PUT <url: Url> (stream) -> empty auth none;
    }
}

/// The error that a reply says in XML.
fn said(error: &Error) -> S3Error {
    let body = std::str::from_utf8(error.body().expect("a reply")).expect("text");
    S3Error::from_xml(&parse(body).expect("XML")).expect("an error")
}

fn refused(status: StatusCode, code: &str) -> ErrorReply {
    let xml = format!(
        "<?xml version=\"1.0\"?>\n<Error><Code>{code}</Code><Message>so &amp; so</Message></Error>"
    );
    ErrorReply::new(status).body("application/xml", xml)
}

fn sized(chunks: &'static [&'static str]) -> Body {
    let length = chunks.iter().map(|chunk| chunk.len() as u64).sum();
    Body::sized(
        stream::iter(chunks.iter().map(|chunk| Ok::<_, io::Error>(Bytes::from(*chunk)))),
        length,
    )
}

#[tokio::test]
async fn lists_are_xml_and_their_tokens_are_passed_on() {
    let mock = Mock::<Bucket>::new().on(|request: ObjectsListRequest| async move {
        let of = |key: &str| Contents { key: key.to_owned(), size: "5".to_owned() };
        Ok(match request.continuation_token.as_deref() {
            None => ListBucketResult {
                contents: vec![of("a&b/1"), of("a&b/2")],
                next: Some("1+/=".to_owned()),
            },
            Some("1+/=") => ListBucketResult { contents: vec![of("a&b/3")], next: None },
            Some(other) => panic!("{other}"),
        })
    });
    let server = mock.listen().await.unwrap();
    let objects = server.client().unwrap().objects();
    let (mut keys, mut token) = (Vec::new(), None::<String>);
    loop {
        let call = objects.list().prefix("a&b/").max_keys(2);
        let page = match token.take() {
            Some(token) => call.continuation_token(&token).await.unwrap(),
            None => call.await.unwrap(),
        };
        keys.extend(page.contents.into_iter().map(|object| object.key));
        match page.next {
            Some(next) => token = Some(next),
            None => break,
        }
    }
    assert_eq!(keys, ["a&b/1", "a&b/2", "a&b/3"]);
    let sent = mock.requests();
    let common = "list-type=2&prefix=a%26b%2F&max-keys=2";
    assert_eq!(sent[0].query(), common);
    assert_eq!(sent[1].query(), format!("{common}&continuation-token=1%2B%2F%3D"));
    assert_eq!(
        (sent[0].full_path().as_str(), sent[0].header("accept")),
        ("/", Some("application/xml"))
    );
}

/// A bucket that takes objects, whole and in parts.
fn bucket() -> Mock<Bucket> {
    Mock::new()
        .on(|request: ObjectsPutRequest| async move {
            Err(ErrorReply::new(StatusCode::OK)
                .header("etag", &format!("\"{}\"", request.body.len())))
        })
        .on(|request: ObjectsCopyRequest| async move {
            Ok(CopyObjectResult { e_tag: request.source })
        })
        .on(|_: ObjectsDeleteRequest| async { Ok(()) })
        .on(|request: UploadsCreateRequest| async move {
            Ok(InitiateMultipartUploadResult { key: request.key, upload_id: "u 1".to_owned() })
        })
        .on(|request: UploadsPartRequest| async move {
            assert_eq!(request.upload_id, "u 1");
            let tag = format!("\"{}-{}\"", request.part_number, request.body.len());
            Err(ErrorReply::new(StatusCode::OK).header("etag", &tag))
        })
        .on(|request: UploadsCompleteRequest| async move {
            let tags: Vec<_> = request.body.0.into_iter().map(|part| part.e_tag).collect();
            Ok(CompleteMultipartUploadResult { location: request.key, e_tag: tags.join(",") })
        })
        .on(|_: UploadsAbortRequest| async { Ok(()) })
}

/// Uploads an object in two parts, and gives up another one.
async fn upload_in_parts(uploads: &Uploads) {
    let upload = uploads.create("big").await.unwrap();
    let mut parts = Vec::new();
    for (number, chunks) in [(1, &["first"][..]), (2, &["sec", "ond"])] {
        let part =
            uploads.part("big", number, &upload.upload_id, sized(chunks)).response().await.unwrap();
        let e_tag = part.headers()["etag"].to_str().unwrap().to_owned();
        parts.push(Part { part_number: number.to_string(), e_tag });
    }
    let complete =
        uploads.complete("big", &upload.upload_id, &CompleteMultipartUpload(parts)).await.unwrap();
    assert_eq!(complete.e_tag, "\"1-5\",\"2-6\"");
    uploads.abort("big", "u 1").await.unwrap();
}

#[tokio::test]
async fn a_parameter_or_a_header_tells_the_requests_of_one_route_apart() {
    let mock = bucket();
    let server = mock.listen().await.unwrap();
    let client = server.client().unwrap();
    let objects = client.objects();

    let put = objects
        .put("a/b c.txt", sized(&["he", "llo"]))
        .content_type("text/plain")
        .response()
        .await
        .unwrap();
    assert_eq!(put.headers()["etag"], "\"5\"");
    let empty = objects.put("empty", Body::empty()).response().await.unwrap();
    assert_eq!(empty.headers()["etag"], "\"0\"");
    let copied = objects.copy("a/c", "/examplebucket/a/b%20c.txt").await.unwrap();
    assert_eq!(copied.e_tag, "/examplebucket/a/b%20c.txt");

    upload_in_parts(&client.uploads()).await;
    objects.delete("big").await.unwrap();

    let sent = mock.requests();
    let ids: Vec<_> =
        sent.iter().map(|sent| sent.endpoint().map_or("none", |endpoint| endpoint.id())).collect();
    assert_eq!(
        ids,
        [
            "objects.put",
            "objects.put",
            "objects.copy",
            "uploads.create",
            "uploads.part",
            "uploads.part",
            "uploads.complete",
            "uploads.abort",
            "objects.delete",
        ]
    );
    assert_eq!((sent[0].path(), sent[0].query()), ("/a/b%20c.txt", ""));
    assert_eq!(
        (sent[0].header("content-length"), sent[0].header("content-type")),
        (Some("5"), Some("text/plain"))
    );
    assert_eq!(sent[0].header("transfer-encoding"), None);
    assert_eq!(sent[1].header("content-length"), Some("0"));
    assert_eq!((sent[3].path(), sent[3].query()), ("/big", "uploads="));
    assert_eq!(sent[5].query(), "partNumber=2&uploadId=u%201");
    assert_eq!(
        (sent[5].header("content-length"), &sent[5].body()[..]),
        (Some("6"), &b"second"[..])
    );
    assert_eq!(sent[6].header("content-type"), Some("application/xml"));
    assert_eq!(
        String::from_utf8_lossy(sent[6].body()),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\"1-5\"</ETag></Part>\
         <Part><PartNumber>2</PartNumber><ETag>\"2-6\"</ETag></Part></CompleteMultipartUpload>"
    );
}

#[tokio::test]
async fn a_range_is_a_part_of_the_object() {
    let mock = Mock::<Bucket>::new().on(|request: ObjectsGetRequest| async move {
        match request.range.as_deref() {
            None => Ok(Bytes::from("hello world").into()),
            Some("bytes=6-10") => Err(ErrorReply::new(StatusCode::PARTIAL_CONTENT)
                .body("text/plain", "world")
                .header("content-range", "bytes 6-10/11")),
            Some(_) => Err(refused(StatusCode::RANGE_NOT_SATISFIABLE, "InvalidRange")),
        }
    });
    let server = mock.listen().await.unwrap();
    let objects = server.client().unwrap().objects();
    let part = objects.get("a").range("bytes=6-10").response().await.unwrap();
    assert_eq!(
        (part.status(), &part.headers()["content-range"]),
        (StatusCode::PARTIAL_CONTENT, &"bytes 6-10/11".parse().unwrap())
    );
    let mut body = part.into_value();
    let mut text = Vec::new();
    while let Some(chunk) = body.next().await {
        text.extend(chunk.unwrap());
    }
    assert_eq!(text, b"world");
    assert_eq!(mock.requests()[0].header("range"), Some("bytes=6-10"));
    let error = objects.get("a").range("bytes=20-").await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Api, Some(StatusCode::RANGE_NOT_SATISFIABLE))
    );
    assert_eq!(
        said(&error),
        S3Error { code: "InvalidRange".to_owned(), message: "so & so".to_owned() }
    );
}

#[tokio::test]
async fn an_error_with_the_status_200_is_one_of_decoding_that_keeps_it() {
    let mock = Mock::<Bucket>::new()
        .on(|_: ObjectsCopyRequest| async { Err(refused(StatusCode::OK, "InternalError")) });
    let error = mock.client().objects().copy("a", "b").await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Decode, Some(StatusCode::OK)));
    assert_eq!(said(&error).code, "InternalError");
}

#[tokio::test]
async fn a_presigned_url_is_requested_as_it_is() {
    let ok = || [Step::Read, Step::reply(200, "", "")];
    let server = FaultServer::start([ok().into_iter().chain(ok()).collect::<Vec<_>>()]).await;
    let client = Bucket::builder()
        .read_vars(|name| (name == "AWS_SESSION_TOKEN").then(|| "s3ssion".to_owned()));
    let presigned = client.build().unwrap().presigned();
    let signed = "X-Amz-SignedHeaders=content-length%3Bhost&X-Amz-Signature=5igned%2B";
    let url = format!("{}/examplebucket/a%20b?{signed}", server.url());
    presigned.put(&url, sized(&["he", "llo"])).await.unwrap();
    presigned.get(&url).await.unwrap();
    let requests = server.requests();
    assert!(
        requests.iter().all(|request| request.target == format!("/examplebucket/a%20b?{signed}")),
        "{requests:?}"
    );
    assert_eq!(
        (requests[0].header("content-length"), &requests[0].body[..]),
        (Some("5"), &b"hello"[..])
    );
    for name in ["transfer-encoding", "x-amz-security-token", "authorization"] {
        assert_eq!(requests[0].header(name), None, "{name}");
    }
}

#[tokio::test]
async fn a_presigned_url_is_not_repeated_by_errors() {
    let mock = Mock::<Bucket>::new().on(|_: PresignedGetRequest| async {
        Err(refused(StatusCode::FORBIDDEN, "SignatureDoesNotMatch"))
    });
    let url = "https://other.s3.amazonaws.com/a?X-Amz-Signature=5igned-1";
    let error = mock.client().presigned().get(url).await.unwrap_err();
    assert_eq!(said(&error).code, "SignatureDoesNotMatch");
    assert!(!format!("{error} {error:?}").contains("5igned"), "{error:?}");
}

/// Signs each request. That a signature is made of the text and the secret is beside the point here.
struct Signing<T>(T);

impl<T: Transport> Transport for Signing<T> {
    fn send(
        &self,
        mut request: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
        let headers = &mut request.headers;
        headers.insert("x-amz-date", "20130524T000000Z".parse().unwrap());
        headers.insert("x-amz-content-sha256", "UNSIGNED-PAYLOAD".parse().unwrap());
        let mut names: Vec<_> = headers
            .keys()
            .map(|name| name.as_str())
            .filter(|name| name.starts_with("x-amz-"))
            .collect();
        names.sort_unstable();
        let (path, query) = (request.url.path(), request.url.query().unwrap_or_default());
        let text = format!("{} {path} {query} {}", request.method, names.join(";"));
        headers.insert(
            "authorization",
            format!("AWS4-HMAC-SHA256 Signature={text:?}").parse().unwrap(),
        );
        self.0.send(request)
    }
}

#[tokio::test]
async fn a_transport_signs_what_is_sent() {
    let mock = Mock::<Bucket>::new().on(|_: UploadsPartRequest| async { Ok(()) });
    let client = mock.client_builder().header("x-amz-security-token", "token");
    let client = client.transport(Signing(mock.transport())).build().unwrap();
    client.uploads().part("a/b c", 1, "u", sized(&["x"])).await.unwrap();
    assert_eq!(
        mock.requests()[0].header("authorization"),
        Some(
            "AWS4-HMAC-SHA256 Signature=\"PUT /a/b%20c partNumber=1&uploadId=u x-amz-content-sha256;x-amz-date;x-amz-security-token\""
        )
    );
}
