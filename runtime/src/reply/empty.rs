//! Replies whose status says everything.

use super::{Receive, Reply, ReplyBody};
use crate::error::Error;
use crate::response::Head;

/// A reply without a body; one that comes nevertheless is discarded.
#[derive(Debug)]
pub struct Empty;

impl Reply for Empty {
    type Output = ();
    type Plan = ();
    const RECEIVE: Receive = Receive::Discard;

    fn receive(_: &Head, _: ReplyBody) -> Result<(), Error> {
        Ok(())
    }
}
