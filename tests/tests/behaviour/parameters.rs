//! Parameters of types that are declared elsewhere: what they implement says how they are sent.
#![allow(unreachable_pub)] // declared as a user declares it

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZero;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use httpdate::HttpDate;
use schematic_api::{Call, Error, ErrorKind, PathValue, StringEnum, api, reply::Text};
use schematic_tests::scripted::{Reply, Scripted};
use serde::Serialize;
use url::Url;
use uuid::Uuid;

/// Serde and `Display` disagree, as with the dates of some crates.
#[derive(Clone, Debug, Serialize)]
pub struct Day(String);

impl Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the day {}", self.0)
    }
}

/// It says itself what it is in a path.
#[derive(Clone, Debug, Serialize)]
pub struct Sha(u64);

impl PathValue for Sha {
    fn path_value(&self) -> Cow<'_, str> {
        format!("{:x}", self.0).into()
    }
}

#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Odd {
    Number(f64),
    Flag(bool),
    Nothing(()),
    List(Vec<u8>),
    Object { a: u8 },
}

#[derive(StringEnum, Clone, Debug)]
pub enum Level {
    Low,
    Unknown(String),
}

type Port = NonZero<u16>;

api! {
    pub client Foreign at "https://foreign.example.com";

    pub id JobId;

    list:  GET /list/x?<ids: Vec<Uuid>>&<more[]: Vec<Uuid>?>&<ports: Vec<Port>?> -> text;
    uuid:  GET /uuid/<id: Uuid>?<from: Uuid>&<to: Uuid?> (header "X-Id": Uuid, header "X-Other": Uuid?) -> text;
    url:   GET /url/<id: Url>?<from: Url>&<to: Url?> (header "X-Id": Url) -> text;
    date:  GET /date/<id: HttpDate>?<from: HttpDate>&<to: HttpDate?> (header "X-Id": HttpDate) -> text;
    ip:    GET /ip/<id: IpAddr>:<port: Port>?<from: Ipv6Addr>&<to: IpAddr?> (header "X-Id": IpAddr) -> text;
    day:   GET /day/<id: Day>?<from: Day>&<to: Day?> -> text;
    sha:   GET /sha/<id: Sha>?<from: Sha>&<to: Sha?> -> text;
    ours:  GET /ours/<id: JobId>/<level: Level>?<from: JobId>&<to: Level?> -> text;
    odd:   GET /odd/<id: Odd> -> text;
    text:  GET /text/<id: Arc<str>>/<b: Box<str>>?<from: Arc<str>> -> text;
}

/// Returns what follows the first segment in the target of a call, and its header `x-id`.
async fn sent(call: impl FnOnce(Foreign) -> Call<Text>) -> Result<(String, Option<String>), Error> {
    let transport = Scripted::new([Reply::json(200, "ok")]);
    let client = Foreign::builder().transport(transport.clone()).build().unwrap();
    call(client).await?;
    let sent = transport.only();
    let (_, target) = sent.target()[1..].split_once('/').unwrap();
    Ok((target.to_owned(), sent.header("x-id").map(str::to_owned)))
}

#[tokio::test]
async fn a_type_that_can_only_be_displayed_is_sent_as_it_is_displayed() {
    let id = Uuid::from_u128(0x67e5_5044_10b1_426f_9247_bb68_0e5f_e0c8);
    let shown = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    let call = |api: Foreign| api.uuid(&id, &id, &id).to(id).x_other(id).into();
    let (target, header) = sent(call).await.unwrap();
    assert_eq!(target, format!("{shown}?from={shown}&to={shown}"));
    assert_eq!(header.unwrap(), shown);

    let url = Url::parse("https://a.example/b c?d=%20#e").unwrap();
    let call = |api: Foreign| api.url(&url, &url, &url).to(url.clone()).into();
    let (target, header) = sent(call).await.unwrap();
    let query = "https%3A%2F%2Fa.example%2Fb%2520c%3Fd%3D%2520%23e";
    let path = "https:%2F%2Fa.example%2Fb%2520c%3Fd=%2520%23e";
    assert_eq!(target, format!("{path}?from={query}&to={query}"));
    assert_eq!(header.unwrap(), url.as_str());

    let date = HttpDate::from(SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777));
    let call = |api: Foreign| api.date(&date, &date, &date).to(date).into();
    let (target, header) = sent(call).await.unwrap();
    let query = "Sun%2C%2006%20Nov%201994%2008%3A49%3A37%20GMT";
    let path = "Sun,%2006%20Nov%201994%2008:49:37%20GMT";
    assert_eq!(target, format!("{path}?from={query}&to={query}"));
    assert_eq!(header.unwrap(), "Sun, 06 Nov 1994 08:49:37 GMT");
}

