use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /users?{limit} -> text;
    find: GET /users/find?:text -> text;
    page: GET /users/page?<?number: u32> -> text;
    newest: GET /users/newest?<limit?: u32> -> text;
    oldest: GET /users/oldest?<limit: u32, page: u32> -> text;
    both: GET /users/both?<limit: u32>,<page: u32> -> text;
    next: GET /users/next?<limit: u32><page: u32> -> text;
    last: GET /users/last?<limit: u32>, -> text;
    rest: GET /users/rest?<..query> -> text;
    sorted: GET /users/sorted?order={order} -> text;
    named: GET /users/named?name=:name -> text;
}

fn main() {}
