//! Inputs beyond the usual: media types, codecs, lists in one value, URLs in place of paths; ids and base URLs.

use super::check_item;
use expect_test::{Expect, expect};

/// Compares one item of the expansion of a group with these lines.
fn check_line(line: &str, from: &str, expected: &Expect) {
    check_item(&format!("pub group Notes {{ {line} }}"), from, expected);
}

const SAVE: &str = "save: PUT /x (Note via Xml as \"text/xml\"?) -> Note via Xml;";

#[test]
fn a_media_type_is_in_the_row_alone() {
    let line = "patch: PATCH /x (json Note as \"application/merge-patch+json\") -> empty;";
    check_line(
        line,
        "pub fn patch",
        &expect![[r#"
        pub fn patch(&self, body: &Note) -> NotesCall<rt::Empty> {
            rt::Request::row(__notes_notes::Notes::ENDPOINTS, 0)
                .json(body)
                .call(&self.client)
        }
    "#]],
    );
    check_line(
        line,
        "const ENDPOINTS",
        &expect![[r#"
        pub const ENDPOINTS: rt::Endpoints = rt::Endpoints {
            own: &[
                rt::Endpoint::patch("notes.patch", "/x", "")
                    .json_body()
                    .with_media_type("application/merge-patch+json")
                    .with_reply(rt::ReplyKind::Empty),
            ],
            mounted: &[],
        };
    "#]],
    );
}

#[test]
fn a_codec() {
    check_line(
        "save: PUT /x (Note via Xml) -> Note via Xml;",
        "pub fn save",
        &expect![[r#"
            pub fn save(&self, body: &Note) -> NotesCall<rt::Via<Note, Xml>> {
                rt::Request::row(__notes_notes::Notes::ENDPOINTS, 0)
                    .encoded::<Xml, Note>(body)
                    .call(&self.client)
            }
        "#]],
    );
    check_line(
        SAVE,
        "pub fn body",
        &expect![[r#"
            pub fn body(self, body: &Note) -> Self {
                self.with(|request| request.encoded::<Xml, Note>(body))
            }
        "#]],
    );
    check_line(
        SAVE,
        "const ENDPOINTS",
        &expect![[r#"
        pub const ENDPOINTS: rt::Endpoints = rt::Endpoints {
            own: &[
                rt::Endpoint::put("notes.save", "/x", "")
                    .with_optional_body(rt::BodyKind::Codec)
                    .with_media_type("text/xml")
                    .with_reply(rt::ReplyKind::Codec)
                    .with_reply_media_type(<Xml as rt::Codec<Note>>::MEDIA_TYPE),
            ],
            mounted: &[],
        };
    "#]],
    );
    check_line(
        SAVE,
        "for NotesSaveRequest",
        &expect![[r#"
            impl rt::mock::Operation for NotesSaveRequest
            where
                for<'mock> Xml: rt::Codec<Note>,
            {
                const ENDPOINT: &'static rt::Endpoint = __notes_notes::Notes::ENDPOINTS.row(0);
                fn from_parts(parts: &rt::mock::Parts) -> rt::Result<Self, rt::mock::Rejection> {
                    rt::Ok(Self {
                        body: parts.optional_encoded::<Xml, Note>()?,
                    })
                }
            }
        "#]],
    );
}

const FIND: &str = "find: GET /x?<ids: Vec<u32> by \",\">&<tags: Vec<Tag> by \"|\"?> \
                    (header \"X-A\": Vec<u8> by \", \", header \"X-B\": Tags by \" \"?) -> empty;";

#[test]
fn lists_in_one_value() {
    check_line(
        FIND,
        "pub fn find",
        &expect![[r#"
        pub fn find(&self, ids: &[u32], x_a: &[u8]) -> NotesCall<rt::Empty, 1> {
            rt::Request::row(__notes_notes::Notes::ENDPOINTS, 0)
                .query("ids", &rt::joined(",", &rt::query_value(ids).to_parameter()))
                .joined_header(
                    "x-a",
                    &rt::joined(", ", &rt::query_value(x_a).to_parameter()),
                )
                .call(&self.client)
        }
    "#]],
    );
    check_line(
        FIND,
        "pub fn tags",
        &expect![[r#"
            pub fn tags(self, tags: impl rt::IntoList<Tag>) -> Self {
                self.set_query(
                    "tags",
                    &rt::joined(
                        "|",
                        &rt::query_value::<[Tag]>(&rt::IntoList::into_list(tags)).to_parameter(),
                    ),
                )
            }
        "#]],
    );
    check_line(
        FIND,
        "pub fn x_b",
        &expect![[r#"
        pub fn x_b(self, x_b: impl rt::Into<Tags>) -> Self {
            self.with(|request| {
                request
                    .joined_header(
                        "x-b",
                        &rt::joined(
                            " ",
                            &rt::query_value::<Tags>(&rt::Into::into(x_b)).to_parameter(),
                        ),
                    )
            })
        }
    "#]],
    );
    check_line(
        FIND,
        "const ENDPOINTS",
        &expect![[r#"
        pub const ENDPOINTS: rt::Endpoints = rt::Endpoints {
            own: &[
                rt::Endpoint::get("notes.find", "/x", "")
                    .with_query(
                        &[
                            rt::Parameter::required("ids").joined_by(","),
                            rt::Parameter::optional("tags").joined_by("|"),
                        ],
                    )
                    .with_header_parameters(
                        &[
                            rt::Parameter::required("x-a").joined_by(", "),
                            rt::Parameter::optional("x-b").joined_by(" "),
                        ],
                    )
                    .with_reply(rt::ReplyKind::Empty),
            ],
            mounted: &[],
        };
    "#]],
    );
    check_line(
        FIND,
        "for NotesFindRequest",
        &expect![[r#"
        impl rt::mock::Operation for NotesFindRequest
        where
            for<'mock> Vec<u32>: rt::DeserializeOwned,
            for<'mock> Vec<Tag>: rt::DeserializeOwned,
            for<'mock> Vec<u8>: rt::DeserializeOwned,
            for<'mock> Tags: rt::DeserializeOwned,
        {
            const ENDPOINT: &'static rt::Endpoint = __notes_notes::Notes::ENDPOINTS.row(0);
            fn from_parts(parts: &rt::mock::Parts) -> rt::Result<Self, rt::mock::Rejection> {
                rt::Ok(Self {
                    ids: parts.joined_query("ids", ",")?,
                    tags: parts.joined_query("tags", "|")?,
                    x_a: parts.joined_header("x-a", ", ")?,
                    x_b: parts.joined_header("x-b", " ")?,
                })
            }
        }
    "#]],
    );
}

#[test]
fn a_url_in_place_of_a_path() {
    let line = "send: PATCH <location: Url>?<digest> (stream) -> empty auth none;";
    check_line(
        line,
        "pub fn send",
        &expect![[r#"
        pub fn send(
            &self,
            location: impl rt::AsRef<rt::str>,
            digest: &str,
            body: impl rt::Into<rt::Body>,
        ) -> NotesCall<rt::Empty> {
            rt::Request::row(__notes_notes::Notes::ENDPOINTS, 0)
                .url(rt::AsRef::as_ref(&location))
                .query("digest", digest)
                .stream(body)
                .call(&self.client)
        }
    "#]],
    );
    check_line(
        line,
        "const ENDPOINTS",
        &expect![[r#"
        pub const ENDPOINTS: rt::Endpoints = rt::Endpoints {
            own: &[
                rt::Endpoint::patch("notes.send", "{location}", "")
                    .with_query(&[rt::Parameter::required("digest")])
                    .with_body(rt::BodyKind::Stream)
                    .with_reply(rt::ReplyKind::Empty)
                    .without_credential(),
            ],
            mounted: &[],
        };
    "#]],
    );
    check_line(
        line,
        "struct NotesSendRequest",
        &expect![[r#"
        pub struct NotesSendRequest {
            /// The path parameter `location`.
            pub location: rt::String,
            /// The query parameter `digest`.
            pub digest: rt::String,
            /// The body.
            pub body: rt::Bytes,
        }
    "#]],
    );
}

#[test]
fn ids_and_the_base_url() {
    let client = "pub client Api at config::BASE_URL; pub id A, B: u64; read: GET /x -> empty;";
    check_item(
        client,
        "const SPEC",
        &expect![[r#"
        const SPEC: &'static rt::ApiSpec = &rt::ApiSpec::new("Api")
            .with_base_url(config::BASE_URL);
    "#]],
    );
    check_item(
        client,
        "struct B",
        &expect![[r##"
        #[doc = " An id that the API assigns."] pub struct B(u64);

    "##]],
    );
}

const UPLOAD: &str = "upload: POST /files (multipart Upload) -> File; draft: POST /drafts (multipart Upload as \"multipart/related\"?) -> File;";

#[test]
fn a_body_of_several_parts_is_handed_over() {
    check_line(
        UPLOAD,
        "pub fn upload",
        &expect![[r#"
        pub fn upload(&self, body: Upload) -> NotesCall<rt::Json<File>> {
            rt::Request::row(__notes_notes::Notes::ENDPOINTS, 0)
                .multipart(body)
                .call(&self.client)
        }
    "#]],
    );
    check_line(
        UPLOAD,
        "pub fn body",
        &expect![[r#"
        pub fn body(self, body: Upload) -> Self {
            self.with(|request| request.multipart(body))
        }
    "#]],
    );
    check_line(
        UPLOAD,
        "const ENDPOINTS",
        &expect![[r#"
        pub const ENDPOINTS: rt::Endpoints = rt::Endpoints {
            own: &[
                rt::Endpoint::post("notes.upload", "/files", "")
                    .with_body(rt::BodyKind::Multipart),
                rt::Endpoint::post("notes.draft", "/drafts", "")
                    .with_optional_body(rt::BodyKind::Multipart)
                    .with_media_type("multipart/related"),
            ],
            mounted: &[],
        };
    "#]],
    );
    check_line(
        UPLOAD,
        "rt::mock::Operation for NotesUploadRequest",
        &expect![[r#"
        impl rt::mock::Operation for NotesUploadRequest
        where
            for<'mock> Upload: rt::mock::FromForm,
        {
            const ENDPOINT: &'static rt::Endpoint = __notes_notes::Notes::ENDPOINTS.row(0);
            fn from_parts(parts: &rt::mock::Parts) -> rt::Result<Self, rt::mock::Rejection> {
                rt::Ok(Self { body: parts.multipart()? })
            }
        }
    "#]],
    );
}

#[test]
fn what_the_service_takes_if_a_parameter_is_absent() {
    let line = "list: GET /x?<limit: u32? if_absent 20> (header \"X-Order\": String? if_absent \"desc\") -> text;";
    check_line(
        line,
        "const ENDPOINTS",
        &expect![[r#"
        pub const ENDPOINTS: rt::Endpoints = rt::Endpoints {
            own: &[
                rt::Endpoint::get("notes.list", "/x", "")
                    .with_query(
                        &[
                            rt::Parameter::optional("limit")
                                .with_if_absent(rt::Scalar::Integer(20)),
                        ],
                    )
                    .with_header_parameters(
                        &[
                            rt::Parameter::optional("x-order")
                                .with_if_absent(rt::Scalar::Text("desc")),
                        ],
                    )
                    .with_reply(rt::ReplyKind::Text),
            ],
            mounted: &[],
        };
    "#]],
    );
    check_line(
        line,
        "pub fn limit",
        &expect![[r#"
        pub fn limit(self, limit: u32) -> Self {
            self.set_query("limit", &limit)
        }
    "#]],
    );
    check_line(
        line,
        "pub fn x_order",
        &expect![[r#"
        pub fn x_order(self, x_order: &str) -> Self {
            self.header("x-order", rt::Into::<String>::into(x_order))
        }
    "#]],
    );
}
