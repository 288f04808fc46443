//! Calls, whatever the service answers: in time, not too often, within the budget, and nothing is carried out twice.

use std::time::Duration;

use schematic_api::transport::TransportErrorKind;
use schematic_api::{Error, ErrorKind, RetryPolicy};
use schematic_tests::scripted::{Answer, Reply, Scripted};
use schematic_tests::shop::{Item, ItemId, NewItem, Shop, builder};
use tokio::time::Instant;

use super::paused;
use crate::source::Source;

const CAPACITY: u32 = 30;
const COST: u32 = 10;

const KINDS: [TransportErrorKind; 6] = [
    TransportErrorKind::Connect,
    TransportErrorKind::ConnectTimeout,
    TransportErrorKind::Interrupted,
    TransportErrorKind::ResponseBody,
    TransportErrorKind::RequestBody,
    TransportErrorKind::Unusable,
];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Method {
    Retrieve,
    Create,
    CreateWithKey,
    Define,
    Replace,
    Remove,
    Upload,
}

const METHODS: [Method; 7] = [
    Method::Retrieve,
    Method::Create,
    Method::CreateWithKey,
    Method::Define,
    Method::Replace,
    Method::Remove,
    Method::Upload,
];

/// Times that are none, or beyond all reason.
const ODD_TIMES: &[&str] = &[
    "",
    "soon",
    "-1",
    "1e9",
    "0x10",
    "1.5",
    "NaN",
    "inf",
    "31536001",
    "18446744073709551616",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "1, 2",
];

/// An answer, and the least pause that it asks for.
struct Played {
    answer: Answer,
    pause: Duration,
}

struct Limits {
    retries: u32,
    deadline: Duration,
}

/// A call, what it is answered, and when its caller loses patience and drops it.
#[derive(Debug)]
struct Planned {
    method: Method,
    script: Vec<Played>,
    patience: Duration,
}

/// What the calls of a client did to its budget so far.
#[derive(Debug, Default)]
struct Spent {
    failed: usize,
    easy: usize,
}

pub(crate) fn run(source: &mut Source) {
    let limits = Limits {
        retries: source.below(5) as u32,
        deadline: Duration::from_secs(1 + source.below(120) as u64),
    };
    let jitter = [0.0, 1.0, 0.3, f64::NAN, -1.0, f64::INFINITY][source.below(6)];
    let calls: Vec<_> = (0..=source.below(4)).map(|_| planned(source)).collect();
    paused(play(&limits, jitter, calls));
}

fn planned(source: &mut Source) -> Planned {
    let patience = match source.once_in(4) {
        true => Duration::from_millis(source.below(20_000) as u64),
        false => Duration::MAX,
    };
    let method = METHODS[source.below(METHODS.len())];
    Planned { method, script: (0..6).map(|_| played(source)).collect(), patience }
}

async fn play(limits: &Limits, jitter: f64, calls: Vec<Planned>) {
    let (replaying, mut spent) = (Replaying::default(), Spent::default());
    let policy = RetryPolicy::new().retries(limits.retries);
    let shop = builder(&Scripted::always("{}")).retry_policy(policy).jitter(move || jitter);
    let shop = shop.timeout(limits.deadline).retry_budget(CAPACITY, COST);
    let shop = shop.transport(replaying.clone()).build().expect("a client");
    for planned in calls {
        let transport = Scripted::new(planned.script.iter().map(|played| played.answer.clone()));
        replaying.play(transport.clone());
        let started = Instant::now();
        let result = tokio::time::timeout(planned.patience, call(&shop, planned.method)).await;
        let most = limits.deadline.min(planned.patience) + Duration::from_millis(1);
        assert!(started.elapsed() <= most, "{planned:?}");
        assert!(transport.attempts() <= limits.retries as usize + 1, "{planned:?}");
        assert_eq!(transport.open(), 0, "{planned:?}");
        check_repeats(planned.method, &planned.script, &transport);
        if let Ok(result) = &result {
            check_result(result, transport.attempts(), &planned.script);
        }
        spent.add(result.as_ref().ok(), transport.attempts());
        assert!(spent.failed * COST as usize <= CAPACITY as usize + spent.easy, "{planned:?}");
    }
}

impl Spent {
    /// Counts a call, at least what it has certainly spent.
    fn add(&mut self, result: Option<&Result<Option<Item>, Error>>, attempts: usize) {
        match (result.map(|result| result.as_ref().map_err(Error::kind)), attempts) {
            // A reply that does not decode is a success of the service.
            (Some(Ok(_) | Err(ErrorKind::Decode)), 1) => self.easy += 1,
            (Some(Err(kind)), _) if kind != ErrorKind::Decode => self.failed += attempts - 1,
            // The last retry has succeeded, or may not have been over.
            _ => self.failed += attempts.saturating_sub(2),
        }
    }
}

