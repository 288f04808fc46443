use schematic_functions::function;

#[function]
async fn sum(count: usize, rest: ...) -> usize {
    count
}

#[function]
async fn most(_: ...) -> usize {
    1
}

fn main() {
    let _ = (sum(1), sum::function(), most());
}
