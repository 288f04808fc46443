use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: /// All users.
        GET /users -> text;
    find: GET /users/find?/// At most.
        <limit: u32?> -> text;
    save: PUT /users (/// The user.
        json String) -> text;
    read: GET /users/<id> #[deprecated] -> text;
    drop: DELETE /users/<id> -> empty /// Gone.
        ;
}

fn main() {}
