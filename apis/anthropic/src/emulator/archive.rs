//! ZIP archives, in which the files of a skill are retrieved.

use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

/// Puts files, by name and content, into an archive, uncompressed. The same files give the same bytes.
pub(super) fn archive<N: AsRef<str>, C: AsRef<[u8]>>(files: &[(N, C)]) -> ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(name.as_ref(), options)?;
        archive.write_all(content.as_ref())?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn the_files_are_read_again() {
        let files = [("tides/SKILL.md", "---"), ("tides/table.csv", "1,2")];
        let mut read = zip::ZipArchive::new(Cursor::new(archive(&files).unwrap())).unwrap();
        let texts = (0..read.len()).map(|index| {
            let (mut file, mut text) = (read.by_index(index).unwrap(), String::new());
            file.read_to_string(&mut text).unwrap();
            (file.name().to_owned(), text)
        });
        let texts: Vec<_> = texts.collect();
        assert_eq!(texts, files.map(|(name, text)| (name.to_owned(), text.to_owned())));
    }

    #[test]
    fn two_files_of_one_name_do_not_fit() {
        assert!(archive(&[("a/b", "1"), ("a/b", "2")]).is_err());
    }
}
