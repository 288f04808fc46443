//! Large transfers between two processes: what each holds in memory, and what is left of one that fails.
//!
//! Both processes are the program `transfer`. Linux only, where a process knows its peak and can be kept from writing.
#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use schematic_tests::folder::Folder;

const TRANSFER: &str = env!("CARGO_BIN_EXE_transfer");

const GIB: u64 = 1 << 30;

/// The most memory that a side may have, in KiB.
const MOST: u64 = 64 * 1024;

/// A server in a process of its own.
struct Server {
    process: Child,
    output: BufReader<ChildStdout>,
    url: String,
}

impl Server {
    fn start() -> Self {
        let mut command = Command::new(TRANSFER);
        command.arg("serve").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let mut url = String::new();
        output.read_line(&mut url).unwrap();
        Self { process, output, url: url.trim().to_owned() }
    }

    /// Ends it, and returns its peak.
    fn peak(mut self) -> u64 {
        drop(self.process.stdin.take());
        let mut peak = String::new();
        self.output.read_to_string(&mut peak).unwrap();
        assert!(self.process.wait().unwrap().success());
        peak.trim().parse().unwrap()
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Transfers a GiB, and checks that both sides had little of it in memory.
#[track_caller]
fn transferred(side: &str, what: &str) {
    let server = Server::start();
    let output = Command::new(TRANSFER).args([side, &server.url, what]).output().unwrap();
    let said = said(&output);
    let Some((done, peak)) = said.split_once(' ') else { panic!("{side}: {said}") };
    assert_eq!(done, GIB.to_string(), "{side}");
    let peaks = [peak.parse().unwrap(), server.peak()];
    assert!(peaks.iter().all(|peak| *peak < MOST), "{side}: {peaks:?} KiB");
}

#[test]
fn a_gib_is_sent_from_a_file_in_little_memory() {
    let folder = Folder::new();
    let path = folder.path("zeros");
    // It has no blocks on the disk.
    File::create(&path).unwrap().set_len(GIB).unwrap();
    transferred("upload-parts", path.to_str().unwrap());
}

#[test]
fn a_gib_is_sent_from_a_reader_in_little_memory() {
    transferred("upload-stream", &GIB.to_string());
}

#[test]
fn a_gib_is_saved_in_little_memory() {
    let folder = Folder::new();
    let path = folder.path("zeros");
    transferred("download", path.to_str().unwrap());
    assert_eq!(fs::metadata(&path).unwrap().len(), GIB);
    assert_eq!(folder.names(), ["zeros"]);
}

/// The limit of a file's size stands for a full disk: the error comes from the same call of the system.
#[test]
fn a_disk_that_is_full_leaves_what_was_there() {
    for before in [None, Some("before")] {
        let folder = Folder::new();
        let path = folder.path("content");
        if let Some(before) = before {
            fs::write(&path, before).unwrap();
        }
        let server = Server::start();
        // 1 MiB in blocks of 512 bytes. The signal that would end the process is ignored, which makes it an error.
        let limited = "trap '' XFSZ; ulimit -f 2048; exec \"$0\" \"$@\"";
        let mut command = Command::new("sh");
        command.args(["-c", limited, TRANSFER, "download", &server.url]).arg(&path);
        let output = command.output().unwrap();
        assert_eq!((said(&output).as_str(), output.status.code()), ("Write", Some(1)));
        assert_eq!(fs::read_to_string(&path).ok().as_deref(), before);
        assert_eq!(folder.names().len(), usize::from(before.is_some()));
        assert!(server.peak() < MOST);
    }
}
