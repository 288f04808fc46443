use schematic_functions::function;

#[function]
async fn echo(value: impl Into<String>, others: Vec<impl Into<String>>) -> String {
    let _ = others;
    value.into()
}

fn main() {}
