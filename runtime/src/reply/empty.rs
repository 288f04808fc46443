//! Replies whose status says everything.

use super::{Kind, Receive, Reply, ReplyBody};
use crate::error::Error;
use crate::response::Head;

/// A reply without a body; one that comes nevertheless is discarded.
#[derive(Debug)]
pub struct Empty;

impl Kind for Empty {
    type Plan = ();
}

impl Reply for Empty {
    type Output = ();
    const RECEIVE: Receive = Receive::Discard;

    fn receive(_: &Head, _: ReplyBody) -> Result<(), Error> {
        Ok(())
    }
}
