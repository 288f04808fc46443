use schematic_functions::function;

#[function]
async unsafe fn read(address: usize) -> usize {
    address
}

fn main() {
    let _ = read::function();
}
