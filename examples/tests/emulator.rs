//! Starts the emulator as a program, as another language would.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

fn emulator(arguments: &[&str]) -> Command {
    program("emulator", arguments)
}

fn program(name: &str, arguments: &[&str]) -> Command {
    let test = std::env::current_exe().expect("the path of this test");
    let profile = test.parent().and_then(Path::parent).expect("the folder of the profile");
    let mut command = Command::new(
        profile.join("examples").join(name).with_extension(std::env::consts::EXE_EXTENSION),
    );
    command.args(arguments);
    command
}

fn output(arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = emulator(arguments).output().expect("the program");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code(), text(stdout), text(stderr))
}

/// A running emulator, which is killed when the test ends early.
struct Running {
    program: Child,
    base_url: String,
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        Self::of(emulator(arguments))
    }

    fn of(mut command: Command) -> Self {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut program = command.spawn().expect("the program");
        let mut line = String::new();
        let stdout = program.stdout.as_mut().expect("a pipe");
        BufReader::new(stdout).read_line(&mut line).expect("the base URL");
        Self { program, base_url: line.trim_end().to_owned() }
    }

    /// Presses Ctrl-C, and returns the exit code and the log.
    #[cfg(unix)]
    fn interrupt(mut self) -> (Option<i32>, String) {
        let id = self.program.id().to_string();
        let killed = Command::new("kill").args(["-INT", &id]).status().expect("kill");
        assert!(killed.success());
        let code = self.program.wait().expect("the end").code();
        let mut log = String::new();
        let stderr = self.program.stderr.as_mut().expect("a pipe");
        stderr.read_to_string(&mut log).expect("UTF-8");
        (code, log)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

#[cfg(unix)]
#[tokio::test]
async fn it_serves_and_logs_until_it_is_interrupted() {
    use schematic_openai::{CreateAssistant, OpenAi};

    let running = Running::start(&["--port", "0"]);
    let builder = OpenAi::builder().base_url(&running.base_url).credential("sk-secret");
    let openai = builder.without_env_proxies().build().unwrap();
    let body = CreateAssistant::new("gpt-4o").instructions("Hush.");
    let assistant = openai.assistants().create(&body).await.unwrap();
    let path = format!("/v1/assistants/{}", assistant.id);
    openai.assistants().list().limit(7).await.unwrap();
    openai.assistants().delete(&assistant.id).await.unwrap();
    openai.assistants().retrieve(&assistant.id).await.unwrap_err();
    drop(openai);
    let (code, log) = running.interrupt();
    assert_eq!(code, Some(0), "{log}");
    let lines: Vec<_> = log.lines().map(|line| line.rsplitn(3, ' ').last().unwrap()).collect();
    let expected = [
        "POST /v1/assistants 200",
        "GET /v1/assistants 200",
        &format!("DELETE {path} 200"),
        &format!("GET {path} 404"),
    ];
    assert_eq!(lines, expected);
    assert!(log.lines().all(|line| line.ends_with(" ms")), "{log}");
    assert!(!log.contains("secret") && !log.contains("Hush") && !log.contains('?'), "{log}");
}

#[cfg(unix)]
#[tokio::test]
async fn the_emulator_of_claude_serves_and_logs_too() {
    use schematic_anthropic::{Anthropic, CreateMessage};

    let running = Running::of(program("anthropic_emulator", &["-p0"]));
    let builder = Anthropic::builder().base_url(&running.base_url).credential("sk-secret");
    let claude = builder.without_env_proxies().build().unwrap();
    let question = CreateMessage::ask("claude-sonnet-5-5", 100, "Hush.");
    assert_eq!(claude.messages().create(&question).await.unwrap().text(), "Hush.");
    drop(claude);
    let (code, log) = running.interrupt();
    assert_eq!(code, Some(0), "{log}");
    assert!(log.starts_with("POST /v1/messages 200 ") && !log.contains("Hush"), "{log}");
}

#[test]
fn help_is_printed_and_ends_the_program() {
    for argument in ["--help", "-h"] {
        let (code, stdout, stderr) = output(&[argument]);
        assert_eq!((code, stderr.as_str()), (Some(0), ""));
        assert!(stdout.contains("--port PORT") && stdout.contains("OPENAI_BASE_URL"), "{stdout}");
    }
}

#[test]
fn arguments_that_it_does_not_know_are_named() {
    for (arguments, problem) in [
        (&["8080"][..], "unexpected argument \"8080\""),
        (&["--prot", "8080"], "invalid option '--prot'"),
        (&["--port"], "missing argument for option '--port'"),
        (&["--port", "http"], "cannot parse argument \"http\": invalid digit found in string"),
        (
            &["--port=70000"],
            "cannot parse argument \"70000\": number too large to fit in target type",
        ),
    ] {
        let (code, stdout, stderr) = output(arguments);
        let expected = format!("emulator: {problem}; --help shows the options\n");
        assert_eq!((code, stdout.as_str(), stderr), (Some(2), "", expected));
    }
}

#[test]
fn a_port_that_is_taken_is_named() {
    let running = Running::start(&["-p0"]);
    let address = running.base_url.strip_prefix("http://127.0.0.1:").expect("a port on loopback");
    let port = address.strip_suffix("/v1").expect("the path of the service");
    let (code, stdout, stderr) = output(&["--port", port]);
    assert_eq!((code, stdout.as_str()), (Some(1), ""));
    assert!(stderr.starts_with(&format!("emulator: port {port}: ")), "{stderr}");
}
