//! The page with serde's derives; the unions are internally tagged.

use std::collections::HashMap;

use serde::Deserialize;

macro_rules! objects {
    ($($name:ident { $($(#[$attribute:meta])* $field:ident: $ty:ty,)* })*) => {
        $(
            #[derive(Deserialize)]
            #[expect(dead_code, reason = "decoded, never looked at")]
            pub(crate) struct $name { $($(#[$attribute])* $field: $ty,)* }
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

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Role {
    User,
    Assistant,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(dead_code, reason = "decoded, never looked at")]
pub(crate) enum Content {
    Text(TextPart),
    ImageFile(ImageFilePart),
    ImageUrl(ImageUrlPart),
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(dead_code, reason = "decoded, never looked at")]
pub(crate) enum Annotation {
    FileCitation(FileCitation),
    FilePath(FilePath),
}
