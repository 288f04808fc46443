//! The exchanges of a file, of which some were replayed already.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::comparison::{differences, place};
use super::exchange::{Exchange, Outcome, Request};
use super::nearest::{Nearest, NotRecorded};
use super::options::Repetition;
use super::reader;

/// The exchanges of a file.
pub(super) struct Deck {
    path: PathBuf,
    base_url: Option<String>,
    repetition: Repetition,
    cards: Mutex<Vec<Card>>,
}

struct Card {
    exchange: Exchange,
    state: State,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Free,
    Used,
}

impl Deck {
    pub(super) fn open(path: &Path, repetition: Repetition) -> Result<Self, String> {
        let problem = |problem: &dyn std::fmt::Display| format!("{}: {problem}", path.display());
        let text = std::fs::read_to_string(path).map_err(|error| problem(&error))?;
        let file = reader::read(&text).map_err(|error| problem(&error))?;
        let cards =
            file.exchanges.into_iter().map(|exchange| Card { exchange, state: State::Free });
        let (path, cards) = (path.to_owned(), Mutex::new(cards.collect()));
        Ok(Self { path, base_url: file.base_url, repetition, cards })
    }

    /// The base URL of the client that recorded.
    pub(super) fn base_url(&self) -> Option<&str> {
        self.base_url.as_deref()
    }

    /// Returns what is recorded for a request, which counts as replayed from now on.
    pub(super) fn take(
        &self,
        request: &Request,
        headers: &BTreeSet<String>,
    ) -> Result<Outcome, Box<NotRecorded>> {
        let mut cards = self.lock();
        let fits = |card: &Card| differences(&card.exchange.request, request, headers).is_empty();
        let free = |card: &Card| card.state == State::Free && fits(card);
        let found = match cards.iter().position(free) {
            None if self.repetition == Repetition::OfLast => cards.iter().rposition(fits),
            found => found,
        };
        match found.and_then(|at| cards.get_mut(at)) {
            Some(card) => {
                card.state = State::Used;
                Ok(card.exchange.outcome.clone())
            }
            None => Err(Box::new(self.not_recorded(&cards, request, headers))),
        }
    }

    /// Returns the exchanges that were not replayed, each as its method and path.
    pub(super) fn unused(&self) -> Vec<String> {
        let cards = self.lock();
        let left = cards.iter().filter(|card| card.state == State::Free);
        left.map(|card| shown(&card.exchange.request)).collect()
    }

    fn not_recorded(
        &self,
        cards: &[Card],
        request: &Request,
        headers: &BTreeSet<String>,
    ) -> NotRecorded {
        let rated = cards.iter().enumerate().map(|(at, card)| {
            let differences = differences(&card.exchange.request, request, headers);
            let weight: usize = differences.iter().map(|difference| difference.weight()).sum();
            let rank = (weight, card.state == State::Used, at);
            (rank, at + 1, shown(&card.exchange.request), differences)
        });
        let nearest = match rated.min_by_key(|(rank, ..)| *rank) {
            None => Nearest::None,
            Some((_, number, request, differences)) => match differences.into_iter().next() {
                Some(difference) => Nearest::Other { number, request, difference },
                None => Nearest::Used { number },
            },
        };
        let left = cards.iter().filter(|card| card.state == State::Free).count();
        let (path, request) = (self.path.clone(), shown(request));
        NotRecorded { path, request, nearest, left, count: cards.len() }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Card>> {
        self.cards.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn shown(request: &Request) -> String {
    format!("{} {}", request.method, place(&request.url).0)
}
