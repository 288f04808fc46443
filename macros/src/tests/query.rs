//! The query: parameters, structs and constants.

use super::{client, endpoint, text};
use crate::model::{HeaderValue, Member, Method, Need, Query};

#[test]
fn a_query_in_all_its_forms() {
    let query = endpoint(
        "find: GET /search?<limit: u32>&<include[]: Vec<Include>?>&<filter[created_at][gte]: i64?>&<maxResults: u32?>
             &<query as text: String?>&<\"odd name\": bool?>&<$top: u8?>&<page.size: u8?>&<q>&beta=true&v=\"2 & 3\"&<crate::More> -> Thing;",
    )
    .query;
    let parts = query.iter().map(part).collect::<Vec<_>>();
    assert_eq!(
        parts,
        [
            "limit limit Required",
            "include include[] Optional",
            "filter_created_at_gte filter[created_at][gte] Optional",
            "max_results maxResults Optional",
            "text query Optional",
            "odd_name odd name Optional",
            "top $top Optional",
            "page_size page.size Optional",
            "q q Required",
            "beta=true",
            "v=2 & 3",
            "query crate :: More",
        ]
    );
}

fn part(query: &Query) -> String {
    match query {
        Query::Param(param) => format!("{} {} {:?}", param.name, param.wire, param.need),
        Query::Struct(part) => format!("{} {}", part.name, text(&part.ty)),
        Query::Literal(literal) => format!("{}={}", literal.name, literal.value),
    }
}

#[test]
fn a_query_struct_starts_in_upper_case_or_with_a_path() {
    let first =
        |query: &str| part(&endpoint(&format!("find: GET /search?{query} -> Thing;")).query[0]);
    assert_eq!(first("<ListQuery>"), "query ListQuery");
    assert_eq!(first("<ListQuery?>"), "with_query ListQuery");
    assert_eq!(first("<models::ListQuery>"), "query models :: ListQuery");
    assert_eq!(first("<Vec<Pair>>"), "query Vec < Pair >");
    assert_eq!(first("<Limit: u32>"), "limit Limit Required");
}

#[test]
fn constants_of_the_query() {
    let client = client(
        "client Api { query \"a\": \"1\"; query \"b c\": env \"B\"?; }
         group items {
             query \"v\": \"group\"; query \"w\": \"group\"; query \"x\": \"group\";
             list: GET /items?v=line -> Item query \"w\": \"line\";
         }",
    );
    let names = client.query.iter().map(|constant| constant.name.value()).collect::<Vec<_>>();
    assert_eq!(names, ["a", "b c"]);
    assert!(matches!(&client.query[1].value, HeaderValue::Env(env) if env.need == Need::Optional));
    let [Member::Group(items)] = &client.members[..] else { panic!("no group") };
    let [Method::Endpoint(list)] = &items.methods[..] else { panic!("no endpoint") };
    let parts = list.query.iter().map(part).collect::<Vec<_>>();
    assert_eq!(parts, ["x=group", "v=line", "w=line"]);
}
