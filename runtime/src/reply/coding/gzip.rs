//! Reading gzip (RFC 1952): members one after the other, not too many of them.

use std::io::{self, Read};

use flate2::bufread::GzDecoder;

/// The most members. Each costs as much as a thousand bytes of content, however short it is, and twenty bytes are enough
/// for one.
const MOST: usize = 10_000;

pub(super) struct Members<'a> {
    decoder: GzDecoder<&'a [u8]>,
    begun: usize,
}

impl<'a> Members<'a> {
    pub(super) fn new(body: &'a [u8]) -> Self {
        Self { decoder: GzDecoder::new(body), begun: 1 }
    }

    fn begin(&mut self, rest: &'a [u8]) -> io::Result<()> {
        if self.begun == MOST {
            let message = "it has more than 10,000 members";
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        self.begun += 1;
        self.decoder = GzDecoder::new(rest);
        Ok(())
    }
}

impl Read for Members<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.decoder.read(into)?;
            let rest = *self.decoder.get_ref();
            if read > 0 || into.is_empty() || rest.is_empty() {
                return Ok(read);
            }
            self.begin(rest)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn member(text: &str) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    fn read(body: &[u8]) -> io::Result<String> {
        let mut text = String::new();
        Members::new(body).read_to_string(&mut text).map(|_| text)
    }

    #[test]
    fn members_are_read_one_after_the_other() {
        assert_eq!(read(&member("tea")).unwrap(), "tea");
        assert_eq!(
            read(&[member("tea"), member(""), member(" and milk")].concat()).unwrap(),
            "tea and milk"
        );
    }

    #[test]
    fn what_is_cut_or_no_member_is_an_error() {
        let whole = [member("tea"), member("milk")].concat();
        for end in (1..whole.len()).filter(|end| *end != member("tea").len()) {
            assert!(read(&whole[..end]).is_err(), "{end}");
        }
        assert!(read(&[member("tea"), b"no member".to_vec()].concat()).is_err());
    }

    #[test]
    fn too_many_members_are_an_error() {
        assert_eq!(read(&member("a").repeat(MOST)).unwrap().len(), MOST);
        let error = read(&member("").repeat(MOST + 1)).unwrap_err();
        assert_eq!(error.to_string(), "it has more than 10,000 members");
    }
}
