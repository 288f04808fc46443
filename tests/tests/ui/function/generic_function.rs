use schematic_functions::function;

#[function]
async fn echo<T>(value: T) -> T {
    value
}

#[function]
async fn first<'a, const N: usize>(values: [u8; N]) -> usize {
    values.len()
}

fn main() {
    let _ = (echo(1), echo::function(), first([1]));
}
