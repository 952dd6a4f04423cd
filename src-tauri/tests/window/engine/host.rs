//! The app without a window: its real commands, core, record, keychain and demo service on Tauri's mock
//! runtime, for a page in another browser. That browser requests over HTTP what WebView2 requests from the
//! embedding program: the page's files from `http://tauri.localhost`, with Tauri's content policy, and
//! commands from `http://ipc.localhost`, subject to Tauri's permissions and invoke key.
//!
//! It is the test binary itself, started again to run one ignored test.

use std::convert::Infallible;
use std::error::Error;
use std::io::Read;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, ORIGIN};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use qcc_desk::System;
use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody, InvokeResponse, InvokeResponseBody};
use tauri::test::{MockRuntime, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{AppHandle, EventId, Listener, Manager, RunEvent, Webview, plugin};
use tokio::sync::{mpsc, oneshot, watch};

/// Its name for the test runner.
pub const NAME: &str = "engine::host::the_app_without_a_window";
/// Printed once it listens, followed by its port.
pub const LISTENS: &str = "the host listens on ";

#[test]
#[ignore = "it is the app, started by the tests that have their page in another browser"]
fn the_app_without_a_window() {
    let serve = plugin::Builder::<MockRuntime>::new("host").on_webview_ready(serve).build();
    let app = qcc_desk::build(mock_builder().plugin(serve), |_| system()).expect("the app");
    let window = app.handle().clone();
    std::thread::spawn(move || {
        // Standard input is closed when the browser's window is.
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        window.get_webview_window("main").expect("the window").close().expect("a window that closes");
    });
    app.run(|app, event| {
        if matches!(event, RunEvent::Exit) {
            qcc_desk::end(app);
        }
    });
}

/// System dialogs act as if they were cancelled. The clipboard is the screen's.
fn system() -> System {
    let (ready, context) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        gtk::init().expect("a screen");
        let _ = ready.send(gtk::glib::MainContext::default());
        gtk::main();
    });
    let context = context.recv().expect("a main loop");
    System {
        save_as: Box::new(|_, chosen| chosen(None)),
        pick_folder: Box::new(|chosen| chosen(None)),
        on_main_thread: Box::new(move |act| {
            context.invoke(act);
            Ok(())
        }),
    }
}

#[derive(Clone)]
struct Host {
    webview: Webview<MockRuntime>,
    heard: Arc<Heard>,
}

/// Forwards events to the page.
#[derive(Default)]
struct Heard {
    /// For each listener id of the page, the app's own listener that stands in for it.
    listeners: Mutex<Vec<(u64, EventId)>>,
    /// The connection to the listening page.
    page: watch::Sender<Option<mpsc::UnboundedSender<String>>>,
}

fn serve(webview: Webview<MockRuntime>) {
    tauri::async_runtime::spawn(async move {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        println!("{LISTENS}{}", listener.local_addr().expect("its address").port());
        let host = Host { webview, heard: Arc::default() };
        let answers = Router::new().fallback(answer).with_state(host).layer(DefaultBodyLimit::disable());
        axum::serve(listener, answers).await.expect("the host serves");
    });
}

