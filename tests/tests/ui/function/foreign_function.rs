use schematic_functions::function;

#[function]
async extern "C" fn read(address: usize) -> usize {
    address
}

fn main() {
    let _ = read::function();
}
