//! Names of parts and of files that try to leave their place, read by two parsers that are not ours.

use futures_util::stream;
use mail_parser::{HeaderValue, MessageParser, MimeHeaders};
use proptest::prelude::*;
use schematic_api::{FilePart, Form, Multipart, api};
use schematic_tests::scripted::{Scripted, Sent};

/// One file under any name, and a text behind it.
struct Hostile {
    name: String,
    file_name: String,
    content: Vec<u8>,
}

impl Multipart for Hostile {
    fn into_form(self, form: Form) -> Form {
        let file = FilePart::new(self.file_name, self.content).with_media_type("a/b");
        form.file(&self.name, file).text("after", "text")
    }
}

api! {
    client Files at "https://files.example.com";

    create: POST /files (multipart Hostile) -> text;
}

async fn sent(hostile: Hostile) -> Sent {
    let transport = Scripted::always("");
    let files = Files::builder().transport(transport.clone()).build().unwrap();
    files.create(hostile).await.unwrap();
    transport.only()
}

/// What browsers, and we, write for a character that cannot stand in quotes.
fn escaped(text: &str) -> String {
    let escape = |char: char| match char {
        '"' | '\\' | '\0'..='\x1f' | '\x7f' => format!("%{:02X}", u32::from(char)),
        char => char.to_string(),
    };
    text.chars().map(escape).collect()
}

/// Checks that both parsers find the two parts, with these names and contents.
async fn check(name: &str, file_name: &str, content: &[u8]) {
    let hostile = Hostile {
        name: name.to_owned(),
        file_name: file_name.to_owned(),
        content: content.to_owned(),
    };
    let sent = sent(hostile).await;
    let content_type = sent.header("content-type").unwrap();
    // Readers that look for a parameter within the quotes find none.
    let name = escaped(name).replace(" filename=", "%20filename=");
    let file_name = escaped(file_name);

    let chunks = stream::iter([Ok::<_, std::io::Error>(sent.body.clone())]);
    let mut parts = multer::Multipart::new(chunks, multer::parse_boundary(content_type).unwrap());
    let file = parts.next_field().await.unwrap().unwrap();
    assert_eq!((file.name(), file.file_name()), (Some(&*name), Some(&*file_name)));
    assert_eq!(file.headers().len(), 2, "{:?}", file.headers());
    assert_eq!(file.content_type().map(AsRef::as_ref), Some("a/b"));
    assert_eq!(file.bytes().await.unwrap(), content);
    let after = parts.next_field().await.unwrap().unwrap();
    assert_eq!((after.name(), after.headers().len()), (Some("after"), 1));
    assert_eq!(after.text().await.unwrap(), "text");
    assert!(parts.next_field().await.unwrap().is_none());

    let mail = [format!("Content-Type: {content_type}\r\n\r\n").as_bytes(), &sent.body].concat();
    let mail = MessageParser::new().parse(&mail).unwrap();
    let [_, file, after] = &mail.parts[..] else { panic!("{} parts", mail.parts.len()) };
    let names = |part: &mail_parser::MessagePart<'_>| {
        let names = part.headers.iter().map(|header| header.name().to_ascii_lowercase());
        names.collect::<Vec<_>>()
    };
    assert_eq!(names(file), ["content-disposition", "content-type"]);
    assert_eq!(names(after), ["content-disposition"]);
    let disposition = file.content_disposition().unwrap();
    assert_eq!(disposition.ctype(), "form-data");
    let attributes = disposition.attributes().unwrap();
    let attributes: Vec<_> = attributes.iter().map(|(name, _)| &**name).collect();
    assert_eq!(attributes, ["name", "filename"]);
    let media_type = file.content_type().unwrap();
    assert_eq!((media_type.ctype(), media_type.subtype()), ("a", Some("b")));
    assert!(matches!(after.headers[0].value, HeaderValue::ContentType(_)));
    assert_eq!(after.content_disposition().unwrap().attribute("name"), Some("after"));
}

#[tokio::test]
async fn no_name_leaves_its_place() {
    let long = "n".repeat(5000);
    let names = [
        "a\"; filename=\"b",
        "a; filename=b",
        "a\\",
        "a\\\"; x=\"",
        "a\r\nContent-Type: text/html",
        "a\r\n\r\nbody",
        "a\rb\nc",
        "a\r\n--schematic--",
        "nul\0nul",
        "größe 日本語 \u{1f600}",
        "\u{85}\u{2028}\u{feff}",
        "tab\tbell\x07\x1b[31m\x7f",
        "100%22%0D%0A",
        "a;b=c",
        "=?utf-8?q?=0D=0A?=",
        "../../etc/passwd",
        "C:\\windows\\a.txt",
        "'single'",
        " ",
        &long,
    ];
    for name in names {
        check("file", name, b"x").await;
        check(name, "a.txt", b"x").await;
    }
}

#[tokio::test]
async fn no_content_is_taken_for_a_boundary() {
    for content in [
        &b""[..],
        b"\r\n",
        b"--",
        b"\r\n--",
        b"\r\n--schematic-0000\r\n\r\n",
        b"Content-Disposition: form-data; name=\"x\"\r\n\r\n",
        b"\r\n--schematic--\r\n\xff\0",
    ] {
        check("file", "a", content).await;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_name_stays_in_its_place(
        name in "(\\PC|[\\x00-\\x1f\"\\\\;=%]){1,20}",
        file_name in "(\\PC|[\\x00-\\x1f\"\\\\;=%]){1,20}",
        content in proptest::collection::vec(any::<u8>(), 0..50),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(check(&name, &file_name, &content));
    }
}
