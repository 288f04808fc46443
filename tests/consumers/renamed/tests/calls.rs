//! What was declared under other names works.

use consumer_renamed::dependency::{Painter, Painting, Part, Style};
use consumer_renamed::facade::{ItemId, Shop, Status};
use consumer_renamed::function::{echo, gen, no_prelude, paint};
use llm_tools::FunctionSet;

#[test]
fn methods_and_setters_have_the_names_that_the_lines_give_them() {
    let painter = Painter::builder().build().expect("no key is needed");
    let call = painter.paint(7, &Painting::new(7)).gen2(8).generation(9);
    assert!(format!("{call:?}").contains("POST /gen/{gen}"), "{call:?}");
    let call = painter.gen().gen().gen(1).style(Style::Oil);
    assert!(format!("{call:?}").contains("GET /gens"), "{call:?}");
}

#[test]
fn a_macro_of_another_crate_declares_a_client() {
    let shop = Shop::builder().build().expect("no key is needed");
    let call = shop.items().gen(7, "new").status(Status::Up).gen_header(1);
    assert!(format!("{call:?}").contains("POST /items"), "{call:?}");
    let call = shop.items().read(&ItemId::from("item_1"));
    assert!(format!("{call:?}").contains("GET /items/{gen}"), "{call:?}");
    let call = shop.boxes().gen("box_1");
    assert!(format!("{call:?}").contains("GET /boxes/{gen}"), "{call:?}");
}

#[test]
fn a_field_is_known_by_its_name_of_this_edition() {
    let painting: Painting = http_apis_json::from_str(r#"{"gen":7,"size":2}"#).expect("a painting");
    assert_eq!(painting.gen, 7);
    let part: Part = http_apis_json::from_str(r#"{"gen":7,"type":"painting"}"#).expect("a part");
    assert!(matches!(part, Part::Painting(Painting { gen: 7, .. })), "{part:?}");
}

#[tokio::test]
async fn functions_take_arguments_with_names_of_this_edition() {
    let functions =
        [paint::function(), gen::function(), echo::function(), no_prelude::join::function()];
    let functions = functions.map(|function| function.expect("well named"));
    let functions = FunctionSet::new(functions).expect("different names");
    let calls = [
        ("paint", r#"{"prompt":"a cat","gen":2}"#),
        ("gen", r#"{"gen":2,"try":3}"#),
        ("echo", r#"{"gen":"hi"}"#),
        ("join", r#"{"left":"a "}"#),
    ];
    let answers = functions.answer(&calls).await.expect("each is answered");
    assert_eq!(answers, ["a cat 2", "6", "hi", "a nothing"]);
}
