use schematic_api::api;

api! {
    crate = ;

    pub client Api at "https://api.example.com";

    read: GET /notes/<id> -> text;
}

mod half_typed {
    schematic_api::api! {
        crate = schematic_api::

        pub client Api at "https://api.example.com";

        read: GET /notes/<id> -> text;
    }
}

fn main() {
    let _ = (Api::builder, half_typed::Api::builder);
}
