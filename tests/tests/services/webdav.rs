//! WebDAV, as Nextcloud speaks it: methods beyond those of HTTP, bodies and replies in XML, headers that say how deep and where to.
//!
//! - <https://www.rfc-editor.org/rfc/rfc4918>
//! - <https://docs.nextcloud.com/server/latest/developer_manual/client_apis/WebDAV/basic.html>

use crate::xml::{Element, Xml, XmlValue};
use schematic_api::mock::{ErrorReply, Mock};
use schematic_api::{BoxError, StatusCode, StringEnum, api};

/// The properties that are asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Propfind(pub Vec<String>);

impl XmlValue for Propfind {
    fn to_xml(&self) -> Element {
        let names = self.0.iter().map(|name| Element::new(&format!("d:{name}"), []));
        Element::new(r#"d:propfind xmlns:d="DAV:""#, [Element::new("d:prop", names)])
    }

    fn from_xml(element: &Element) -> Result<Self, BoxError> {
        let names = element.child("prop")?.children.iter().map(|child| child.name.clone());
        Ok(Self(names.collect()))
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Multistatus(pub Vec<Found>);

/// A resource, and its size if it has one.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub href: String,
    pub length: Option<u64>,
}

impl XmlValue for Multistatus {
    fn to_xml(&self) -> Element {
        let response = |found: &Found| {
            let length =
                found.length.iter().map(|length| Element::text("d:getcontentlength", length));
            let properties = Element::new("d:propstat", [Element::new("d:prop", length)]);
            Element::new("d:response", [Element::text("d:href", &found.href), properties])
        };
        Element::new(r#"d:multistatus xmlns:d="DAV:""#, self.0.iter().map(response))
    }

    fn from_xml(element: &Element) -> Result<Self, BoxError> {
        let found = |response: &Element| {
            let length = response.child("propstat")?.child("prop")?.get("getcontentlength").ok();
            let length = length.map(|length| length.parse()).transpose()?;
            Ok(Found { href: response.get("href")?, length })
        };
        element.all("response").map(found).collect::<Result<_, _>>().map(Self)
    }
}

/// How deep a request goes.
#[derive(Clone, Debug, PartialEq, StringEnum)]
pub enum Depth {
    /// The resource alone.
    #[wire(rename = "0")]
    Itself,
    /// What is in it, too.
    #[wire(rename = "1")]
    Children,
    /// Everything below.
    Infinity,
    /// Something else.
    Unknown(String),
}

api! {
    /// The files of a user.
    pub client Files at "https://cloud.example.com/remote.php/dav/files/alice" {
        auth basic env "NEXTCLOUD_LOGIN";
    }

    find:      "PROPFIND" /<path..> (Propfind via Xml?, header "Depth": Depth) -> Multistatus via Xml idempotent;
    make:      "MKCOL"    /<path..> -> empty;
    put:       PUT        /<path..> (bytes, header "If-None-Match": String?) -> empty;
    relocate:  "MOVE"     /<path..> (header "Destination": String, header "Overwrite": String?) -> empty;
    duplicate: "COPY"     /<path..> (header "Destination": String, header "Depth": Depth?) -> empty;
}

#[tokio::test]
async fn methods_beyond_http_have_bodies_and_replies_in_xml() {
    let mock = Mock::<Files>::new().on(|request: FilesFindRequest| async move {
        assert_eq!(request.path, "Photos/über uns");
        assert_eq!(request.depth, Depth::Children);
        let length = request.body.map(|asked| asked.0.len() as u64);
        Ok(Multistatus(vec![Found {
            href: "/remote.php/dav/files/alice/Photos/a%26b".to_owned(),
            length,
        }]))
    });
    let server = mock.listen().await.unwrap();
    let client = server.client_builder().credential("alice:pa55word").build().unwrap();
    let asked = Propfind(vec!["getcontentlength".to_owned(), "getetag".to_owned()]);
    let found = client.find("Photos/über uns", &Depth::Children).body(&asked).await.unwrap();
    assert_eq!(
        found.0,
        [Found { href: "/remote.php/dav/files/alice/Photos/a%26b".to_owned(), length: Some(2) }]
    );
    assert_eq!(client.find("Photos/über uns", &Depth::Children).await.unwrap().0[0].length, None);
    let sent = mock.requests();
    assert_eq!(sent[0].method().as_str(), "PROPFIND");
    assert_eq!(sent[0].full_path(), "/remote.php/dav/files/alice/Photos/%C3%BCber%20uns");
    assert_eq!(
        (sent[0].header("depth"), sent[0].header("content-type")),
        (Some("1"), Some("application/xml"))
    );
    assert_eq!(sent[0].header("authorization"), Some("Basic YWxpY2U6cGE1NXdvcmQ="));
    assert_eq!(
        String::from_utf8_lossy(sent[0].body()),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><d:propfind xmlns:d=\"DAV:\"><d:prop><d:getcontentlength></d:getcontentlength>\
         <d:getetag></d:getetag></d:prop></d:propfind>"
    );
    assert_eq!(sent[1].body().len(), 0);
}

#[tokio::test]
async fn files_are_made_moved_and_copied() {
    let mock = Mock::<Files>::new()
        .on(|_: FilesMakeRequest| async { Err(ErrorReply::new(StatusCode::CREATED)) })
        .on(|request: FilesPutRequest| async move {
            assert_eq!(request.if_none_match.as_deref(), Some("*"));
            Err(ErrorReply::new(StatusCode::PRECONDITION_FAILED)
                .body("application/xml", "<d:error/>"))
        })
        .on(|request: FilesRelocateRequest| async move {
            assert_eq!(
                (request.destination.as_str(), request.overwrite.as_deref()),
                ("/b", Some("F"))
            );
            Ok(())
        })
        .on(|request: FilesDuplicateRequest| async move {
            assert_eq!((request.destination.as_str(), request.depth), ("/c", Some(Depth::Itself)));
            Ok(())
        });
    let server = mock.listen().await.unwrap();
    let client = server.client().unwrap();
    assert_eq!(client.make("new").response().await.unwrap().status(), StatusCode::CREATED);
    let error = client.put("a", "text").if_none_match("*").await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::PRECONDITION_FAILED));
    client.relocate("a", "/b").overwrite("F").await.unwrap();
    client.duplicate("a", "/c").depth("0").await.unwrap();
    let sent = mock.requests();
    let methods: Vec<_> = sent.iter().map(|sent| sent.method().as_str()).collect();
    assert_eq!(methods, ["MKCOL", "PUT", "MOVE", "COPY"]);
}

#[tokio::test(start_paused = true)]
async fn only_a_method_that_is_idempotent_is_sent_again() {
    let mock = Mock::<Files>::new()
        .on(|_: FilesFindRequest| async { Ok(Multistatus(Vec::new())) })
        .on(|_: FilesMakeRequest| async { Ok(()) });
    mock.fail_next(1, StatusCode::BAD_GATEWAY);
    mock.client().find("a", &Depth::Itself).await.unwrap();
    mock.fail_next(1, StatusCode::BAD_GATEWAY);
    let error = mock.client().make("a").await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::BAD_GATEWAY));
    assert_eq!(mock.requests().len(), 3);
}
