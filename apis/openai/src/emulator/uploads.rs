//! The endpoints of uploads.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use md5::{Digest, Md5};
use schematic_api::Endpoint;
use schematic_api::mock::{ErrorReply, Operation, Parts, Rejection, RepliesWith, Respond};

use super::failures::{invalid_value, refused, too_large};
use super::files;
use super::form::Form;
use super::storage::StoredUpload;
use super::storage_rules::{ADD_UPLOAD_PART, MAX_PART};
use super::store::Store;
use crate::{
    CompleteUpload, Timestamp, Upload, UploadId, UploadPart, UploadStatus, UploadsAddPartRequest,
    UploadsCancelRequest, UploadsCompleteRequest, UploadsCreateRequest,
};

/// The time after which an upload expires, in seconds.
const LIFETIME: i64 = 60 * 60;

pub(super) fn create(
    store: &mut Store,
    request: UploadsCreateRequest,
) -> Result<Upload, ErrorReply> {
    let body = request.body;
    files::check_name(&body.filename, &body.purpose, "filename")?;
    let world = &mut store.world;
    let now = world.timestamp();
    let object = Upload::new(world.id::<String>("upload"))
        .created_at(now)
        .filename(body.filename)
        .bytes(body.bytes)
        .purpose(body.purpose)
        .status(UploadStatus::Pending)
        .expires_at(Timestamp::from(now.seconds() + LIFETIME));
    let expiration = body.expires_after;
    let upload = StoredUpload { object: object.clone(), expiration, parts: BTreeMap::new() };
    world.storage().uploads.push(upload);
    Ok(object)
}

/// A request to add a part, with all parts of its body, also those that are not declared.
pub(super) struct AddPart {
    upload: UploadId,
    form: Form,
}

impl Operation for AddPart {
    const ENDPOINT: &'static Endpoint = UploadsAddPartRequest::ENDPOINT;

    fn from_parts(parts: &Parts) -> Result<Self, Rejection> {
        Ok(Self { upload: parts.path(0)?, form: parts.multipart()? })
    }
}

impl<R: Respond> RepliesWith<R> for AddPart where UploadsAddPartRequest: RepliesWith<R> {}

pub(super) fn add_part(store: &mut Store, request: AddPart) -> Result<UploadPart, ErrorReply> {
    let world = &mut store.world;
    pending(world.storage().upload(&request.upload)?, "add a part to")?;
    let (_, data) = request.form.check(&ADD_UPLOAD_PART)?.file("data");
    if data.len() > MAX_PART {
        return Err(too_large(MAX_PART, data.len()));
    }
    let part = UploadPart::new(world.id::<String>("part"))
        .created_at(world.timestamp())
        .upload_id(&request.upload);
    world.storage().upload(&request.upload)?.parts.insert(part.id.clone(), data);
    Ok(part)
}

pub(super) fn complete(
    store: &mut Store,
    request: UploadsCompleteRequest,
) -> Result<Upload, ErrorReply> {
    let upload = pending(store.world.storage().upload(&request.upload)?, "complete")?;
    let content = content(upload, &request.body)?;
    let Upload { filename, purpose, .. } = upload.object.clone();
    let expiration = upload.expiration.take();
    let file = store.world.add_file(filename, purpose, expiration, content);
    let upload = store.world.storage().upload(&request.upload)?;
    upload.object.file = Some(file);
    upload.end(UploadStatus::Completed);
    Ok(upload.object.clone())
}

pub(super) fn cancel(
    store: &mut Store,
    request: UploadsCancelRequest,
) -> Result<Upload, ErrorReply> {
    let upload = pending(store.world.storage().upload(&request.upload)?, "cancel")?;
    upload.end(UploadStatus::Cancelled);
    Ok(upload.object.clone())
}

/// Checks that an upload can still be changed.
fn pending<'a>(
    upload: &'a mut StoredUpload,
    action: &str,
) -> Result<&'a mut StoredUpload, ErrorReply> {
    match &upload.object.status {
        UploadStatus::Pending => Ok(upload),
        status => Err(refused(format!("Cannot {action} upload with status '{status}'."))),
    }
}

/// Joins the parts in the order of the request, and checks what the request says about them.
fn content(upload: &StoredUpload, body: &CompleteUpload) -> Result<Bytes, ErrorReply> {
    let (mut content, mut seen) = (Vec::new(), BTreeSet::new());
    for (index, id) in body.part_ids.iter().enumerate() {
        let part = upload.parts.get(id);
        let part =
            part.ok_or_else(|| unfit_part(index, format!("the upload has no part '{id}'.")))?;
        if !seen.insert(id) {
            return Err(unfit_part(index, format!("part '{id}' is given more than once.")));
        }
        content.extend_from_slice(part);
    }
    let (announced, got) = (upload.object.bytes, content.len());
    if announced != got as u64 {
        let message = format!(
            "The parts have {got} bytes in all, but the upload was created for {announced} bytes."
        );
        return Err(invalid_value("part_ids", "invalid_value", message));
    }
    check_sum(&content, body.md5.as_deref())?;
    Ok(content.into())
}

fn unfit_part(index: usize, problem: String) -> ErrorReply {
    let parameter = format!("part_ids[{index}]");
    let message = format!("Invalid '{parameter}': {problem}");
    invalid_value(&parameter, "invalid_value", message)
}

fn check_sum(content: &[u8], expected: Option<&str>) -> Result<(), ErrorReply> {
    let Some(expected) = expected else { return Ok(()) };
    let got: String = Md5::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
    if got.eq_ignore_ascii_case(expected) {
        return Ok(());
    }
    let message = format!("Invalid 'md5': the checksum of the parts is {got}, not {expected}.");
    Err(invalid_value("md5", "invalid_value", message))
}
