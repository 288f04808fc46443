//! Reading zstd (RFC 8878): frames one after the other, each with a window that is bounded.

use std::io::{self, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// The largest window of a frame, 8 MB by RFC 9659, section 3. A window is decoded before its first byte is given, so that
/// without a bound a small body could fill the memory whatever the limit of its reader is.
const MAX_WINDOW: u64 = 8 * 1024 * 1024;

/// How a frame begins that holds content; others are skipped.
const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

pub(super) struct Frames<'a> {
    rest: &'a [u8],
    decoder: FrameDecoder,
}

impl<'a> Frames<'a> {
    pub(super) fn new(body: &'a [u8]) -> Self {
        Self { rest: body, decoder: FrameDecoder::new() }
    }

    fn begin(&mut self) -> io::Result<()> {
        if window_size(self.rest).is_some_and(|size| size > MAX_WINDOW) {
            return Err(invalid("the window of a frame is larger than 8 MB"));
        }
        match self.decoder.reset(&mut self.rest) {
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length,
                ..
            })) => {
                let after = usize::try_from(length).ok().and_then(|length| self.rest.get(length..));
                self.rest = after.ok_or_else(|| invalid("a frame to skip is cut"))?;
                Ok(())
            }
            begun => begun.map_err(io::Error::other),
        }
    }
}

impl Read for Frames<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.decoder.read(into)?;
            if read > 0 || into.is_empty() {
                return Ok(read);
            }
            if !self.decoder.is_finished() {
                self.decoder
                    .decode_blocks(&mut self.rest, BlockDecodingStrategy::UptoBlocks(1))
                    .map_err(io::Error::other)?;
            } else if self.rest.is_empty() {
                return Ok(0);
            } else {
                self.begin()?;
            }
        }
    }
}

/// The window that the header of a frame asks for (RFC 8878, section 3.1.1.1). `None` when it is cut, or of a frame to skip.
fn window_size(frame: &[u8]) -> Option<u64> {
    let (descriptor, header) = frame.strip_prefix(&MAGIC)?.split_first()?;
    let is_single_segment = descriptor & 0x20 != 0;
    if !is_single_segment {
        let window = header.first()?;
        let base = 1_u64 << (10 + (window >> 3));
        return Some(base + base / 8 * u64::from(window & 7));
    }
    // The window is the content then, whose size follows the id of a dictionary.
    let dictionary = [0, 1, 2, 4].get(usize::from(descriptor & 3))?;
    let length = 1 << (descriptor >> 6);
    let field = header.get(*dictionary..)?.get(..length)?;
    let size = field.iter().rev().fold(0, |size, byte| size << 8 | u64::from(*byte));
    Some(if length == 2 { size + 256 } else { size })
}

fn invalid(message: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A frame of spaces: `blocks` times 128 KiB, in four bytes each.
    fn spaces(header: &[u8], blocks: usize) -> Vec<u8> {
        let mut frame = [&MAGIC, header].concat();
        for block in 1..=blocks {
            let is_last = u32::from(block == blocks);
            let header: u32 = (128 * 1024) << 3 | 1 << 1 | is_last;
            frame.extend(header.to_le_bytes().into_iter().take(3));
            frame.push(b' ');
        }
        frame
    }

    fn read(body: &[u8], limit: u64) -> io::Result<Vec<u8>> {
        let mut content = Vec::new();
        Frames::new(body).take(limit).read_to_end(&mut content).map(|_| content)
    }

    /// The byte of a window of `2^log`.
    fn window(log: u8) -> u8 {
        (log - 10) << 3
    }

    #[test]
    fn the_window_is_that_of_the_header() {
        let size = |header: &[u8]| window_size(&[&MAGIC, header].concat());
        assert_eq!(size(&[0, window(10)]), Some(1024));
        assert_eq!(size(&[0, window(23)]), Some(MAX_WINDOW));
        assert_eq!(size(&[0, window(23) | 1]), Some(MAX_WINDOW + MAX_WINDOW / 8));
        assert_eq!(size(&[0, 0xff]), Some((1 << 41) + (1 << 41) / 8 * 7));
        assert_eq!(size(&[0x20, 7]), Some(7));
        assert_eq!(size(&[0x21, 9, 7]), Some(7));
        assert_eq!(size(&[0x63, 9, 9, 9, 9, 1, 2]), Some(0x201 + 256));
        assert_eq!(size(&[0xa0, 1, 0, 0, 1]), Some(0x0100_0001));
        assert_eq!(size(&[0xe0, 0, 0, 0, 0, 0, 0, 0, 1]), Some(1 << 56));
        for cut in [&[][..], &[0], &[0x20], &[0xa0, 1, 0, 0]] {
            assert_eq!(size(cut), None, "{cut:?}");
        }
    }

    #[test]
    fn content_is_given_before_the_frame_is_whole() {
        // More than there is memory for: this ends only if what was read goes before what is next.
        let endless = spaces(&[0, window(23)], 1_000_000);
        assert_eq!(read(&endless, 1_000_000).unwrap(), vec![b' '; 1_000_000]);
        assert_eq!(read(&spaces(&[0, window(17)], 3), u64::MAX).unwrap().len(), 3 * 128 * 1024);
    }

    #[test]
    fn a_frame_with_a_large_window_is_refused_before_it_is_decoded() {
        let single = [&[0xe0_u8][..], &(1_u64 << 40).to_le_bytes()].concat();
        for header in [&[0, window(24)][..], &[0, window(41)], &single] {
            let error = read(&spaces(header, 1_000_000), 10).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidData, "{header:?}: {error}");
        }
        // Not even behind another one.
        let two = [spaces(&[0, window(17)], 1), spaces(&[0, window(41)], 1)].concat();
        assert!(read(&two, u64::MAX).is_err());
    }

    #[test]
    fn frames_are_read_one_after_the_other_and_others_are_skipped() {
        let skipped = [&[0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"abc"].concat();
        let frame = spaces(&[0, window(17)], 1);
        let body = [&skipped, &frame, &skipped, &skipped, &frame, &skipped].map(Vec::as_slice);
        assert_eq!(read(&body.concat(), u64::MAX).unwrap().len(), 2 * 128 * 1024);
        assert_eq!(read(&skipped, u64::MAX).unwrap(), b"");
        assert!(read(&skipped[..10], u64::MAX).is_err());
    }

    #[test]
    fn what_is_no_frame_or_cut_is_an_error() {
        let frame = spaces(&[0, window(17)], 2);
        for body in [b"{\"id\":1}".as_slice(), b"{", &frame[..frame.len() - 1], &frame[..7]] {
            assert!(read(body, u64::MAX).is_err(), "{body:?}");
        }
        let garbage = [frame.as_slice(), b"{}"].concat();
        assert!(read(&garbage, u64::MAX).is_err());
    }
}
