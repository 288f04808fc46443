//! Lists in pages, over a socket: the mock says where the next page is as the declaration has it.

use futures_util::TryStreamExt;
use schematic_api::mock::{Mock, PageReply};
use schematic_api::{ErrorKind, Object, api};
use schematic_tests::replies::body_of;

api! {
    pub client Forge at "https://forge.example.com/v1";

    tags: GET /tags?<page: u32?> -> Vec<u32> paged by link back by link;
    runs: GET /runs?<after?> -> Vec<u32> paged by after from header "X-Next";
    jobs: GET /jobs?<page: u32?> -> Vec<u32> paged by number page from 1;
    find: POST /find (json Find) -> Vec<u32> paged by start in body from header "X-Next";
}

/// What is to be found.
#[derive(Clone, Debug, Object)]
pub struct Find {
    pub text: String,
    pub start: Option<String>,
}

fn mock() -> Mock<Forge> {
    Mock::new()
        .on(|request: ForgeTagsRequest| async move {
            let page = request.page.unwrap_or(2);
            let reply = PageReply::new(vec![page]);
            let reply =
                if page < 3 { reply.next(format!("/v1/tags?page={}", page + 1)) } else { reply };
            Ok(if page > 1 { reply.previous(format!("?page={}", page - 1)) } else { reply })
        })
        .on(|request: ForgeRunsRequest| async move {
            Ok(match request.after.as_deref() {
                None => PageReply::new(vec![1]).next("a b"),
                Some("a b") => vec![2].into(),
                Some(_) => PageReply::new(vec![3]).previous("there is no way back"),
            })
        })
        .on(|request: ForgeJobsRequest| async move {
            let page = request.page.unwrap_or(1);
            Ok(if page < 3 { vec![page] } else { vec![] })
        })
        .on(|request: ForgeFindRequest| async move {
            Ok(match request.body.start {
                None => PageReply::new(vec![1]).next("a"),
                Some(start) => vec![start.len() as u32 + 1].into(),
            })
        })
}

#[tokio::test]
async fn each_kind_of_page_is_found_by_the_client() {
    let server = mock().listen().await.unwrap();
    let forge = Forge::builder().base_url(server.base_url()).build().unwrap();
    assert_eq!(forge.tags().items().try_collect::<Vec<_>>().await.unwrap(), [2, 3]);
    assert_eq!(forge.tags().items_back().try_collect::<Vec<_>>().await.unwrap(), [2, 1]);
    assert_eq!(forge.runs().items().try_collect::<Vec<_>>().await.unwrap(), [1, 2]);
    assert_eq!(forge.jobs().items().try_collect::<Vec<_>>().await.unwrap(), [1, 2]);
    let find = forge.find(&Find::new("x"));
    assert_eq!(find.items().try_collect::<Vec<_>>().await.unwrap(), [1, 2]);
}

#[tokio::test]
async fn a_way_that_is_not_declared_or_cannot_be_sent_is_an_error_of_the_mock() {
    let forge = mock().client();
    let error = forge.runs().after("x").retries(0).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert!(body_of(&error).contains("`prev`"), "{error:?}");
    let mock = Mock::<Forge>::new()
        .on(|_: ForgeTagsRequest| async { Ok(PageReply::new(vec![1]).next("\n")) });
    let error = mock.client().tags().retries(0).await.unwrap_err();
    assert!(body_of(&error).contains("cannot be sent"), "{error:?}");
}
