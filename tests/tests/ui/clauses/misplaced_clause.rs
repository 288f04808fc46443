use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> text base_url env "API_URL";

    group runs {
        paged by after;

        list: GET /runs -> text;
    }
}

fn main() {}
