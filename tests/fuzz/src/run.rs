//! Runs the cases of a target, and says how to repeat one that fails.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use schematic_api::{Clock as _, TokioClock};

use crate::arguments::{Cases, Plan};
use crate::source::Source;
use crate::targets::Target;

/// What no case takes, however slow the machine.
const HANGS: Duration = Duration::from_secs(30);

/// Runs the targets, as many at once as there are processors, and returns whether all of them held.
pub(crate) fn all(targets: &[&'static Target], plan: &Plan) -> bool {
    let (next, failed) = (AtomicUsize::new(0), AtomicBool::new(false));
    let work = || {
        while let Some(target) = targets.get(next.fetch_add(1, Relaxed)) {
            failed.fetch_or(!run(target, plan), Relaxed);
        }
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| (0..workers).for_each(|_| drop(scope.spawn(work))));
    !failed.into_inner()
}

/// Runs the cases, and returns whether all of them held.
fn run(target: &'static Target, plan: &Plan) -> bool {
    let begun = watch(target, plan.seed);
    let started = TokioClock.now();
    let (mut case, mut done) = (if let Cases::Only(case) = plan.cases { case } else { 0 }, 0);
    while match plan.cases {
        Cases::For(time) => TokioClock.now() - started < time,
        Cases::First(count) => done < count,
        Cases::Only(_) => done < 1,
    } {
        _ = begun.send(case);
        let mut source = Source::new(plan.seed, case);
        if catch_unwind(AssertUnwindSafe(|| (target.run)(&mut source))).is_err() {
            println!("{}", repeat(target, plan.seed, case));
            return false;
        }
        (case, done) = (case + 1, done + 1);
    }
    println!("{}: {done} cases hold", target.name);
    true
}

fn repeat(target: &Target, seed: u64, case: u64) -> String {
    let name = target.name;
    format!(
        "{name} failed; repeat it: cargo run -p schematic-fuzz -- {name} --seed {seed} --case {case}"
    )
}

/// Ends the program if a case hangs. Takes the number of each case that begins.
fn watch(target: &'static Target, seed: u64) -> Sender<u64> {
    let (sender, begun) = channel();
    thread::spawn(move || {
        let mut current = 0;
        loop {
            match begun.recv_timeout(HANGS) {
                Ok(case) => current = case,
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {
                    println!("it hangs. {}", repeat(target, seed, current));
                    std::process::exit(1);
                }
            }
        }
    });
    sender
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::targets::TARGETS;

    #[test]
    fn every_target_holds_for_its_first_cases() {
        let targets: Vec<_> = TARGETS.iter().collect();
        assert!(all(&targets, &Plan { seed: 1, cases: Cases::First(200) }));
    }

    #[test]
    fn a_case_repeats() {
        let text = |case| Source::new(7, case).text(20) + &Source::new(7, case).json(4).to_string();
        for case in 0..100 {
            assert_eq!(text(case), text(case));
        }
        assert!((0..100).any(|case| text(case) != text(case + 1)));
    }
}
