//! Ids that are not text.

use schematic_api::mock::Mock;
use schematic_api::{ErrorKind, Object, api};
use schematic_tests::scripted::Scripted;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::net::Ipv4Addr;
use std::str::FromStr;

/// A type with nothing but what an id needs.
#[derive(Serialize, Deserialize)]
pub(crate) struct Bare(String);

impl fmt::Display for Bare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Bare {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

api! {
    /// Users.
    pub client Users at "https://users.example.com";

    /// The number of a user.
    pub id UserId: u64;
    pub id Key: Ipv4Addr, Name, Text: String;
    pub(crate) id BareId: Bare;

    read: GET /users/<id: UserId>?<near: UserId?>&<all: Vec<UserId> by ","?> (header "X-Key": Key?) -> User;
    bare: GET /bare/<id: BareId> -> text;
    text: GET /text/<id: Text> -> text;
}

/// A user.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct User {
    /// The number.
    pub id: UserId,
    /// The key.
    pub key: Option<Key>,
}

#[tokio::test]
async fn a_number_is_sent_and_received_as_one() {
    let transport = Scripted::always(r#"{"id":7}"#);
    let users = Users::builder().transport(transport.clone()).build().unwrap();
    let key = Key::from(Ipv4Addr::LOCALHOST);
    let user = users.read(&7.into()).near(UserId::from(8)).all([UserId::from(1), 2.into()]);
    assert_eq!(user.x_key(key).await.unwrap().id, 7);
    let sent = transport.only();
    assert_eq!(sent.target(), "/users/7?near=8&all=1,2");
    assert_eq!(sent.header("x-key"), Some("127.0.0.1"));
}

#[tokio::test]
async fn text_in_place_of_a_number_is_an_error() {
    let users = Users::builder().transport(Scripted::always(r#"{"id":"x"}"#)).build().unwrap();
    assert_eq!(users.read(&7.into()).await.unwrap_err().kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn the_mock_reads_numbers() {
    let mock = Mock::<Users>::new()
        .on(|request: UsersReadRequest| async move {
            assert_eq!(request.near, Some(UserId::from(8)));
            assert_eq!(request.all, Some(vec![1.into(), 2.into()]));
            Ok(User { id: request.id, key: request.x_key })
        })
        .on(|request: UsersBareRequest| async move { Ok(request.id.to_string()) });
    let users = mock.client();
    let key = Key::from(Ipv4Addr::LOCALHOST);
    let user =
        users.read(&7.into()).near(UserId::from(8)).all([UserId::from(1), 2.into()]).x_key(key);
    assert_eq!(user.await.unwrap(), User { id: 7.into(), key: Some(key) });
    assert_eq!(users.bare(&Bare("a b".to_owned()).into()).await.unwrap(), "a b");
}

#[test]
fn an_id_has_the_traits_of_its_type() {
    let id = UserId::from(7);
    let copy = id;
    assert_eq!((id, id.get()), (copy, &7));
    assert_eq!(id, 7);
    assert!(id < UserId::from(8) && UserId::default() == 0);
    assert_eq!(format!("{id} {id:?} {id:>3}"), "7 UserId(7)   7");
    assert_eq!("7".parse(), Ok(id));
    assert!("x".parse::<UserId>().is_err());
    assert_eq!(u64::from(id), 7);
    assert_eq!(BTreeSet::from([id, copy]).len(), 1);
    let hash = |hashed: &dyn Fn(&mut DefaultHasher)| {
        let mut hasher = DefaultHasher::new();
        hashed(&mut hasher);
        hasher.finish()
    };
    assert_eq!(hash(&|hasher| id.hash(hasher)), hash(&|hasher| 7_u64.hash(hasher)));
    assert_eq!(serde_json::to_string(&id).unwrap(), "7");
    assert_eq!(serde_json::from_str::<UserId>("7").unwrap(), id);
    assert_eq!(BareId::from(Bare("x".to_owned())).to_string(), "x");
    assert_eq!((Name::from("n").as_str(), Text::from("t").as_str()), ("n", "t"));
}
