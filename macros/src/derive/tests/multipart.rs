//! Structs whose fields are the parts of a body.

use super::check_item;
use expect_test::expect;

const UPLOAD: &str = r#"
    pub struct Upload {
        pub purpose: Purpose,
        #[wire(rename = "files[]")]
        pub files: Vec<FilePart>,
        pub preview: Option<FilePart>,
        pub expires_after: Option<ExpiresAfter>,
        #[wire(json)]
        pub metadata: Option<Metadata>,
        #[wire(default)]
        pub tags: Vec<String>,
        #[wire(file)]
        pub scan: Scan,
        #[wire(skip)]
        pub attempt: u32,
    }
"#;

#[test]
fn each_field_becomes_a_part() {
    check_item(
        crate::derive::multipart,
        UPLOAD,
        "rt::Multipart for Upload",
        &expect![[r##"
        #[automatically_derived]
        impl rt::Multipart for Upload {
            fn into_form(self, form: rt::Form) -> rt::Form {
                form.text("purpose", &self.purpose)
                    .files("files[]", self.files)
                    .files("preview", self.preview)
                    .text("expires_after", &self.expires_after)
                    .json("metadata", &self.metadata)
                    .text("tags", &self.tags)
                    .file("scan", self.scan)
            }
        }
    "##]],
    );
}

#[test]
fn the_constructor_takes_what_is_required() {
    check_item(
        crate::derive::multipart,
        UPLOAD,
        "pub fn new",
        &expect![[r#"
        #[automatically_derived]
        #[allow(dead_code)]
        impl Upload {
            /// Creates an `Upload` with only the required fields set.
            pub fn new(
                purpose: impl rt::Into<Purpose>,
                files: impl rt::IntoList<FilePart>,
                scan: impl rt::Into<Scan>,
            ) -> Self {
                Self {
                    purpose: rt::Into::into(purpose),
                    files: rt::IntoList::into_list(files),
                    preview: rt::Default::default(),
                    expires_after: rt::Default::default(),
                    metadata: rt::Default::default(),
                    tags: rt::Default::default(),
                    scan: rt::Into::into(scan),
                    attempt: rt::Default::default(),
                }
            }
            #[must_use]
            pub fn preview(mut self, preview: impl rt::Into<FilePart>) -> Self {
                self.preview = rt::Some(rt::Into::into(preview));
                self
            }
            #[must_use]
            pub fn expires_after(mut self, expires_after: impl rt::Into<ExpiresAfter>) -> Self {
                self.expires_after = rt::Some(rt::Into::into(expires_after));
                self
            }
            #[must_use]
            pub fn metadata(mut self, metadata: impl rt::Into<Metadata>) -> Self {
                self.metadata = rt::Some(rt::Into::into(metadata));
                self
            }
            #[must_use]
            pub fn tags(mut self, tags: impl rt::IntoList<String>) -> Self {
                self.tags = rt::IntoList::into_list(tags);
                self
            }
            #[must_use]
            pub fn attempt(mut self, attempt: u32) -> Self {
                self.attempt = attempt;
                self
            }
        }
    "#]],
    );
}

#[cfg(feature = "mock")]
#[test]
fn a_mock_reads_the_parts_back() {
    check_item(
        crate::derive::multipart,
        UPLOAD,
        "rt::mock::FromForm for Upload",
        &expect![[r##"
        #[automatically_derived]
        impl rt::mock::FromForm for Upload
        where
            for<'mock> Purpose: rt::DeserializeOwned,
            for<'mock> Option<ExpiresAfter>: rt::DeserializeOwned,
            for<'mock> Option<Metadata>: rt::DeserializeOwned,
            for<'mock> Vec<String>: rt::DeserializeOwned,
        {
            fn from_form(
                form: &rt::mock::ReceivedForm,
            ) -> rt::Result<Self, rt::mock::Rejection> {
                rt::Ok(Self {
                    purpose: form.text("purpose")?,
                    files: form.files("files[]")?,
                    preview: form.optional_file("preview")?,
                    expires_after: form.text("expires_after")?,
                    metadata: form.json("metadata")?,
                    tags: rt::Option::unwrap_or_else(
                        form.text("tags")?,
                        || rt::Default::default(),
                    ),
                    scan: form.file("scan")?,
                    attempt: rt::Default::default(),
                })
            }
        }
    "##]],
    );
}

#[test]
fn a_struct_with_a_mistake_is_a_body_nevertheless() {
    check_item(
        crate::derive::multipart,
        "struct Upload(FilePart);",
        "rt::Multipart for Upload",
        &expect![[r#"
            #[automatically_derived]
            impl rt::Multipart for Upload {
                fn into_form(self, form: rt::Form) -> rt::Form {
                    form
                }
            }
        "#]],
    );
}