async fn answer(
    State(host): State<Host>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    match (headers.get(HOST).map(|host| host.as_bytes()), method) {
        (Some(b"tauri.localhost"), Method::GET) => file(host.webview.app_handle(), uri.path()),
        (Some(b"ipc.localhost"), Method::GET) => with_leave(events(&host.heard)),
        (Some(b"ipc.localhost"), Method::OPTIONS) => with_leave(StatusCode::OK.into_response()),
        (Some(b"ipc.localhost"), Method::POST) => {
            match request(uri.path(), &headers, &body).map_err(|error| error.to_string()) {
                Ok(request) => with_leave(host.invoke(request).await),
                Err(error) => {
                    let content_type = [(CONTENT_TYPE, "text/plain")];
                    with_leave((StatusCode::INTERNAL_SERVER_ERROR, content_type, error).into_response())
                }
            }
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Adds the CORS headers that Tauri sends.
fn with_leave(mut response: Response) -> Response {
    for (name, value) in [
        ("access-control-allow-origin", "*"),
        ("access-control-allow-headers", "*"),
        ("access-control-expose-headers", "Tauri-Response"),
        // Tauri's protocol has no preflight requests.
        ("access-control-max-age", "600"),
    ] {
        response.headers_mut().insert(name, value.parse().expect("a header"));
    }
    response
}

fn file(app: &AppHandle<MockRuntime>, path: &str) -> Response {
    // Chromium requests it by itself. For a missing file, Tauri would answer with the page.
    let asset = if path == "/favicon.ico" { None } else { app.asset_resolver().get(path.to_owned()) };
    let Some(asset) = asset else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = asset.bytes().to_vec().into_response();
    response.headers_mut().insert(CONTENT_TYPE, asset.mime_type().parse().expect("a type"));
    if let Some(policy) = asset.csp_header() {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy.parse().expect("a policy"));
    }
    response
}

/// Sends events to the page as long as it listens.
fn events(heard: &Heard) -> Response {
    let (sender, mut events) = mpsc::unbounded_channel();
    heard.page.send_replace(Some(sender));
    let stream = futures_util::stream::poll_fn(move |context| {
        events
            .poll_recv(context)
            .map(|event| event.map(|event: String| Ok::<_, Infallible>(format!("data: {event}\n\n"))))
    });
    ([(CONTENT_TYPE, "text/event-stream")], Body::from_stream(stream)).into_response()
}

/// Parses a command like Tauri.
fn request(path: &str, headers: &HeaderMap, body: &[u8]) -> Result<InvokeRequest, Box<dyn Error>> {
    let header = |name: &str| -> Result<&str, Box<dyn Error>> {
        Ok(headers.get(name).ok_or_else(|| format!("no header {name}"))?.to_str()?)
    };
    let number =
        |name: &str| -> Result<CallbackFn, Box<dyn Error>> { Ok(CallbackFn(header(name)?.parse()?)) };
    let body = match header("content-type")? {
        "application/json" => InvokeBody::Json(serde_json::from_slice(body)?),
        "application/octet-stream" => InvokeBody::Raw(body.to_vec()),
        other => return Err(format!("content of the type {other}").into()),
    };
    // On this system, Tauri uses another address for the page.
    let from = match header(ORIGIN.as_str())? {
        "http://tauri.localhost" => "tauri://localhost",
        elsewhere => elsewhere,
    };
    Ok(InvokeRequest {
        cmd: percent_decode_str(&path[1..]).decode_utf8()?.into_owned(),
        callback: number("Tauri-Callback")?,
        error: number("Tauri-Error")?,
        url: from.parse()?,
        body,
        headers: headers.clone(),
        invoke_key: header("Tauri-Invoke-Key")?.to_owned(),
    })
}

impl Host {
    async fn invoke(&self, request: InvokeRequest) -> Response {
        let (command, arguments) = (request.cmd.clone(), json_of(&request.body));
        let (sender, receiver) = oneshot::channel();
        let respond = move |_, _, response, _, _| drop(sender.send(response));
        self.webview.clone().on_message(request, Box::new(respond));
        // Without the invoke key, Tauri does not answer.
        let Ok(response) = receiver.await else {
            return StatusCode::FORBIDDEN.into_response();
        };
        let (outcome, kind, body) = match response {
            InvokeResponse::Ok(InvokeResponseBody::Json(json)) => {
                self.listen(&command, &arguments, &json).await;
                ("ok", "application/json", json.into_bytes())
            }
            InvokeResponse::Ok(InvokeResponseBody::Raw(bytes)) => ("ok", "application/octet-stream", bytes),
            InvokeResponse::Err(error) => ("error", "application/json", error.0.to_string().into_bytes()),
        };
        ([("Tauri-Response", outcome), ("Content-Type", kind)], body).into_response()
    }

    /// The mock runtime discards the scripts with which Tauri sends events to the page, so the host listens
    /// instead.
    async fn listen(&self, command: &str, arguments: &Value, answer: &str) {
        let app = self.webview.app_handle();
        let listeners = || self.heard.listeners.lock().expect("the listeners");
        match command {
            "plugin:event|listen" => {
                // The page expects all events from the moment of the reply.
                let _ = self.heard.page.subscribe().wait_for(Option::is_some).await;
                let (heard, handler) = (self.heard.clone(), arguments["handler"].clone());
                let number: u64 = answer.parse().expect("the number of a listener");
                let name = arguments["event"].as_str().expect("an event").to_owned();
                let id = app.listen_any(name.clone(), move |event| {
                    let payload: Value = serde_json::from_str(event.payload()).unwrap_or_default();
                    let event =
                        json!({ "handler": handler, "event": name, "id": number, "payload": payload });
                    if let Some(page) = &*heard.page.borrow() {
                        // The page may be gone.
                        let _ = page.send(event.to_string());
                    }
                });
                listeners().push((number, id));
            }
            "plugin:event|unlisten" => listeners().retain(|(number, id)| {
                let ends = arguments["eventId"] == json!(number);
                if ends {
                    app.unlisten(*id);
                }
                !ends
            }),
            _ => {}
        }
    }
}

fn json_of(body: &InvokeBody) -> Value {
    match body {
        InvokeBody::Json(json) => json.clone(),
        InvokeBody::Raw(_) => Value::Null,
    }
}
