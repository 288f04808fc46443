//! The emulator on a local port, for programs in any language: `cargo run --example emulator -- 4000`.

use schematic_openai::emulator::Emulator;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let port = std::env::args().nth(1).unwrap_or_else(|| "4000".to_owned());
    let server = Emulator::new().listen_on(port.parse()?).await?;
    println!("export OPENAI_BASE_URL={} OPENAI_API_KEY=any", server.base_url());
    server.serve().await?;
    Ok(())
}
