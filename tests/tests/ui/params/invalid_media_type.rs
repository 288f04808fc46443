use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    a: PATCH /a (json User as "merge-patch") -> text;
    b: PATCH /b (text as "text/*") -> text;
    c: PATCH /c (bytes as "") -> text;
    d: PATCH /d (bytes as "image/png; a=\n") -> text;
    e: PATCH /e (bytes as image/png) -> text;
}

fn main() {}
