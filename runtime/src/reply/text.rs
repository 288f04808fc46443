//! Text replies.

use super::{Kind, Receive, Reply, ReplyBody};
use crate::error::{Error, ErrorKind};
use crate::response::Head;

/// A reply of UTF-8 text.
#[derive(Debug)]
pub struct Text;

impl Kind for Text {
    type Plan = ();
}

impl Reply for Text {
    type Output = String;
    const RECEIVE: Receive = Receive::Whole;

    fn receive(head: &Head, body: ReplyBody) -> Result<String, Error> {
        String::from_utf8(body.into_whole().into()).map_err(|error| {
            let source = error.utf8_error();
            Error::new(ErrorKind::Decode, "the reply is not UTF-8")
                .with_head(head.clone())
                .with_body(error.into_bytes().into())
                .with_source(source)
        })
    }
}
