mod quoted {
    schematic_api::api! {
        client Api "https://api.example.com";
    }
}

mod assigned {
    schematic_api::api! {
        client Api = "https://api.example.com";
    }
}

mod colon {
    schematic_api::api! {
        client Api at: "https://api.example.com";
    }
}

mod variable {
    schematic_api::api! {
        client Api at env "API_URL";
    }
}

mod comma {
    schematic_api::api! {
        client Api at "https://api.example.com", {
            auth bearer;
        },

        list: GET /users -> text;
    }
}

fn main() {}
