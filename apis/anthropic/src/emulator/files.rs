//! The endpoints of files.

use std::time::Duration;

use schematic_api::FilePart;

use super::failures::{Failure, invalid, invalid_at, not_found};
use super::list::{Listed, cursor_page};
use super::parts::Unchecked;
use super::records::StoredFile;
use super::store::Store;
use crate::{
    CursorPage, DeletedFile, FileId, FileMetadata, FilesDeleteRequest, FilesListRequest,
    FilesRetrieveRequest, FilesUploadRequest,
};

/// The seconds after which a file may be deleted by itself.
const LIFETIME: std::ops::RangeInclusive<u64> = 3600..=7_776_000;

/// The most ids of a list.
const MAX_IDS: usize = 100;

impl Listed for FileMetadata {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

pub(super) fn upload(
    store: &mut Store,
    request: Unchecked<FilesUploadRequest>,
) -> Result<FileMetadata, Failure> {
    let body = request.checked()?.body;
    let lifetime = body.expires_in_seconds;
    if lifetime.is_some_and(|seconds| !LIFETIME.contains(&seconds)) {
        let problem = format!("Input should be from {} to {}", LIFETIME.start(), LIFETIME.end());
        return Err(invalid_at("expires_in_seconds", problem));
    }
    let media_type = body.file.media_type().to_owned();
    let name = stored_name(body.file.file_name(), &media_type);
    let content = bytes(body.file);
    Ok(store.add_file(name, &media_type, content, false, lifetime.map(Duration::from_secs)))
}

/// The extensions of the media types of files without a name.
const EXTENSIONS: &[(&str, &str)] = &[
    ("application/json", ".json"),
    ("application/pdf", ".pdf"),
    ("image/gif", ".gif"),
    ("image/jpeg", ".jpg"),
    ("image/png", ".png"),
    ("image/webp", ".webp"),
    ("text/csv", ".csv"),
    ("text/html", ".html"),
    ("text/markdown", ".md"),
    ("text/plain", ".txt"),
];

/// Returns the last component of a name, or one in place of none.
fn stored_name(name: Option<&str>, media_type: &str) -> String {
    let last = name.and_then(|name| name.rsplit(['/', '\\']).next());
    if let Some(last) = last.filter(|last| !last.is_empty()) {
        return last.to_owned();
    }
    let known = EXTENSIONS.iter().find(|(kind, _)| *kind == media_type);
    format!("unnamed{}", known.map_or("", |(_, extension)| extension))
}

/// Returns the content of a part, which the mock has in memory.
pub(super) fn bytes(file: FilePart) -> Vec<u8> {
    file.body().as_bytes().unwrap_or_default().to_vec()
}

pub(super) fn list(
    store: &mut Store,
    request: FilesListRequest,
) -> Result<CursorPage<FileMetadata>, Failure> {
    let FilesListRequest { ids, limit, page, .. } = request;
    let now = store.world.now();
    // Newest first.
    let files = store.files.iter().rev().filter(|file| !file.has_expired(now));
    let files: Vec<_> = files.map(|file| file.metadata.clone()).collect();
    let Some(ids) = ids.filter(|ids| !ids.is_empty()) else {
        return cursor_page(&files, page.as_deref(), limit);
    };
    if page.is_some() || limit.is_some() {
        return Err(invalid_at("ids[]", "ids[] excludes page and limit"));
    }
    if ids.len() > MAX_IDS {
        return Err(invalid_at("ids[]", format_args!("no more than {MAX_IDS} ids are allowed")));
    }
    Ok(CursorPage::new(files.into_iter().filter(|file| ids.contains(&file.id)).collect::<Vec<_>>()))
}

pub(super) fn retrieve(
    store: &mut Store,
    request: FilesRetrieveRequest,
) -> Result<FileMetadata, Failure> {
    store.file(request.file.as_str()).map(|file| file.metadata.clone())
}

/// Returns the content of a file, as bytes or as their stream.
pub(super) fn content<B: From<Vec<u8>>>(store: &Store, id: &FileId) -> Result<B, Failure> {
    let file = store.file(id.as_str())?;
    match file.metadata.downloadable {
        Some(true) => Ok(file.content.clone().into()),
        _ => Err(invalid(format!("File {id} is not downloadable")).code("file_not_downloadable")),
    }
}

pub(super) fn delete(
    store: &mut Store,
    request: FilesDeleteRequest,
) -> Result<DeletedFile, Failure> {
    store.file(request.file.as_str())?;
    store.files.retain(|file| file.metadata.id != request.file);
    Ok(DeletedFile::new(request.file))
}

impl Store {
    /// Adds a file, which is deleted after `lifetime` if there is one.
    pub(super) fn add_file(
        &mut self,
        name: String,
        media_type: &str,
        content: Vec<u8>,
        is_downloadable: bool,
        lifetime: Option<Duration>,
    ) -> FileMetadata {
        let mut metadata = FileMetadata::new(self.world.id::<String>("file"))
            .filename(name)
            .mime_type(media_type)
            .size_bytes(content.len() as u64)
            .created_at(self.world.timestamp())
            .downloadable(is_downloadable);
        metadata.expires_at = lifetime.map(|lifetime| self.world.timestamp_in(lifetime));
        let expires = lifetime.map(|lifetime| self.world.now() + lifetime);
        self.files.push(StoredFile { metadata: metadata.clone(), content, expires });
        metadata
    }

    /// Returns a file that is there, and has not expired.
    pub(super) fn file(&self, id: &str) -> Result<&StoredFile, Failure> {
        let found = self.files.iter().find(|file| file.metadata.id.as_str() == id);
        let file = found.ok_or_else(|| not_found(format!("File not found: {id}")))?;
        match file.has_expired(self.world.now()) {
            true => Err(not_found("File has expired").code("file_expired")),
            false => Ok(file),
        }
    }
}
