//! Lists and their cursors.

use futures_util::TryStreamExt;
use schematic_openai::emulator::Emulator;
use schematic_openai::{AssistantId, CreateAssistant, CreateMessage, ModelId, Order, ThreadId};
use schematic_tests::watched;

use crate::{Desk, refusal};

#[tokio::test]
async fn all_pages_of_a_list_hold_all_items_once() {
    let openai = watched::client(&Emulator::new());
    let mut made = Vec::new();
    for _ in 0..45 {
        made.push(openai.assistants().create(&CreateAssistant::new("gpt-4o")).await.unwrap().id);
    }
    let page = openai.assistants().list().await.unwrap();
    assert_eq!((page.data.len(), page.has_more), (20, Some(true)));
    assert_eq!(page.first_id.as_deref(), Some(made[44].as_str()));
    assert_eq!(page.last_id.as_deref(), Some(made[25].as_str()));
    let listed = async |order, limit| {
        let items = openai.assistants().list().order(order).limit(limit).items();
        items.map_ok(|assistant| assistant.id).try_collect::<Vec<AssistantId>>().await.unwrap()
    };
    assert_eq!(listed(Order::Asc, 7).await, made);
    made.reverse();
    assert_eq!(listed(Order::Desc, 100).await, made);
}

#[tokio::test]
async fn an_empty_list_has_no_cursors() {
    let page = watched::client(&Emulator::new()).assistants().list().await.unwrap();
    assert_eq!(
        (page.data.len(), page.first_id, page.last_id, page.has_more),
        (0, None, None, Some(false))
    );
}

#[tokio::test]
async fn messages_are_listed_by_run() {
    let desk = Desk::new(Emulator::new().script(["One.", "Two."])).await;
    let first = desk.settle(&desk.run().await).await;
    desk.settle(&desk.run().await).await;
    let of_first =
        desk.openai.messages().list(&desk.thread.id).run_id(&first.id).await.unwrap().data;
    assert_eq!(of_first.iter().map(|message| message.text()).collect::<Vec<_>>(), ["One."]);
    assert_eq!(desk.openai.messages().list(&desk.thread.id).await.unwrap().data.len(), 3);
    let runs = desk.openai.runs().list(&desk.thread.id).order(Order::Asc).await.unwrap().data;
    assert_eq!((runs.len(), &runs[0].id), (2, &first.id));
}

#[tokio::test]
async fn going_back_gives_the_page_before() {
    let desk = Desk::new(Emulator::new()).await;
    let mut ids =
        vec![desk.openai.messages().list(&desk.thread.id).await.unwrap().data.remove(0).id];
    for number in 0..4 {
        let message = CreateMessage::user(format!("{number}"));
        ids.push(desk.openai.messages().create(&desk.thread.id, &message).await.unwrap().id);
    }
    let list = || desk.openai.messages().list(&desk.thread.id).order(Order::Asc).limit(2);
    let before = list().before(&ids[4]).await.unwrap();
    assert_eq!(before.data.into_iter().map(|message| message.id).collect::<Vec<_>>(), ids[2..4]);
    assert_eq!(before.has_more, Some(true));
}

#[tokio::test]
async fn models_are_listed_all_at_once() {
    let openai = watched::client(&Emulator::new());
    let models = openai.models().list().await.unwrap();
    assert!(models.data.iter().any(|model| model.id == "gpt-4o"));
    let model = openai.models().retrieve(&ModelId::from("gpt-4o")).await.unwrap();
    assert_eq!(model, *models.data.iter().find(|model| model.id == "gpt-4o").unwrap());
}

#[tokio::test]
async fn a_list_of_nothing_is_refused() {
    let nothing = ThreadId::from("thread_none");
    let result = watched::client(&Emulator::new()).messages().list(&nothing).await;
    assert_eq!(refusal(result).1, "No thread found with id 'thread_none'.");
}
