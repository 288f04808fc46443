use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    group issues at /repos/<owner>/ {
        list: GET /issues -> text;
    }

    group all at / {
        list: GET /all -> text;
    }
}

fn main() {}
