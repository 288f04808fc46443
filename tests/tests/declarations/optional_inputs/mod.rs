//! An optional input that is added to a line later breaks no caller.
//!
//! One API in several editions: as it was, and with an optional query parameter, header or body added to its lines. The
//! same callers, in `caller.rs`, are compiled and run against each edition.

mod as_it_was;
mod with_body;
mod with_header;
mod with_query;

use schematic_api::{Event, Object, Page};
use schematic_tests::scripted::{Reply, Scripted};

/// An order.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Order {
    /// Its id.
    pub id: String,
    /// How far it is.
    pub step: u32,
}

impl Order {
    /// Whether it is on its way.
    pub fn is_sent(&self) -> bool {
        self.step >= 3
    }

    /// Whether somebody has begun.
    pub fn is_begun(&self) -> bool {
        self.step >= 2
    }
}

/// An order to be.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct NewOrder {
    /// What is ordered.
    pub dish: String,
    /// Whether events are asked for.
    pub live: Option<bool>,
}

/// Some orders.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct OrderPage {
    /// The orders.
    pub orders: Vec<Order>,
    /// Where to go on.
    pub next: Option<String>,
}

impl Page for OrderPage {
    type Item = Order;

    fn into_items(self) -> Vec<Order> {
        self.orders
    }

    fn next_cursor(&self) -> Option<String> {
        self.next.clone()
    }
}

/// What happens to an order.
#[derive(Clone, Debug, PartialEq, Event)]
pub enum Progress {
    /// It is one step further.
    #[wire(rename = "order.step")]
    Step(Order),
    /// Something else.
    Unknown {
        /// Its name.
        event: String,
        /// Its data.
        data: String,
    },
}

/// What may be said beside an order.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
pub struct Remark {
    /// In words.
    pub text: String,
}

/// Declares an edition, with `query` added to lines without and with a query, `inputs` to lines without and with a body.
macro_rules! declare {
    (
        query [$($query:tt)*] [$($more_query:tt)*];
        inputs [$($inputs:tt)*] [$($more_inputs:tt)*];
    ) => {
        schematic_api::api! {
            /// A kitchen.
            pub client Kitchen at "https://kitchen.example.com/v1" {
                auth bearer env "KITCHEN_KEY";
            }

            /// How the kitchen is.
            status: GET /status $($query)* $($inputs)* -> text;

            /// Orders.
            group orders {
                /// JSON.
                retrieve: GET /orders/<id> $($query)* $($inputs)* -> Order;
                /// JSON, from JSON.
                create: PUT /orders $($query)* (json NewOrder $($more_inputs)*) -> Order;
                /// Text.
                label: GET /orders/<id>/label $($query)* $($inputs)* -> text;
                /// Bytes.
                picture: GET /orders/<id>/picture $($query)* $($inputs)* -> bytes;
                /// A stream.
                recording: GET /orders/<id>/recording $($query)* $($inputs)* -> stream;
                /// Nothing.
                remove: DELETE /orders/<id> $($query)* $($inputs)* -> empty;
                /// Events.
                watch: GET /orders/<id>/progress $($query)* $($inputs)* -> sse Progress;
                /// JSON or events.
                place: PUT /orders/placed $($query)* (json NewOrder $($more_inputs)*) -> Order | sse Progress when live;
                /// Pages.
                list: GET /orders?<after: String?> $($more_query)* $($inputs)* -> OrderPage paged by after;
                /// What settles.
                follow: GET /orders/<id>/state $($query)* $($inputs)* -> Order polled until Order::is_sent;
            }
        }
    };
}
use declare;

// ===== that the editions differ =====

/// What the last call sent: its query, the header and the body that an edition may have added.
fn extra(transport: &Scripted) -> (String, Option<String>, String) {
    let sent = transport.only();
    let header = sent.header("x-extra").map(str::to_owned);
    (sent.query().to_owned(), header, String::from_utf8_lossy(&sent.body).into_owned())
}

#[tokio::test]
async fn what_was_added_is_sent_when_a_caller_gives_it() {
    let order = || Scripted::new([Reply::json(200, r#"{"id":"o","step":1}"#)]);

    let transport = order();
    let kitchen = as_it_was::Kitchen::builder().credential("k").transport(transport.clone());
    kitchen.build().unwrap().orders().retrieve("o").await.unwrap();
    assert_eq!(extra(&transport), (String::new(), None, String::new()));

    let transport = order();
    let kitchen = with_query::Kitchen::builder().credential("k").transport(transport.clone());
    kitchen.build().unwrap().orders().retrieve("o").extra("salt").await.unwrap();
    assert_eq!(extra(&transport), ("extra=salt".to_owned(), None, String::new()));

    let transport = order();
    let kitchen = with_header::Kitchen::builder().credential("k").transport(transport.clone());
    kitchen.build().unwrap().orders().retrieve("o").x_extra("salt").await.unwrap();
    assert_eq!(extra(&transport), (String::new(), Some("salt".to_owned()), String::new()));

    let transport = order();
    let kitchen = with_body::Kitchen::builder().credential("k").transport(transport.clone());
    let remark = Remark { text: "salt".to_owned() };
    kitchen.build().unwrap().orders().retrieve("o").body(&remark).await.unwrap();
    assert_eq!(extra(&transport), (String::new(), None, r#"{"text":"salt"}"#.to_owned()));
}
