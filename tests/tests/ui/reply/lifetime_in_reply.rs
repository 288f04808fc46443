use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /users/<id> -> User<'a>;
    find: GET /users/find -> User<'_>;
    list: GET /users -> &User;
    all: GET /users/all -> json [User];
}

fn main() {}
