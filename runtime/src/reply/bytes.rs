//! Replies of bytes, taken whole.

use ::bytes::Bytes;

use super::{Kind, Receive, Reply, ReplyBody};
use crate::error::Error;
use crate::response::Head;

/// All bytes of a reply, in memory.
#[derive(Debug)]
pub struct Raw;

impl Kind for Raw {
    type Plan = ();
}

impl Reply for Raw {
    type Output = Bytes;
    const RECEIVE: Receive = Receive::Whole;

    fn receive(_: &Head, body: ReplyBody) -> Result<Bytes, Error> {
        Ok(body.into_whole())
    }
}
