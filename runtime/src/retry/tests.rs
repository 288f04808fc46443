use super::*;

const IDEMPOTENT: Attempt = Attempt {
    retries: 0,
    safety: Safety::Idempotent,
    replay: Replay::Possible,
    credential: Credential::Fixed,
    remaining: None,
    jitter: 1.0,
};
const UNSAFE: Attempt = Attempt { safety: Safety::Unsafe, ..IDEMPOTENT };

fn reply(status: u16) -> Reply {
    Reply {
        status: StatusCode::from_u16(status).unwrap(),
        retry_after: None,
        should_retry: None,
        is_final: false,
    }
}

fn status(status: u16) -> Outcome {
    Outcome::Status(reply(status))
}

fn decided(attempt: Attempt, outcome: Outcome) -> Decision {
    decide(&RetryPolicy::default(), &attempt, &outcome)
}

fn is_retried(attempt: Attempt, outcome: Outcome) -> bool {
    matches!(decided(attempt, outcome), Decision::Retry { .. })
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

// R3
#[test]
fn status_table() {
    let retried: Vec<u16> =
        (100..600).filter(|code| is_retried(IDEMPOTENT, status(*code))).collect();
    let expected: Vec<u16> = [408, 429].into_iter().chain(500..600).collect();
    assert_eq!(retried, expected);
}

#[test]
fn a_policy_may_name_other_statuses() {
    let policy =
        RetryPolicy::default().retries(1).statuses(StatusSet::of(&[(404, 404), (520, 529)]));
    let retried =
        |code: u16| matches!(decide(&policy, &IDEMPOTENT, &status(code)), Decision::Retry { .. });
    assert_eq!(
        [404, 429, 500, 519, 520, 529, 530].map(retried),
        [true, false, false, false, true, true, false]
    );
    let twice = Attempt { retries: 1, ..IDEMPOTENT };
    assert_eq!(decide(&policy, &twice, &status(404)), Decision::Stop(Stop::Exhausted));
}

// R4
#[test]
fn the_server_may_forbid_a_retry() {
    for code in [408, 409, 429, 500, 503] {
        let outcome = Outcome::Status(Reply { should_retry: Some(false), ..reply(code) });
        assert_eq!(decided(IDEMPOTENT, outcome), Decision::Stop(Stop::Final), "{code}");
    }
}

// R4
#[test]
fn the_server_may_ask_for_a_retry_within_the_caps() {
    let asked = |code| Outcome::Status(Reply { should_retry: Some(true), ..reply(code) });
    assert!(is_retried(IDEMPOTENT, asked(400)));
    assert_eq!(decided(UNSAFE, asked(400)), Decision::Stop(Stop::Unsafe));
    assert_eq!(decided(UNSAFE, asked(500)), Decision::Stop(Stop::Unsafe));
    assert!(is_retried(UNSAFE, asked(429)));
    assert_eq!(
        decided(Attempt { retries: 2, ..IDEMPOTENT }, asked(400)),
        Decision::Stop(Stop::Exhausted)
    );
    assert_eq!(
        decided(Attempt { replay: Replay::OneShot, ..IDEMPOTENT }, asked(400)),
        Decision::Stop(Stop::OneShot)
    );
    let late = Outcome::Status(Reply {
        should_retry: Some(true),
        retry_after: Some(seconds(61)),
        ..reply(429)
    });
    assert_eq!(decided(IDEMPOTENT, late), Decision::Stop(Stop::RetryAfter(seconds(61))));
}

// R6
#[test]
fn a_delay_above_the_cap_fails_at_once() {
    let asked = |delay| {
        decided(IDEMPOTENT, Outcome::Status(Reply { retry_after: Some(delay), ..reply(429) }))
    };
    assert_eq!(asked(seconds(60)), Decision::Retry { after: seconds(60) });
    assert_eq!(
        asked(Duration::from_millis(60_001)),
        Decision::Stop(Stop::RetryAfter(Duration::from_millis(60_001)))
    );
    assert_eq!(asked(Duration::MAX), Decision::Stop(Stop::RetryAfter(Duration::MAX)));
}

// R11
#[test]
fn delays_grow_to_the_cap() {
    let policy = RetryPolicy::default().retries(u32::MAX);
    let after = |retries| match decide(&policy, &Attempt { retries, ..IDEMPOTENT }, &Outcome::Lost)
    {
        Decision::Retry { after } => after.as_secs_f64(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        [0, 1, 2, 3, 4, 5, 1_100, u32::MAX - 1].map(after),
        [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0, 8.0]
    );
}

// R12
#[test]
fn the_servers_delay_is_never_undercut_nor_below_our_own() {
    let after = |asked, jitter| {
        decided(
            Attempt { jitter, ..IDEMPOTENT },
            Outcome::Status(Reply { retry_after: Some(asked), ..reply(503) }),
        )
    };
    assert_eq!(after(Duration::ZERO, 1.0), Decision::Retry { after: Duration::from_millis(500) });
    assert_eq!(after(Duration::ZERO, 0.5), Decision::Retry { after: Duration::from_millis(250) });
    assert_eq!(after(seconds(20), 1.0), Decision::Retry { after: seconds(20) });
}

// R15
#[test]
fn no_delay_reaches_past_the_deadline() {
    let within =
        |remaining| decided(Attempt { remaining: Some(remaining), ..IDEMPOTENT }, Outcome::Lost);
    assert_eq!(
        within(Duration::from_millis(501)),
        Decision::Retry { after: Duration::from_millis(500) }
    );
    assert_eq!(within(Duration::from_millis(500)), Decision::Stop(Stop::Deadline));
    assert_eq!(within(Duration::ZERO), Decision::Stop(Stop::Deadline));
    let throttled = Outcome::Status(Reply { retry_after: Some(seconds(10)), ..reply(429) });
    assert_eq!(
        decided(Attempt { remaining: Some(seconds(9)), ..IDEMPOTENT }, throttled),
        Decision::Stop(Stop::Deadline)
    );
}

// R16
#[test]
fn an_unsafe_request_is_repeated_only_when_it_was_not_carried_out() {
    let retried: Vec<u16> = (100..600).filter(|code| is_retried(UNSAFE, status(*code))).collect();
    assert_eq!(retried, [429, 503, 529]);
    assert!(is_retried(UNSAFE, Outcome::Unsent));
    assert_eq!(decided(UNSAFE, Outcome::Lost), Decision::Stop(Stop::Unsafe));
    assert!(is_retried(IDEMPOTENT, Outcome::Lost));
}

// R18
#[test]
fn a_one_shot_body_is_never_sent_again() {
    let one_shot = Attempt { replay: Replay::OneShot, ..IDEMPOTENT };
    for outcome in [Outcome::Unsent, Outcome::Lost, status(429), status(503), status(500)] {
        assert_eq!(decided(one_shot, outcome), Decision::Stop(Stop::OneShot), "{outcome:?}");
    }
}

// R22
#[test]
fn a_refused_credential_is_renewed_once() {
    let renewable = Attempt { credential: Credential::Renewable, ..UNSAFE };
    assert_eq!(decided(renewable, status(401)), Decision::Renew);
    assert_eq!(decided(UNSAFE, status(401)), Decision::Stop(Stop::Final));
    assert_eq!(decided(renewable, status(403)), Decision::Stop(Stop::Final));
    assert_eq!(
        decided(Attempt { replay: Replay::OneShot, ..renewable }, status(401)),
        Decision::Stop(Stop::Final)
    );
}

// R23
#[test]
fn a_final_error_is_not_repeated_whatever_its_status() {
    for code in [429, 500, 503] {
        assert_eq!(
            decided(IDEMPOTENT, Outcome::Status(Reply { is_final: true, ..reply(code) })),
            Decision::Stop(Stop::Final)
        );
    }
}

// R27: a negative limit cannot be written; none at all is 0.
#[test]
fn no_retries_means_one_attempt() {
    let policy = RetryPolicy::default().retries(0);
    for outcome in [Outcome::Unsent, Outcome::Lost, status(429)] {
        assert_eq!(decide(&policy, &IDEMPOTENT, &outcome), Decision::Stop(Stop::Exhausted));
    }
}

/// Every outcome that the engine distinguishes.
fn outcomes() -> [Outcome; 10] {
    let waiting =
        |delay| Outcome::Status(Reply { retry_after: Some(seconds(delay)), ..reply(429) });
    [
        Outcome::Unsent,
        Outcome::Lost,
        Outcome::Permanent,
        status(400),
        status(401),
        status(429),
        status(500),
        waiting(5),
        waiting(61),
        Outcome::Status(Reply { should_retry: Some(true), ..reply(500) }),
    ]
}

/// Plays a sequence of failures against the policy, as the engine does. Returns the attempts made and the total delay.
fn play(
    attempt: Attempt,
    sequence: &[Outcome],
    deadline: Option<Duration>,
) -> (Vec<Outcome>, Duration) {
    let policy = RetryPolicy::default().retries(3);
    let (mut made, mut waited) = (Vec::new(), Duration::ZERO);
    let mut attempt = attempt;
    for outcome in sequence {
        made.push(*outcome);
        attempt.remaining = deadline.map(|deadline| deadline.saturating_sub(waited));
        match decide(&policy, &attempt, outcome) {
            Decision::Stop(_) => break,
            Decision::Renew => attempt.credential = Credential::Fixed,
            Decision::Retry { after } => {
                waited += after;
                attempt.retries += 1;
            }
        }
    }
    (made, waited)
}

/// The rules that hold for every sequence.
fn assert_lawful(attempt: Attempt, made: &[Outcome], waited: Duration, deadline: Option<Duration>) {
    let Some((_, repeated)) = made.split_last() else {
        unreachable!("the first attempt is always made")
    };
    let context = || format!("{attempt:?} {made:?} {waited:?}");
    let renewed = repeated.iter().filter(|outcome| **outcome == status(401)).count();
    assert!(repeated.len() - renewed <= 3, "more retries than allowed: {}", context());
    assert!(renewed <= usize::from(attempt.credential == Credential::Renewable), "{}", context());
    assert!(
        deadline.is_none_or(|deadline| waited < deadline || repeated.is_empty()),
        "waited past the deadline: {}",
        context()
    );
    assert!(waited <= seconds(3 * 60), "{}", context());
    if attempt.replay == Replay::OneShot {
        assert!(repeated.is_empty(), "a stream was sent twice: {}", context());
    }
    for outcome in repeated {
        assert!(!matches!(outcome, Outcome::Permanent), "{}", context());
        assert_ne!(*outcome, status(400), "{}", context());
        assert!(
            !matches!(outcome, Outcome::Status(Reply { retry_after: Some(delay), .. }) if *delay > seconds(60)),
            "{}",
            context()
        );
        let ambiguous = *outcome == Outcome::Lost
            || matches!(outcome, Outcome::Status(reply) if reply.status == 500);
        assert!(
            !(ambiguous && attempt.safety == Safety::Unsafe),
            "may have been carried out twice: {}",
            context()
        );
    }
}

/// All sequences of up to `length` outcomes.
fn sequences(length: u32) -> impl Iterator<Item = Vec<Outcome>> {
    let outcomes = outcomes();
    let base = outcomes.len();
    (1..=length).flat_map(move |length| {
        (0..base.pow(length)).map(move |code| {
            (0..length).map(|place| outcomes[code / base.pow(place) % base]).collect()
        })
    })
}

/// 11,110 sequences of up to four failures, times safety, body, credential and deadline: 266,640
/// cases.
#[test]
fn the_whole_state_machine_is_lawful() {
    let mut cases = 0;
    for sequence in sequences(4) {
        for safety in [Safety::Idempotent, Safety::Unsafe] {
            for replay in [Replay::Possible, Replay::OneShot] {
                for credential in [Credential::Fixed, Credential::Renewable] {
                    for deadline in [None, Some(Duration::from_millis(700)), Some(seconds(7))] {
                        let attempt = Attempt { safety, replay, credential, ..IDEMPOTENT };
                        let (made, waited) = play(attempt, &sequence, deadline);
                        assert_lawful(attempt, &made, waited, deadline);
                        cases += 1;
                    }
                }
            }
        }
    }
    assert_eq!(cases, 266_640);
}
