//! Compares what the examples print with the `.expected` files beside them.

use std::path::{Path, PathBuf};
use std::process::Command;

use schematic_openai::emulator::Emulator;

/// The test of that example runs here. With `test = true` on the example, `cargo test` would build it only as a test,
/// and there would be no program to run.
#[path = "../declare.rs"]
#[allow(dead_code, unreachable_pub, reason = "what the program uses, the test does not")]
mod declare;

/// Returns the program of an example. cargo builds the examples along with this test.
fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("the path of this test");
    let profile = test.parent().and_then(Path::parent).expect("the folder of the profile");
    profile.join("examples").join(name).with_extension(std::env::consts::EXE_EXTENSION)
}

/// Returns what an example prints without settings in the environment.
fn printed_by(name: &str) -> String {
    printed_with(name, &[])
}

fn printed_with(name: &str, settings: &[(&str, &str)]) -> String {
    let mut command = Command::new(program(name));
    command.env_remove("OPENAI_BASE_URL").env_remove("OPENAI_API_KEY");
    let output = command.envs(settings.iter().copied()).output();
    let output =
        output.unwrap_or_else(|error| panic!("`cargo build --examples` comes first: {error}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn expected_of(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name).with_extension("expected");
    std::fs::read_to_string(path).expect("the expected output")
}

/// Turns `asst_C3dszQ60t4KTqt3yVuyo09bb` into `asst_ID`.
fn without_ids(text: &str) -> String {
    let words = text.split_inclusive([' ', '\n']).map(|word| match word.split_once('_') {
        Some((kind, id)) if id.trim_end().len() == 24 => format!("{kind}_ID{}", &id[24..]),
        _ => word.to_owned(),
    });
    words.collect()
}

#[test]
fn assistant_prints_what_happens() {
    assert_eq!(without_ids(&printed_by("assistant")), expected_of("assistant"));
}

#[tokio::test(flavor = "multi_thread")]
async fn assistant_drives_the_server_that_the_environment_names() {
    let emulator = Emulator::new();
    let server = emulator.listen().await.expect("a port");
    let base_url = server.base_url();
    let settings = [("OPENAI_BASE_URL", base_url.as_str()), ("OPENAI_API_KEY", "sk-test")];
    assert_eq!(without_ids(&printed_with("assistant", &settings)), expected_of("assistant"));
    let requests = emulator.mock().requests();
    assert!(
        requests.iter().all(|request| request.header("authorization") == Some("Bearer sk-test"))
    );
    assert!(requests.len() > 10);
}

#[test]
fn blocking_prints_the_answer_and_the_messages() {
    assert_eq!(printed_by("blocking"), expected_of("blocking"));
}

#[test]
fn declare_prints_its_routes_and_results() {
    assert_eq!(printed_by("declare"), expected_of("declare"));
}

#[test]
fn file_search_prints_answers_with_their_sources() {
    assert_eq!(printed_by("file_search"), expected_of("file_search"));
}

#[test]
fn openapi_prints_a_document() {
    assert_eq!(printed_by("openapi"), expected_of("openapi"));
}
