//! Compiles one generated crate: cargo checks the dependencies once, then rustc is called for that crate alone.

use std::fs;
use std::io::{Error, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::run;

/// The root of this package.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// rustc, with access to the dependencies of a package.
pub struct Compiler {
    rustc: PathBuf,
    dependencies: Vec<String>,
}

impl Compiler {
    /// Checks the package `peers`, and records the arguments that cargo passes to the compiler for it.
    pub fn of_peers() -> Result<Self> {
        Self::of("peers", &["check"])
    }

    /// Checks or builds a package of this workspace, with these arguments of cargo, and records those of the compiler for it.
    pub fn of(package: &str, arguments: &[&str]) -> Result<Self> {
        // cargo prints only the commands it runs, so there must be something to run.
        let source = root().join(package).join("src/lib.rs");
        fs::write(&source, fs::read(&source)?)?;
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(arguments).args(["-v", "-j2", "-p", package]).current_dir(root());
        let output = run(&mut cargo)?;
        let messages = String::from_utf8_lossy(&output.stderr);
        let name = format!("--crate-name {package} ");
        let line = messages.lines().find(|line| line.contains(&name));
        let line =
            line.ok_or_else(|| Error::other("cargo did not say how it calls the compiler"))?;
        let words =
            line.split_whitespace().map(|word| word.trim_matches(['\'', '`'])).collect::<Vec<_>>();
        let dependencies = words.windows(2).filter(|pair| matches!(pair[0], "-L" | "--extern"));
        Ok(Self {
            rustc: rustc()?,
            dependencies: dependencies.flatten().map(|word| (*word).to_owned()).collect(),
        })
    }

    /// Checks one file as its own crate, like `cargo check`.
    pub fn check(&self, source: &Path) -> Command {
        let mut command = self.command(source);
        command.arg("--emit=metadata").arg("-o").arg(source.with_extension("rmeta"));
        command
    }

    /// Builds one file as its own crate, like `cargo build`.
    pub fn build(&self, source: &Path) -> Command {
        let mut command = self.command(source);
        command.arg("--emit=metadata,link").arg("-o").arg(source.with_extension("rlib"));
        command
    }

    /// Returns the number of lines that the macros of one file expand to.
    pub fn expanded_lines(&self, source: &Path) -> Result<usize> {
        let mut command = self.command(source);
        command.arg("-Zunpretty=expanded").env("RUSTC_BOOTSTRAP", "1");
        Ok(String::from_utf8_lossy(&run(&mut command)?.stdout)
            .lines()
            .filter(|line| !line.trim().is_empty())
            .count())
    }

    fn command(&self, source: &Path) -> Command {
        let mut command = Command::new(&self.rustc);
        command.args([
            "--edition=2024",
            "--crate-type=lib",
            "--crate-name=generated",
            "--cap-lints=allow",
        ]);
        command.args(&self.dependencies);
        // `generate_api!` and `env!` read these variables.
        command
            .env("CARGO_MANIFEST_DIR", source.parent().unwrap_or(source))
            .env("CARGO_PKG_VERSION", "0.0.0");
        command.arg(source);
        command
    }
}

/// Finds rustc itself. The one on the path may be rustup's proxy, which valgrind would count as well.
pub fn rustc() -> Result<PathBuf> {
    let sysroot = run(Command::new("rustc").args(["--print", "sysroot"]))?.stdout;
    Ok(Path::new(String::from_utf8_lossy(&sysroot).trim()).join("bin/rustc"))
}
