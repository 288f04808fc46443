//! Bodies of several parts, of which each has a name that the service knows.

use schematic_api::Endpoint;
use schematic_api::mock::{FromForm, Operation, Parts, ReceivedForm, Rejection, RepliesWith};
use schematic_api::reply::Json;

use super::failures::{Failure, invalid_at};
use crate::{
    FileMetadata, FilesUploadRequest, Skill, SkillVersion, SkillVersionsCreateRequest,
    SkillsCreateRequest,
};

/// A request whose body has parts.
pub(super) trait HasParts: Operation {
    /// The names that the service knows.
    const NAMES: &'static [&'static str];
}

impl HasParts for FilesUploadRequest {
    const NAMES: &'static [&'static str] = &["file", "expires_in_seconds"];
}

impl HasParts for SkillsCreateRequest {
    const NAMES: &'static [&'static str] = &["files[]", "display_name"];
}

impl HasParts for SkillVersionsCreateRequest {
    const NAMES: &'static [&'static str] = &["files[]"];
}

/// The same request, of which the names of the parts have not been looked at.
pub(super) struct Unchecked<R> {
    request: R,
    /// The first name that the service does not know.
    unknown: Option<String>,
}

impl<R: HasParts> Unchecked<R> {
    /// Returns the request if all its parts are known.
    pub(super) fn checked(self) -> Result<R, Failure> {
        match self.unknown {
            None => Ok(self.request),
            Some(name) => Err(invalid_at(&name, "Extra inputs are not permitted")),
        }
    }
}

impl<R: HasParts> Operation for Unchecked<R> {
    const ENDPOINT: &'static Endpoint = R::ENDPOINT;

    fn from_parts(parts: &Parts) -> Result<Self, Rejection> {
        let Names(names) = parts.multipart()?;
        let unknown = names.into_iter().find(|name| !R::NAMES.contains(&name.as_str()));
        Ok(Self { request: R::from_parts(parts)?, unknown })
    }
}

impl RepliesWith<Json<FileMetadata>> for Unchecked<FilesUploadRequest> {}
impl RepliesWith<Json<Skill>> for Unchecked<SkillsCreateRequest> {}
impl RepliesWith<Json<SkillVersion>> for Unchecked<SkillVersionsCreateRequest> {}

/// The names of the parts of a body.
struct Names(Vec<String>);

impl FromForm for Names {
    fn from_form(form: &ReceivedForm) -> Result<Self, Rejection> {
        Ok(Self(form.names().map(str::to_owned).collect()))
    }
}
