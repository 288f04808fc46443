//! The call of the compiler with which cargo checks one crate whose dependencies are built.

use std::io::{Error, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::dependencies::{root, rustc};
use crate::process::run;

/// The arguments of options that are left out: the output goes elsewhere, and nothing is kept between two runs.
const LEFT_OUT: [&str; 4] = ["--out-dir", "--error-format", "--json", "--diagnostic-width"];

/// The call of the compiler for one crate.
pub struct Invocation {
    rustc: PathBuf,
    environment: Vec<(String, String)>,
    arguments: Vec<String>,
    source: String,
    /// Where the results are written.
    folder: PathBuf,
}

impl Invocation {
    /// Checks a crate with all that it needs, and records how cargo calls the compiler for it. `dependency` is the line of a
    /// `Cargo.toml` that names it.
    pub fn of(name: &str, package: &str, dependency: &str) -> Result<Self> {
        let folder = write(name, dependency)?;
        // cargo prints only the commands it runs, so the crate must not have been checked.
        run(&mut cargo(&folder, &["clean", "--quiet", "-p", package]))?;
        let output = run(&mut cargo(&folder, &["check", "-vv", "-j2"]))?;
        let messages = String::from_utf8_lossy(&output.stderr).into_owned();
        let wanted = format!("--crate-name {} ", package.replace('-', "_"));
        let mut commands = messages.split("Running `").filter_map(|text| text.split("`\n").next());
        let command = commands.find(|command| command.contains(&wanted));
        let command = command
            .ok_or_else(|| Error::other(format!("cargo did not say how it checks `{package}`")))?;
        Self::parsed(command, &folder)
    }

    fn parsed(command: &str, folder: &Path) -> Result<Self> {
        let not_read = || Error::other(format!("not a call of the compiler: {command}"));
        let mut words = shlex::split(command).ok_or_else(not_read)?.into_iter().peekable();
        let mut environment = Vec::new();
        while let Some((name, value)) = words.peek().and_then(|word| word.split_once('=')) {
            environment.push((name.to_owned(), value.to_owned()));
            words.next();
        }
        // The compiler itself, behind whatever cargo calls it through.
        let mut words = words.skip_while(|word| word != "--crate-name");
        let (mut arguments, mut source) = (Vec::new(), None);
        while let Some(word) = words.next() {
            let name = word.split('=').next().unwrap_or_default();
            if LEFT_OUT.contains(&name) {
                if name == word {
                    words.next();
                }
            } else if word == "-C" {
                let value = words.next().ok_or_else(not_read)?;
                if !value.starts_with("incremental=") {
                    arguments.extend([word, value]);
                }
            } else if word.ends_with(".rs") && source.is_none() {
                source = Some(word);
            } else {
                arguments.push(word);
            }
        }
        let source = source.ok_or_else(not_read)?;
        // Lints are switched off for what comes from a registry, and so for all.
        arguments.push("--cap-lints=allow".to_owned());
        Ok(Self { rustc: rustc()?, environment, arguments, source, folder: folder.to_owned() })
    }

    /// Checks the crate, as `cargo check` does.
    pub fn check(&self) -> Command {
        self.command(&self.source)
    }

    /// Checks an empty crate in its place, with the same dependencies: what the compiler costs anyway.
    pub fn check_nothing(&self) -> Command {
        self.command(&self.folder.join("src/lib.rs").display().to_string())
    }

    /// Returns the source that the macros of the crate expand to.
    pub fn expanded(&self) -> Result<String> {
        let mut command = self.check();
        command.arg("-Zunpretty=expanded").env("RUSTC_BOOTSTRAP", "1");
        Ok(String::from_utf8_lossy(&run(&mut command)?.stdout).into_owned())
    }

    fn command(&self, source: &str) -> Command {
        let mut command = Command::new(&self.rustc);
        command.args(&self.arguments).arg("--out-dir").arg(self.folder.join("checked")).arg(source);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }
}

/// Creates a package that depends on one crate, as a workspace of its own, with the versions of this workspace.
fn write(name: &str, dependency: &str) -> Result<PathBuf> {
    let folder = root().join("target/crate_cost").join(name);
    std::fs::create_dir_all(folder.join("src"))?;
    std::fs::create_dir_all(folder.join("checked"))?;
    std::fs::write(folder.join("src/lib.rs"), "")?;
    let package = "[package]\nname = \"one\"\nversion = \"0.0.0\"\nedition = \"2024\"\n";
    let manifest = format!("[workspace]\n{package}[dependencies]\n{dependency}\n");
    std::fs::write(folder.join("Cargo.toml"), manifest)?;
    std::fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    Ok(folder)
}

fn cargo(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    let target = root().join("target/crate_cost/target");
    command.args(arguments).arg("--target-dir").arg(target).current_dir(folder);
    command
}
