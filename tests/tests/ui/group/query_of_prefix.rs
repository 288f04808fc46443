use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    group issues at /repos/<owner>?<state: String?> {
        list: GET /issues -> text;
    }
}

fn main() {
    let api = Api::builder().build().unwrap();
    let _call = api.issues().list("octocat");
}
