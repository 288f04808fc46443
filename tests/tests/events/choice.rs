//! Who chooses between JSON and events: a parameter of the query, or the service.

use futures_util::stream;
use schematic_api::mock::{Events, JsonOrEvents, Mock};
use schematic_api::reply::{Either, End};
use schematic_api::{Call, Error, ErrorKind, ReplyKind, StatusCode, api};
use schematic_tests::fault::{FaultServer, Step};
use schematic_tests::replies::until_error;
use schematic_tests::scripted::{Reply, Scripted};

use crate::{Ask, Day, END, Problem, Update, ask, bytes, day, sent};

api! {
    /// Weather that can be taken up again.
    pub client Station at "https://station.example.com" {
        error Problem when ok = false;
    }

    /// A forecast, as it is or as it comes.
    resume: GET /forecasts/<id>?<starting_after: u32?> -> Day | sse Update when query live until "[END]" error "problem";
    /// The same, with a parameter that a caller may set as well.
    switch: GET /switched?<live: bool?> -> Day | sse Update when query live until "[END]";
    /// A message to the station, which answers as it likes.
    tell:   POST /messages (json Ask) -> Day | sse Update until "[END]" error "problem";
}

fn station(reply: Reply) -> (Station, Scripted) {
    let transport = Scripted::new([reply]);
    let client = Station::builder().transport(transport.clone()).jitter(|| 0.0).retries(0);
    (client.build().expect("a client"), transport)
}

const DAY: &str = r#"{"weather":"sun"}"#;

#[tokio::test]
async fn a_parameter_asks_for_events_and_a_stream_is_taken_up_again() {
    let (station, transport) = station(bytes(sent("sun") + END));
    let events = station.resume("f 1").starting_after(7).stream().await.unwrap();
    let (seen, error) = until_error(events).await;
    assert_eq!((seen, error.is_none()), (vec![Update::Day(day("sun"))], true));
    let only = transport.only();
    assert_eq!(only.target(), "/forecasts/f%201?starting_after=7&live=true");
    assert_eq!(only.header("accept"), Some("text/event-stream"));
    assert!(only.body.is_empty());
}

#[tokio::test]
async fn without_stream_the_parameter_is_not_sent() {
    let (station, transport) = station(Reply::json(200, DAY));
    assert_eq!(station.resume("a").await.unwrap(), day("sun"));
    assert_eq!(transport.only().target(), "/forecasts/a");
    assert_eq!(transport.only().header("accept"), Some("application/json"));
}

#[tokio::test]
async fn what_the_caller_set_for_the_parameter_gives_way() {
    let (station, transport) = station(bytes(END));
    let call = station.switch().live(false).query("x", &1);
    assert_eq!(until_error(call.stream().await.unwrap()).await.0, []);
    let query = transport.only().query().to_owned();
    assert_eq!(query.matches("live=").count(), 1, "{query}");
    assert!(query.contains("live=true"), "{query}");
}

#[tokio::test]
async fn the_service_chooses_by_its_content_type() {
    let (station, transport) = station(Reply::json(200, DAY));
    match station.tell(&ask()).await.unwrap() {
        Either::Json(day) => assert_eq!(day.weather, "sun"),
        Either::Events(events) => panic!("{events:?}"),
    }
    assert_eq!(transport.only().header("accept"), Some("application/json, text/event-stream"));
    let body = String::from_utf8(transport.only().body.to_vec()).unwrap();
    assert_eq!(body, r#"{"town":"Oslo"}"#);
}

#[tokio::test]
async fn events_of_the_service_are_as_any_other() {
    let (chosen, _) = station(bytes(sent("sun") + END));
    let Either::Events(mut events) = chosen.tell(&ask()).await.unwrap() else {
        panic!("they are events")
    };
    assert_eq!(events.try_next().await.unwrap(), Some(Update::Day(day("sun"))));
    assert_eq!(events.try_next().await.unwrap(), None);
    assert_eq!(events.end(), End::Complete);
    let failing = "event: problem\ndata: {\"error\":{\"message\":\"no wind\"}}\n\n";
    for (body, kind) in [(failing, ErrorKind::Api), ("", ErrorKind::Truncated)] {
        let (cut, _) = station(bytes(sent("sun") + body));
        let Either::Events(events) = cut.tell(&ask()).await.unwrap() else {
            panic!("they are events")
        };
        assert_eq!(until_error(events).await.1.map(|error| error.kind()), Some(kind));
    }
}

#[tokio::test]
async fn whatever_is_not_an_event_stream_is_read_as_json() {
    for content_type in ["application/json", "text/plain", "text/event-streams", ""] {
        let reply = Reply::status(200).header("content-type", content_type).chunk(DAY);
        let reply = station(reply).0.tell(&ask()).await.unwrap();
        assert!(matches!(reply, Either::Json(_)), "{content_type}");
    }
    let (empty, _) = station(Reply::status(202));
    let error = empty.tell(&ask()).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Decode, Some(StatusCode::ACCEPTED)));
    let (cut, _) = station(Reply::json(200, "{").broken());
    assert_eq!(cut.tell(&ask()).await.unwrap_err().kind(), ErrorKind::Truncated);
    let (refused, _) = station(Reply::json(200, r#"{"ok":false,"message":"no"}"#));
    let error = refused.tell(&ask()).await.unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::Api, Some("no")));
}

