//! Crates that importers wrote from OpenAPI documents.

use std::fs;
use std::io::{Error, Result};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::dependencies::root;
use crate::process::{least_processor_time, run};
use crate::usage::{Usage, usage};

/// An importer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Importer {
    /// `schematic import`.
    Ours,
    /// `openapi-to-rust`, whose code is generated again for each new document.
    OpenapiToRust,
}

/// What an importer made of a document.
pub struct Imported {
    package: String,
    folder: PathBuf,
    /// What it took.
    pub usage: Usage,
    /// What the importer said of it.
    pub said: String,
}

const PEER: &str = "openapi-to-rust";
const PEER_VERSION: &str = "0.23.0";

impl Importer {
    /// All importers, ours first.
    pub const ALL: [Self; 2] = [Self::Ours, Self::OpenapiToRust];

    /// The name of the column.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::OpenapiToRust => PEER,
        }
    }

    /// Builds the program, ours for release, if it is not there.
    pub fn build(self) -> Result<()> {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(root());
        match self {
            Self::Ours => {
                cargo.args(["build", "--quiet", "-j2", "--release", "-p", "schematic-cli"]);
                cargo.args(["--manifest-path", "../Cargo.toml", "--target-dir", "target/cli"]);
            }
            Self::OpenapiToRust if self.program().exists() => return Ok(()),
            Self::OpenapiToRust => {
                // What it writes is compared, not how fast: a debug build saves minutes.
                let tools = ["--root", "target/tools"];
                cargo.args(["install", "--quiet", "--locked", "--debug", "-j2"]).args(tools);
                cargo.arg(format!("{PEER}@{PEER_VERSION}"));
            }
        }
        run(&mut cargo).map(drop)
    }

    fn program(self) -> PathBuf {
        root().join(match self {
            Self::Ours => "target/cli/release/schematic",
            Self::OpenapiToRust => "target/tools/bin/openapi-to-rust",
        })
    }

    /// Writes a crate from a document.
    pub fn import(self, document: &Path) -> Result<Imported> {
        let stem = document.file_stem().unwrap_or_default().to_string_lossy();
        let package = format!("{}-{stem}", self.name());
        let folder = crates().join(&package);
        let _absent_at_first = fs::remove_dir_all(&folder);
        let api = folder.join("src/api");
        fs::create_dir_all(folder.join("src"))?;
        let mut command = Command::new(self.program());
        match self {
            Self::Ours => command.arg("import").arg(document).arg("--out").arg(&api),
            Self::OpenapiToRust => {
                command.arg("generate").arg(document).args(["--quiet", "--output-dir"]).arg(&api)
            }
        };
        let (usage, said) = usage(&command)?;
        fs::write(folder.join("src/lib.rs"), "#![allow(warnings)]\npub mod api;\n")?;
        fs::write(folder.join("Cargo.toml"), manifest(&package, &self.dependencies(&api)?))?;
        Ok(Imported { package, folder, usage, said })
    }

    fn dependencies(self, api: &Path) -> Result<String> {
        match self {
            Self::Ours => Ok(format!(
                "[dependencies]\nserde_json = \"1\"\n\n[dependencies.schematic-api]\npath = {:?}\n\
                 features = [\"multipart\"]\n",
                root().join("../runtime")
            )),
            Self::OpenapiToRust => fs::read_to_string(api.join("REQUIRED_DEPS.toml")),
        }
    }
}

impl Imported {
    /// The lines that are not blank.
    pub fn lines(&self) -> Result<usize> {
        let mut lines = 0;
        for file in fs::read_dir(self.folder.join("src/api"))? {
            let file = file?.path();
            if file.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(file)?;
                lines += text.lines().filter(|line| !line.trim().is_empty()).count();
            }
        }
        Ok(lines)
    }

    /// What `cargo check` takes after a change of the crate, its dependencies checked before.
    pub fn check_time(&self, repeats: usize) -> Result<Duration> {
        run(&mut self.check())?;
        least_processor_time(repeats, || {
            let file = self.folder.join("src/lib.rs");
            // A file that cannot be written is found by the check that then takes no time.
            let _touched = fs::read(&file).and_then(|text| fs::write(&file, text));
            self.check()
        })
    }

    fn check(&self) -> Command {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["check", "--quiet", "-j2", "-p", &self.package]).current_dir(crates());
        cargo.env("CARGO_INCREMENTAL", "0");
        cargo
    }
}

/// Makes the crates members of one workspace, so that they share what they depend on.
pub fn write_workspace<'a>(crates_of: impl Iterator<Item = &'a Imported>) -> Result<()> {
    let members: Vec<_> = crates_of.map(|imported| format!("{:?}", imported.package)).collect();
    if members.is_empty() {
        return Err(Error::other("no document was imported"));
    }
    let members = members.join(", ");
    fs::write(
        crates().join("Cargo.toml"),
        format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n"),
    )
}

fn manifest(package: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = \"{package}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n{dependencies}"
    )
}

fn crates() -> PathBuf {
    root().join("target/imported")
}
