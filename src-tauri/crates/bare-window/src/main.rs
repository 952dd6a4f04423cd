//! A Tauri window of the app's size with a heading, a line and a box. The app should start as quickly.

use tauri::http::Response;
use tauri::test::{mock_context, noop_assets};
use tauri::{WebviewUrl, WebviewWindowBuilder};

const PAGE: &str = include_str!("page.html");

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .register_uri_scheme_protocol("bare", |_, _| {
            Response::builder()
                .header("content-type", "text/html")
                .body(PAGE.as_bytes())
                .expect("a response of constants")
        })
        .setup(|app| {
            let page = WebviewUrl::CustomProtocol("bare://localhost/".parse()?);
            WebviewWindowBuilder::new(app, "main", page).inner_size(1080.0, 720.0).center().build()?;
            Ok(())
        })
        .run(mock_context(noop_assets()))
}
