//! `block` on what this crate adds to calls and streams.

use schematic_api::Error;
use schematic_api::blocking::{Blocking, wait};

use crate::{MessageStream, MessageStreamCall, TextDeltas};

impl MessageStreamCall {
    /// Sends the call and waits until the stream begins.
    ///
    /// # Errors
    ///
    /// Those of [`Call::block`](schematic_api::Call::block).
    pub fn block(self) -> Result<MessageStream, Error> {
        wait(self)
    }
}

impl MessageStream {
    /// Returns the events as an iterator that waits for each.
    ///
    /// Its [`get_ref`](Blocking::get_ref) and [`into_inner`](Blocking::into_inner) give the stream with its snapshot.
    pub fn block(self) -> Blocking<Self> {
        Blocking::new(self)
    }
}

impl TextDeltas<'_> {
    /// Returns the pieces of text as an iterator that waits for each.
    pub fn block(self) -> Blocking<Self> {
        Blocking::new(self)
    }
}
