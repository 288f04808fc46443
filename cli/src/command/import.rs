//! `schematic import`

use super::{CommandError, input, output};
use crate::import::{Options, Selection, import};
use lexopt::{Arg, ValueExt};
use std::ffi::OsString;
use std::path::PathBuf;

/// The arguments of the command.
#[derive(Default)]
struct Arguments {
    document: Option<OsString>,
    out: Option<PathBuf>,
    only: Vec<String>,
    base_url: Option<String>,
    types_only: bool,
    quiet: bool,
}

pub(super) fn run(arguments: &mut lexopt::Parser) -> Result<(), CommandError> {
    let Some(given) = read(arguments)? else { return output::print(super::HELP) };
    let missing = || {
        CommandError::usage(
            "the name of a document is missing, as in `schematic import openapi.json`",
        )
    };
    let document = input::document(given.document.as_ref().ok_or_else(missing)?)?;
    let options = Options {
        only: Selection::new(given.only.clone()),
        base_url: given.base_url.clone(),
        several_files: given.out.is_some(),
        types_only: given.types_only,
        module: given
            .out
            .as_ref()
            .and_then(|out| Some(out.file_name()?.to_string_lossy().into_owned())),
    };
    let imported = import(&document, &options);
    if imported.report.operations == 0 && !(given.types_only && given.only.is_empty()) {
        return Err(CommandError::new(match given.only.is_empty() {
            true => "#/paths: the document has no operations".to_owned(),
            false => {
                format!("no operation has a tag, a path or an id of {}", given.only.join(", "))
            }
        }));
    }
    match &given.out {
        Some(folder) => output::folder(folder, &imported.files)?,
        None => {
            let text: String = imported.files.iter().map(|(_, text)| text.as_str()).collect();
            output::print(&text)?;
        }
    }
    if !given.quiet {
        eprint!("{}", imported.report);
    }
    Ok(())
}

/// The arguments, or nothing if help is asked for.
fn read(arguments: &mut lexopt::Parser) -> Result<Option<Arguments>, CommandError> {
    let mut given = Arguments::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Value(document) if given.document.is_none() => given.document = Some(document),
            Arg::Long("out") => given.out = Some(arguments.value()?.into()),
            Arg::Long("only") => given.only.push(arguments.value()?.string()?),
            Arg::Long("base-url") => given.base_url = Some(base_url(arguments.value()?.string()?)?),
            Arg::Long("types-only") => given.types_only = true,
            Arg::Long("quiet") => given.quiet = true,
            Arg::Short('h') | Arg::Long("help") => return Ok(None),
            other => return Err(other.unexpected().into()),
        }
    }
    if given.types_only && given.out.is_some() {
        return Err(CommandError::usage("types alone are one file; leave out `--out`"));
    }
    Ok(Some(given))
}

fn base_url(url: String) -> Result<String, CommandError> {
    match crate::import::is_base_url(&url) {
        true => Ok(url),
        false => Err(CommandError::usage(format!(
            "`{url}` is no base URL; write it with its scheme and host, as in `https://api.example.com/v1`"
        ))),
    }
}
