use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    group issues at "/repos/:owner/{repo}" {
        list: GET /issues -> text;
    }
}

fn main() {}
