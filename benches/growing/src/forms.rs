//! Bodies of several parts, as the mock reads them.

use schematic_api::mock::Mock;
use schematic_api::reply::Text;
use schematic_api::{Api, FilePart, Method, Multipart, api};

use crate::Reader;
use crate::canned::wait;

#[derive(Debug, Multipart)]
struct Parcel {
    #[wire(rename = "note[]")]
    notes: Vec<String>,
    files: Vec<FilePart>,
}

api! {
    client Parcels at "https://parcels.example.com";

    send: POST /parcels (multipart Parcel) -> text;
}

const MIB: usize = 1024 * 1024;

const HEAD: &str = "--b\r\nContent-Disposition: form-data; name=\"note[]\"\r\n\r\n";

pub(crate) const READERS: &[Reader] = &[
    Reader {
        name: "forms: one part",
        largest: 4 * MIB,
        begin: |size| read(format!("{HEAD}{}\r\n--b--", "x".repeat(size))),
    },
    Reader {
        name: "forms: many parts",
        largest: MIB / 2,
        begin: |size| read(format!("{HEAD}x\r\n").repeat(size / 60) + "--b--"),
    },
    Reader {
        name: "forms: beginnings of boundaries",
        largest: 4 * MIB,
        begin: |size| read(format!("{HEAD}{}\r\n--b--", "\r\n--".repeat(size / 4))),
    },
    Reader {
        name: "forms: no end",
        largest: 4 * MIB,
        begin: |size| read(HEAD.to_owned() + &"\r\n-".repeat(size / 3)),
    },
    Reader {
        name: "forms: a long name",
        largest: 32 * 1024,
        begin: |size| {
            let name = "\\\"%22;".repeat(size / 6);
            read(format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n\r\n--b--"))
        },
    },
];

fn read(body: String) -> (usize, Box<dyn FnMut()>) {
    let size = body.len();
    let mock = Mock::<Parcels>::new().on(|_: ParcelsSendRequest| async { Ok(String::new()) });
    let parcels = mock.client();
    let read = move || {
        let request = parcels.client().request(Method::POST, "/parcels").bytes(body.clone());
        let request = request.header("content-type", "multipart/form-data; boundary=b");
        // Refused or not, it is read.
        drop(wait(async { request.send::<Text>().await }));
    };
    (size, Box::new(read))
}