/// A stream of the service is no reason to hold the client or the call.
#[tokio::test]
async fn replies_can_be_stored_and_spawned() -> Result<(), Error> {
    let (chosen, _) = station(bytes(sent("sun") + END));
    let call: Call<Either<Day, Update>> = chosen.tell(&ask()).header("x-a", 1).into();
    drop(chosen);
    let seen = tokio::spawn(async {
        match call.await? {
            Either::Json(_) => Ok::<_, Error>(Vec::new()),
            Either::Events(events) => Ok(until_error(events).await.0),
        }
    });
    assert_eq!(seen.await.expect("it does not panic")?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn the_mock_answers_as_it_is_asked_or_as_it_likes() {
    let mock = Mock::<Station>::new()
        .on(|request: StationResumeRequest| async move {
            let from = request.starting_after.unwrap_or_default();
            Ok(match request.wants_events {
                true => JsonOrEvents::Events(Events::new((from..3).map(Update::Done).take(1))),
                false => day(&request.id).into(),
            })
        })
        .on(|request: StationTellRequest| async move {
            Ok(match request.body.live {
                Some(true) => JsonOrEvents::Events(Events::stream(stream::iter([
                    Ok(Update::Day(day("wind"))),
                    Ok(Update::Done(1)),
                ]))),
                _ => JsonOrEvents::Json(day(&request.body.town)),
            })
        });
    let server = mock.listen().await.unwrap();
    for station in [mock.client(), server.client().unwrap()] {
        assert_eq!(station.resume("fog").await.unwrap(), day("fog"));
        let events = station.resume("fog").starting_after(2).stream().await.unwrap();
        assert_eq!(until_error(events).await.0, [Update::Done(2)]);
        let Either::Json(answer) = station.tell(&ask()).await.unwrap() else { panic!("JSON") };
        assert_eq!(answer, day("Oslo"));
        let live = ask().live(true);
        let Either::Events(events) = station.tell(&live).await.unwrap() else { panic!("events") };
        assert_eq!(until_error(events).await.0, [Update::Day(day("wind")), Update::Done(1)]);
    }
}

#[tokio::test]
async fn both_come_over_a_socket() {
    let events = sent("sun") + END;
    let server = FaultServer::start([
        [Step::Read, Step::json(200, DAY)],
        [Step::Read, Step::reply(200, "content-type: text/event-stream\r\n", &events)],
    ])
    .await;
    let station = Station::builder().base_url(server.url()).build().unwrap();
    assert!(matches!(station.tell(&ask()).await.unwrap(), Either::Json(_)));
    let Either::Events(events) = station.tell(&ask()).await.unwrap() else { panic!("events") };
    assert_eq!(until_error(events).await.0, [Update::Day(day("sun"))]);
}

#[test]
fn the_table_says_who_chooses() {
    let spec = |id| {
        let row = Station::ENDPOINTS.get(id).unwrap();
        assert_eq!(row.reply(), ReplyKind::JsonOrEvents);
        row.events().unwrap()
    };
    assert_eq!((spec("resume").when(), spec("resume").when_query()), (None, Some("live")));
    assert_eq!((spec("tell").when(), spec("tell").when_query()), (None, None));
    assert_eq!(spec("tell").until(), Some("[END]"));
}
