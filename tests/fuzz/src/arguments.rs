//! The arguments of the program.

use std::str::FromStr;
use std::time::Duration;

use crate::targets::{TARGETS, Target};

/// Which cases to run.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) cases: Cases,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Cases {
    /// All that fit into this time.
    For(Duration),
    /// The first so many.
    #[cfg_attr(not(test), expect(dead_code, reason = "tests are not measured in time"))]
    First(u64),
    Only(u64),
}

pub(crate) struct Arguments {
    pub(crate) targets: Vec<&'static Target>,
    pub(crate) plan: Plan,
}

impl Arguments {
    pub(crate) fn of(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let name = words.next().ok_or("name a target")?;
        let targets: Vec<_> =
            TARGETS.iter().filter(|target| name == "all" || name == target.name).collect();
        if targets.is_empty() {
            let names: Vec<_> = TARGETS.iter().map(|target| target.name).collect();
            return Err(format!("there is no target `{name}`, but {}", names.join(", ")));
        }
        let mut plan = Plan { seed: 1, cases: Cases::For(Duration::from_secs(10)) };
        while let Some(option) = words.next() {
            let value = words.next();
            match option.as_str() {
                "--seconds" => {
                    plan.cases = Cases::For(Duration::from_secs(number(&option, value)?))
                }
                "--seed" => plan.seed = number(&option, value)?,
                "--case" => plan.cases = Cases::Only(number(&option, value)?),
                _ => return Err(format!("there is no option `{option}`")),
            }
        }
        Ok(Self { targets, plan })
    }
}

fn number<T: FromStr>(option: &str, value: Option<String>) -> Result<T, String> {
    let number = value.and_then(|value| value.parse().ok());
    number.ok_or_else(|| format!("{option} takes a number"))
}