async fn call(shop: &Shop, method: Method) -> Result<Option<Item>, Error> {
    let (items, id, new) = (shop.items(), ItemId::from("i"), NewItem::default());
    match method {
        Method::Retrieve => items.retrieve(&id).await.map(Some),
        Method::Create => items.create(&new).await.map(Some),
        Method::CreateWithKey => items.create(&new).idempotency_key("k").await.map(Some),
        Method::Define => items.define(&id, &new).await.map(Some),
        Method::Replace => items.replace(&id, &new).await.map(Some),
        Method::Remove => items.remove(&id).await.map(|()| None),
        Method::Upload => {
            let stream =
                futures_util::stream::iter([Ok::<_, std::io::Error>(bytes::Bytes::from("a"))]);
            items.upload(schematic_api::Body::stream(stream)).await.map(Some)
        }
    }
}

/// Every attempt but the last ended in a way that allows another, and the pause was as long as asked for.
fn check_repeats(method: Method, script: &[Played], transport: &Scripted) {
    for (played, pause) in script.iter().zip(transport.pauses()) {
        let not_carried_out = match &played.answer {
            Answer::Reply(reply) => matches!(reply.code(), 429 | 503),
            Answer::Fail(kind, _) => {
                matches!(kind, TransportErrorKind::Connect | TransportErrorKind::ConnectTimeout)
            }
            Answer::Hang => false,
        };
        assert_ne!(method, Method::Upload, "a stream is sent once: {played:?}");
        assert!(method != Method::Create || not_carried_out, "repeated after {played:?}");
        assert!(pause >= played.pause, "{pause:?} after {played:?}");
    }
}

fn check_result(result: &Result<Option<Item>, Error>, attempts: usize, script: &[Played]) {
    let last = &script[(attempts - 1).min(script.len() - 1)];
    match result {
        Ok(_) => {
            assert!(matches!(&last.answer, Answer::Reply(reply) if reply.code() < 300), "{last:?}")
        }
        Err(error) => {
            assert_eq!(error.attempts() as usize, attempts, "{error}");
            assert!(format!("{error} {error:?}").len() < 10_000);
        }
    }
}

fn played(source: &mut Source) -> Played {
    let seconds = Duration::from_millis([0, 1, 500, 5_000, 70_000][source.below(5)]);
    match source.below(8) {
        0 => Played { answer: Answer::Hang, pause: Duration::ZERO },
        1 | 2 => {
            Played { answer: Answer::Fail(KINDS[source.below(6)], seconds), pause: Duration::ZERO }
        }
        _ => replied(source, seconds),
    }
}

fn replied(source: &mut Source, delay: Duration) -> Played {
    let status = [200, 200, 201, 204, 302, 400, 401, 404, 408, 409, 429, 500, 502, 503, 504]
        [source.below(15)];
    let body = source.pick(&[r#"{"id":"i"}"#, "", "{", r#"{"error":{"message":"no"}}"#, "[]"]);
    let mut reply = Reply::json(status, body).after(delay);
    let mut pause = Duration::ZERO;
    if source.once_in(3) {
        let seconds = [0, 1, 7, 61, 86_400][source.below(5)];
        (reply, pause) =
            (reply.header("retry-after", &seconds.to_string()), Duration::from_secs(seconds));
    }
    if source.once_in(4) {
        let name = source.pick(&["retry-after", "retry-after-ms", "x-ratelimit-reset", "date"]);
        reply = reply.header(name, source.pick(ODD_TIMES));
        pause = Duration::ZERO;
    }
    if source.once_in(4) {
        reply = reply.header("x-should-retry", source.pick(&["true", "false", "perhaps"]));
    }
    let reply = match source.below(8) {
        0 => reply.broken(),
        1 => reply.open(),
        2 => reply.chunk_after(Duration::from_secs(30), " "),
        _ => reply,
    };
    // Only an answer that is tried again asks for a pause.
    Played { answer: reply.into(), pause: if status < 300 { Duration::ZERO } else { pause } }
}

impl std::fmt::Debug for Played {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.answer)
    }
}

/// A transport that plays another script for each call, so that several calls share one client.
#[derive(Clone, Default)]
struct Replaying(std::sync::Arc<std::sync::Mutex<Option<Scripted>>>);

impl Replaying {
    fn play(&self, script: Scripted) {
        *self.0.lock().expect("no panic while playing") = Some(script);
    }
}

impl schematic_api::transport::Transport for Replaying {
    fn send(
        &self,
        request: schematic_api::transport::TransportRequest,
    ) -> schematic_api::transport::BoxFuture<
        '_,
        Result<
            schematic_api::transport::TransportResponse,
            schematic_api::transport::TransportError,
        >,
    > {
        let script = self.0.lock().expect("no panic while playing").clone().expect("a script");
        Box::pin(async move { script.send(request).await })
    }
}
