//! Bodies of several parts, read by a mock and sent again.

use schematic_api::mock::{Mock, Operation, Received};
use schematic_api::reply::Json;
use schematic_api::{Call, Form, Method, Multipart, Reply};
use schematic_openai::*;
use serde_json::Value;

use crate::round_trip::Decoded;

pub(crate) fn create_file(document: &str) -> Result<Decoded, String> {
    round_trip(document, "/files", |openai, request: FilesCreateRequest| {
        (format!("{:?}", request.body), openai.files().create(request.body).into())
    })
}

pub(crate) fn add_upload_part(document: &str) -> Result<Decoded, String> {
    let path = "/uploads/upload_1/parts";
    round_trip(document, path, |openai, request: UploadsAddPartRequest| {
        let call = openai.uploads();
        (format!("{:?}", request.body), call.add_part(&request.upload, request.body).into())
    })
}

/// Sends the parts that a document describes, has a mock read them, and sends what was read: the parts must be the same.
fn round_trip<O: Operation, R: Reply>(
    document: &str,
    path: &str,
    again: impl FnOnce(OpenAi, O) -> (String, Call<R>),
) -> Result<Decoded, String> {
    let document = serde_json::from_str(document).map_err(|error| format!("no JSON: {error}"))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    runtime.expect("a runtime").block_on(async {
        let mock = Mock::<OpenAi>::new();
        let openai = mock.client_builder().retries(0).build().expect("a client");
        // Nobody answers; what counts is what arrives.
        let _ = openai
            .request(Method::POST, path)
            .multipart(Described(document))
            .send::<Json<Value>>()
            .await;
        let request = mock.received::<O>().pop().ok_or("nothing was received")?;
        let (debug, call) = again(openai, request);
        let _ = call.await;
        match &mock.requests()[..] {
            [described, sent] if parts(described) == parts(sent) => Ok(Decoded { debug }),
            other => Err(format!("sent as other parts: {other:?}")),
        }
    })
}

/// A body of the parts that a document has.
struct Described(Value);

impl Multipart for Described {
    fn into_form(self, form: Form) -> Form {
        let Value::Object(parts) = self.0 else { panic!("no object: {}", self.0) };
        parts.into_iter().fold(form, |form, (name, value)| match (&*name, &value) {
            ("file" | "data", Value::String(text)) => {
                form.file(&name, FilePart::new("a.bin", text.clone()))
            }
            _ => form.text(&name, &value),
        })
    }
}

/// The parts with their headers, in no order.
fn parts(request: &Received) -> Vec<String> {
    let kind = request.header("content-type").expect("a content type");
    let boundary = kind.split_once("boundary=").expect("a boundary").1;
    let body = String::from_utf8_lossy(request.body());
    let mut parts: Vec<String> = body.split(boundary).map(str::to_owned).collect();
    parts.sort_unstable();
    parts
}
