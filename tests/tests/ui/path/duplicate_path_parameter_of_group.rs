use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    group issues at /repos/<owner>/<repo> {
        list: GET /issues -> text;
        read: GET /issues/<owner> -> text;
        find: GET /issues?<repo: String> -> text;
        files: GET /<owner..> -> text;
    }

    group twice at /repos/<owner>/<owner> {
        list: GET /issues -> text;
        read: GET /issues/<issue> -> text;
    }

    group tags at /<name..> {
        list: GET /tags/<tag> -> text;
        find: GET /tags/<tag..> -> text;
    }
}

fn main() {}
