use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    patch: PATCH /users (json User? as "application/merge-patch+json") -> text;
    draw: PUT /images (bytes? as "image/png") -> text;
}

fn main() {}
