//! Replies of bytes, taken whole.

use ::bytes::Bytes;

use super::{Receive, Reply, ReplyBody};
use crate::error::Error;
use crate::response::Head;

/// All bytes of a reply, in memory.
#[derive(Debug)]
pub struct Raw;

impl Reply for Raw {
    type Output = Bytes;
    type Plan = ();
    const RECEIVE: Receive = Receive::Whole;

    fn receive(_: &Head, body: ReplyBody) -> Result<Bytes, Error> {
        Ok(body.into_whole())
    }
}
