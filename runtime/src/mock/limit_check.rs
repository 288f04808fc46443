//! The check of a request against the limits of its types.

use serde_json::Value;

use super::error_reply::{Reason, Rejection};
use super::limited::Limited;
use super::limits::{Broken, Limits, Notation};
use super::parts::{Operation, Parts};
use super::typed::typed;
use super::values::Values;

/// Reads the requests of an endpoint, and refuses those that break a limit.
pub(super) fn reader<O: Operation>()
-> impl Fn(&Parts) -> Result<O, Rejection> + Send + Sync + 'static {
    let inputs: Vec<_> = O::limited().into_iter().map(Input::of).collect();
    move |parts| {
        let request = O::from_parts(parts)?;
        inputs.iter().try_for_each(|input| input.check(parts))?;
        Ok(request)
    }
}

struct Input {
    of: Limited,
    limits: Limits,
}

impl Input {
    fn of(of: Limited) -> Self {
        let (notation, describe) = match of {
            Limited::Json(describe) | Limited::Lines(describe) => (Notation::Json, describe),
            Limited::Form(describe)
            | Limited::QueryAll(describe)
            | Limited::Query(_, describe)
            | Limited::JoinedQuery(_, _, describe) => (Notation::Query, describe),
        };
        Self { of, limits: Limits::new(describe, notation) }
    }

    /// What cannot be read at all is for the reader of the request to refuse.
    fn check(&self, parts: &Parts) -> Result<(), Rejection> {
        let query = parts.query_values();
        match self.of {
            Limited::Json(_) => {
                let body = serde_json::from_slice(parts.received().body());
                self.value(body.ok(), "", Reason::Body)
            }
            Limited::Lines(_) => self.lines(&parts.lines().unwrap_or_default()),
            Limited::Form(_) => self.values(parts.form_values().ok().as_ref(), "", Reason::Body),
            Limited::QueryAll(_) => self.values(Some(query), "", Reason::Query),
            Limited::Query(name, _) => self.values(query.get(name), name, Reason::Query),
            Limited::JoinedQuery(name, separator, _) => {
                let items = query.get(name).and_then(|items| items.split(separator).ok());
                self.values(items.as_ref(), name, Reason::Query)
            }
        }
    }

    fn values(
        &self,
        values: Option<&Values>,
        place: &str,
        reason: fn(String) -> Reason,
    ) -> Result<(), Rejection> {
        self.value(values.and_then(|values| typed(&self.limits, values)), place, reason)
    }

    fn value(
        &self,
        value: Option<Value>,
        place: &str,
        reason: fn(String) -> Reason,
    ) -> Result<(), Rejection> {
        match value.and_then(|value| self.limits.broken_by(&value, place)) {
            Some(Broken { place, problem }) => Err(Rejection::new(reason(place), problem)),
            None => Ok(()),
        }
    }

    fn lines(&self, lines: &[Value]) -> Result<(), Rejection> {
        lines.iter().zip(1..).try_for_each(|(line, number)| match self.limits.broken_by(line, "") {
            Some(Broken { place, problem }) => {
                let problem = format!("in line {number} {problem}");
                Err(Rejection::new(Reason::Body(place), problem))
            }
            None => Ok(()),
        })
    }
}