#[tokio::test]
async fn lists_of_what_can_be_displayed_repeat_their_name() {
    let [a, b] = [Uuid::from_u128(1), Uuid::from_u128(2)];
    let ports = [NonZero::<u16>::new(80).unwrap(), NonZero::new(443).unwrap()];
    let call = |api: Foreign| api.list(&[a, b]).more([b]).ports(ports).into();
    let expected = format!("x?ids={a}&ids={b}&more%5B%5D={b}&ports=80&ports=443");
    assert_eq!(sent(call).await.unwrap().0, expected);
    let call = |api: Foreign| api.list(&[]).more(Vec::new()).into();
    assert_eq!(sent(call).await.unwrap().0, "x");
}

#[tokio::test]
async fn types_of_the_standard_library_are_parameters() {
    let (v4, v6): (IpAddr, Ipv6Addr) =
        ("10.0.0.7".parse().unwrap(), "2001:db8::1".parse().unwrap());
    let port = NonZero::new(8080).unwrap();
    let call = |api: Foreign| api.ip(&v4, &port, &v6, &v4).to(v6).into();
    let (target, header) = sent(call).await.unwrap();
    assert_eq!(target, "10.0.0.7:8080?from=2001%3Adb8%3A%3A1&to=2001%3Adb8%3A%3A1");
    assert_eq!(header.unwrap(), "10.0.0.7");
    let call = |api: Foreign| api.text(&"a/b".into(), &"c".into(), &"d".into()).into();
    assert_eq!(sent(call).await.unwrap().0, "a%2Fb/c?from=d");
}

#[tokio::test]
async fn what_serde_writes_comes_before_what_is_displayed() {
    let day = Day("2026-11-26".to_owned());
    let call = |api: Foreign| api.day(&day, &day).to(day.clone()).into();
    assert_eq!(sent(call).await.unwrap().0, "2026-11-26?from=2026-11-26&to=2026-11-26");
}

#[tokio::test]
async fn what_a_type_says_itself_comes_first() {
    let call = |api: Foreign| api.sha(&Sha(255), &Sha(255)).to(Sha(1)).into();
    assert_eq!(sent(call).await.unwrap().0, "ff?from=255&to=1");
    let call = |api: Foreign| api.ours(&"a b".into(), &Level::Low, &"c".into()).to("high").into();
    assert_eq!(sent(call).await.unwrap().0, "a%20b/low?from=c&to=high");
}

#[tokio::test]
async fn what_serde_does_not_write_as_one_value_is_no_path_parameter() {
    for (value, segment) in
        [(Odd::Number(1.5), "1.5"), (Odd::Number(2.0), "2"), (Odd::Flag(true), "true")]
    {
        assert_eq!(sent(|api| api.odd(&value).into()).await.unwrap().0, format!("{segment}"));
    }
    for value in [Odd::Number(f64::NAN), Odd::Nothing(()), Odd::List(vec![1]), Odd::Object { a: 1 }]
    {
        let error = sent(|api| api.odd(&value).into()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{value:?}");
        let expected = "the path parameter `id` is neither text nor a number nor a `bool`";
        assert!(error.to_string().contains(expected), "{error}");
    }
}

/// A value that is displayed is checked like any other.
#[tokio::test]
async fn a_displayed_value_cannot_lead_to_another_path() {
    #[derive(Clone, Copy)]
    pub struct Raw(&'static str);

    impl Display for Raw {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    api! {
        client Unsafe at "https://unsafe.example.com";

        read: GET /x/<id: Raw> -> text;
    }

    let transport = Scripted::new([Reply::json(200, "ok")]);
    let client = Unsafe::builder().transport(transport.clone()).build().unwrap();
    for value in ["", ".", "..", "a/../b", "%2e%2e", "a\nb"] {
        assert_eq!(
            client.read(&Raw(value)).await.unwrap_err().kind(),
            ErrorKind::Input,
            "{value:?}"
        );
    }
    assert_eq!(transport.attempts(), 0);
    client.read(&Raw("a/b?c#d")).await.unwrap();
    assert_eq!(transport.only().target(), "/x/a%2Fb%3Fc%23d");
}
