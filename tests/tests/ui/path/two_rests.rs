use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /files/<path..>/content -> bytes;
    copy: PUT /files/<from..>/copies/<to..> -> empty;
    cut: DELETE /<first..>/<second>/<third..>/<fourth..>:cut -> empty;
}

fn main() {}
