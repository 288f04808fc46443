use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    create: POST /users (&self, json User) -> text;
    save: PUT /users (@Body user: User) -> text;
    rename: PATCH /users ({ name: String }) -> text;
    find: POST /users/find (query limit: u32) -> text;
    search: POST /users/search (params: Search) -> text;
    trace: POST /users/trace (headers: Headers) -> text;
    raw: POST /users/raw ("application/json" User) -> text;
    typed: POST /users/typed (application/json User) -> text;
    generic: POST /users/generic (json<User>) -> text;
    named: POST /users/named (json user: User) -> text;
    both: POST /users/both (json User; header "X-Trace": String) -> text;
}

fn main() {}
