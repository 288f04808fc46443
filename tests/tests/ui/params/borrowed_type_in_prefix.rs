use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    group issues at /repos/<owner: &str>/<repo: Option<String>> {
        list: GET /issues -> text;
        read: GET /issues/<issue: u64> -> text;
    }
}

fn main() {
    let api = Api::builder().build().unwrap();
    let _call = api.issues().read("octocat", "hello", 7);
}
