//! Sends a file repeatedly with one peer, as a part of a form: `uploads PEER URL PATH COUNT`.
//!
//! Prints the most memory that the process had, in KiB. Linux only.

use std::fs;
use std::path::PathBuf;

use async_openai::config::OpenAIConfig;
use async_openai::types::InputSource;
use async_openai::types::files::{CreateFileRequest, FileInput, FilePurpose};
use schematic_api::{FilePart, Multipart, api};
use serde::Deserialize;

const KEY: &str = "sk-0123456789abcdef0123456789abcdef";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments = std::env::args().skip(1).collect::<Vec<_>>();
    let [peer, url, path, count] = arguments.as_slice() else {
        panic!("usage: uploads PEER URL PATH COUNT")
    };
    let count = count.parse().expect("COUNT is a number");
    let id = match peer.as_str() {
        "reqwest" => by_hand(url, path, count).await,
        "async-openai" => async_openai(url, path, count).await,
        "ours" => ours(url, path, count).await,
        other => panic!("unknown peer `{other}`"),
    };
    assert!(id.is_none_or(|id| id == "file-abc123"), "the reply is the server's");
    println!("{}", peak());
}

/// What all of them read of the reply.
#[derive(Deserialize)]
struct Created {
    id: String,
}

async fn by_hand(url: &str, path: &str, count: usize) -> Option<String> {
    let client = reqwest::Client::new();
    let mut last = None;
    for _ in 0..count {
        let form = reqwest::multipart::Form::new().text("purpose", "assistants");
        let form = form.file("file", path).await.expect("a file");
        let request = client.post(format!("{url}/files")).bearer_auth(KEY).multipart(form);
        let reply = request.send().await.and_then(reqwest::Response::error_for_status);
        let created: Created = reply.expect("a reply").json().await.expect("JSON");
        last = Some(created.id);
    }
    last
}

async fn async_openai(url: &str, path: &str, count: usize) -> Option<String> {
    let config = OpenAIConfig::new().with_api_base(url).with_api_key(KEY);
    let client = async_openai::Client::with_config(config);
    let mut last = None;
    for _ in 0..count {
        let source = InputSource::Path { path: PathBuf::from(path) };
        let request = CreateFileRequest {
            file: FileInput { source },
            purpose: FilePurpose::Assistants,
            expires_after: None,
        };
        last = Some(client.files().create(request).await.expect("a reply").id);
    }
    last
}

#[derive(Debug, Multipart)]
struct NewFile {
    purpose: String,
    file: FilePart,
}

api! {
    client Api at "https://api.example.com/v1" { auth bearer env "API_KEY"; }

    create: POST /files (multipart NewFile) -> Created;
}

async fn ours(url: &str, path: &str, count: usize) -> Option<String> {
    let api = Api::builder().base_url(url).credential(KEY).build().expect("a client for loopback");
    let mut last = None;
    for _ in 0..count {
        let file = NewFile::new("assistants", FilePart::from_path(path));
        last = Some(api.create(file).await.expect("a reply").id);
    }
    last
}

fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.strip_suffix("kB"));
    peak.and_then(|peak| peak.trim().parse().ok()).expect("a number of KiB")
}
