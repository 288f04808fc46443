use schematic_functions::function;

#[function]
async fn echo(value: String) -> String
where
    String: Clone,
{
    value
}

fn main() {
    let _ = (echo("hi".into()), echo::function());
}
