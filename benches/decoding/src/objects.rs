//! The page with our derives; the fields are those of `serde_types`.

use std::collections::HashMap;

use schematic_api::{Object, StringEnum, Union};
use serde_json::Value;

macro_rules! objects {
    ($($name:ident { $($field:ident: $ty:ty,)* })*) => {
        $(
            #[derive(Object)]
            pub(crate) struct $name { $($field: $ty,)* }
        )*
    };
}

objects! {
    Page { object: String, data: Vec<Message>, first_id: Option<String>, last_id: Option<String>, has_more: bool, }
    Message {
        id: String,
        object: String,
        created_at: u64,
        thread_id: String,
        role: Role,
        content: Vec<Content>,
        assistant_id: Option<String>,
        run_id: Option<String>,
        attachments: Option<Vec<Attachment>>,
        metadata: Option<HashMap<String, String>>,
    }
    Attachment { file_id: String, }
    TextPart { text: Text, }
    Text { value: String, annotations: Vec<Annotation>, }
    FileCitation { text: String, file_citation: File, start_index: u64, end_index: u64, }
    FilePath { text: String, file_path: File, start_index: u64, end_index: u64, }
    File { file_id: String, }
    ImageFilePart { image_file: ImageFile, }
    ImageFile { file_id: String, detail: Option<String>, }
    ImageUrlPart { image_url: ImageUrl, }
    ImageUrl { url: String, detail: Option<String>, }
}

#[derive(StringEnum)]
pub(crate) enum Role {
    User,
    Assistant,
    Unknown(String),
}

#[derive(Union)]
#[wire(tag = "type")]
pub(crate) enum Content {
    Text(TextPart),
    ImageFile(ImageFilePart),
    ImageUrl(ImageUrlPart),
    Unknown(Value),
}

#[derive(Union)]
#[wire(tag = "type")]
pub(crate) enum Annotation {
    FileCitation(FileCitation),
    FilePath(FilePath),
    Unknown(Value),
}
