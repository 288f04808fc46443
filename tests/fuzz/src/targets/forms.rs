//! Bodies of several parts: the mock reads what a client sends, and takes what others send or says what is wrong with it.

use std::sync::{Arc, Mutex};

use schematic_api::mock::Mock;
use schematic_api::reply::Text;
use schematic_api::{Api, ErrorKind, FilePart, Method, Multipart, api};
use serde_json::Value;

use super::paused;
use crate::source::Source;

#[derive(Debug, Multipart)]
struct Parcel {
    note: String,
    #[wire(rename = "tags[]")]
    tags: Vec<String>,
    #[wire(json)]
    data: Option<Value>,
    label: Option<FilePart>,
    #[wire(rename = "files[]")]
    files: Vec<FilePart>,
}

api! {
    client Parcels at "https://parcels.example.com";

    send: POST /parcels (multipart Parcel) -> empty;
}

/// What a parcel has, to be compared.
fn shown(parcel: &Parcel) -> String {
    let file = |file: &FilePart| {
        (
            file.file_name().map(str::to_owned),
            file.media_type().to_owned(),
            file.body().as_bytes().map(<[u8]>::to_vec),
        )
    };
    let (label, files) =
        (parcel.label.as_ref().map(file), parcel.files.iter().map(file).collect::<Vec<_>>());
    format!("{:?} {:?} {:?} {label:?} {files:?}", parcel.note, parcel.tags, parcel.data)
}

pub(crate) fn run(source: &mut Source) {
    if source.once_in(2) {
        return hostile(source);
    }
    let parcel = Parcel {
        note: source.text(8),
        tags: (0..source.length(3)).map(|_| source.text(4)).collect(),
        data: source.once_in(2).then(|| source.json(3)).filter(|data| !data.is_null()),
        label: source.once_in(2).then(|| file(source)),
        files: (0..source.length(3)).map(|_| file(source)).collect(),
    };
    let expected = shown(&parcel);
    let seen = Arc::new(Mutex::new(String::new()));
    let mock = Mock::<Parcels>::new().on({
        let seen = Arc::clone(&seen);
        move |request: ParcelsSendRequest| {
            *seen.lock().expect("nobody panics") = shown(&request.body);
            async { Ok(()) }
        }
    });
    paused(async { mock.client().send(parcel).await }).expect("it is a form");
    assert_eq!(*seen.lock().expect("nobody panics"), expected);
}

fn file(source: &mut Source) -> FilePart {
    // A percent sign is not escaped, so a name with a `%22` is read as one with a quote.
    let name = format!("f{}", source.text(6).replace('%', ""));
    let content: Vec<u8> = (0..source.length(60)).map(|_| source.byte()).collect();
    let file = FilePart::new(name, content);
    if source.once_in(4) { file.with_media_type("a/b; c=\"d\"") } else { file }
}

const PIECES: &[&str] = &[
    "\r\n--b\r\n",
    "--b\r\n",
    "\r\n--b--",
    "\r\n--b",
    "--b",
    "\r\n",
    "\r\n\r\n",
    "\r",
    "\n",
    "Content-Disposition: form-data; name=\"note\"\r\n\r\nx",
    "Content-Disposition: form-data; name=\"tags[]\"",
    "content-disposition:form-data;name=note;filename=\"",
    "Content-Disposition: form-data; name=\"label\"; filename=\"a\\\"%22\"",
    "Content-Type: text/plain",
    "Content-Type: \u{fffd}",
    "; name=\"data\"",
    "[1]",
    "\"",
    "\\",
    ";",
    "=",
    ":",
    " ",
    "é",
];

const BOUNDARIES: &[&str] = &[
    "multipart/form-data; boundary=b",
    "multipart/form-data; charset=x; BOUNDARY=\"b\"",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=\"b",
    "multipart/form-data; boundary=-",
];

fn hostile(source: &mut Source) {
    let mut body = source.text_of(PIECES, 40).into_bytes();
    if source.once_in(4) && !body.is_empty() {
        let at = source.below(body.len());
        if let Some(byte) = body.get_mut(at) {
            *byte = source.byte();
        }
    }
    let content_type = if source.once_in(2) { BOUNDARIES[0] } else { source.pick(BOUNDARIES) };
    let mock = Mock::<Parcels>::new().on(|_: ParcelsSendRequest| async { Ok(()) });
    let client = mock.client();
    let call = client.client().request(Method::POST, "/parcels").bytes(body);
    let result = paused(async { call.header("content-type", content_type).send::<Text>().await });
    if let Err(error) = result {
        assert_eq!(error.kind(), ErrorKind::Api, "{error}");
    }
}
