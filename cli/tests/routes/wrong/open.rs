fn main() {
    let text = "never closed;
}
