//! Uploads a large file in parts, several at the same time, and shows how far it is.
//!
//! Usage: `cargo run --example large_upload -- [a file]`, by default one of 24 MiB that is made in memory. Without
//! `OPENAI_BASE_URL`, the emulator takes it.

use std::error::Error;

use indicatif::{ProgressBar, ProgressStyle};
use schematic_openai::emulator::Emulator;
use schematic_openai::{FailedUpload, FileExpiration, FilePart, FilePurpose, OpenAi};

const MIB: usize = 1024 * 1024;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let openai = match std::env::var_os("OPENAI_BASE_URL") {
        Some(_) => OpenAi::from_env()?,
        None => Emulator::new().client(),
    };
    let file = match std::env::args_os().nth(1) {
        Some(path) => FilePart::from_path(path),
        None => FilePart::new("recording.txt", "It goes on and on.\n".repeat(24 * MIB / 19)),
    };

    // On a terminal, a bar; otherwise nothing.
    let bar = ProgressBar::new(0).with_style(ProgressStyle::with_template(
        "{bar:40} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left",
    )?);
    let shown = bar.clone();
    let upload = openai
        .uploads()
        .upload_file_chunked(FilePurpose::UserData, file)
        .part_size(8 * MIB as u64)
        .parallel(3)
        .expires_after(FileExpiration::after_creation(86_400))
        .on_progress(move |sent| {
            shown.set_length(sent.total.unwrap_or_default());
            shown.set_position(sent.done);
        })
        .resumable();

    let upload = match upload.await {
        Ok(upload) => upload,
        // What was sent before the failure is not sent again.
        Err(error) => match error.into_upload() {
            FailedUpload::Pending(rest) => rest.resume().await?,
            failed => return Err(format!("{failed:?}").into()),
        },
    };
    bar.finish_and_clear();
    let file = upload.file.ok_or("the upload has no file")?;
    println!("{}: {} bytes, {}", file.filename, file.bytes, upload.status);
    Ok(())
}
