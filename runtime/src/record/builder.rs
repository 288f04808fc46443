//! Puts a cassette between a client and its transport.

use std::sync::Arc;

use super::cassette::{Cassette, Opened};
use super::player::Player;
use super::recorder::Recorder;
use super::rules::Rules;
use crate::client::{Api, ClientBuilder, Interposer, Offline, Surroundings};
use crate::error::{Error, Mistake};
use crate::transport::Transport;

impl<A: Api> ClientBuilder<A> {
    /// Records the exchanges of the client, or replays them, as the [cassette](crate::record::Cassette) says.
    ///
    /// A client that replays sends nothing. It needs no [transport](Self::transport) and no credential, nor the headers and
    /// parameters that the declaration takes from the environment: made-up ones take the place of those that are missing. Its
    /// base URL is the recorded one, unless one is set here or in the environment.
    ///
    /// A file that cannot be read or created is reported by [`build`](Self::build).
    pub fn cassette(self, cassette: &Cassette) -> Self {
        self.interpose(cassette.clone())
    }
}

impl Interposer for Cassette {
    fn offline(&self) -> Result<Option<Offline>, Error> {
        Ok(match self.open().map_err(Mistake::config)? {
            Opened::Recording(_) => None,
            Opened::Replaying(deck) => {
                Some(Offline { base_url: deck.base_url().map(str::to_owned) })
            }
        })
    }

    fn interpose(&self, client: Surroundings<'_>) -> Result<Arc<dyn Transport>, Error> {
        let rules = Rules::new(self.options(), &client);
        match self.open().map_err(Mistake::config)? {
            Opened::Recording(tape) => {
                tape.meet(rules.base_url(), rules.own_secrets());
                let (inner, rules) = ((client.transport)()?, Arc::new(rules));
                Ok(Arc::new(Recorder { rules, tape, clock: client.clock, inner }))
            }
            Opened::Replaying(deck) => Ok(Arc::new(Player { rules, deck, clock: client.clock })),
        }
    }
}
