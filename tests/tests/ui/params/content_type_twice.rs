use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    a: PATCH /a (json User as "application/merge-patch+json") -> text header "Content-Type": "application/json";
    b: PATCH /b (text as "text/csv", header "content-type": String) -> text;
    c: PATCH /c (User via Xml) -> text { header "Content-Type": "text/xml"; }
}

fn main() {}
