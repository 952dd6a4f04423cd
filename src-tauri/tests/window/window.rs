//! The app's window, controlled through WebDriver like a user does: with keys, clicks and accessible names.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fantoccini::Client;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use serde_json::Value;
use tokio::time::timeout;

use crate::control::{Computed, Control};
use crate::desktop::Desktop;
use crate::engine::{Cdp, Engine, Running};
use crate::language::Language;
use crate::waiting::eventually;

/// The label of the search box.
pub const SEARCH: &str = "公司名称、统一社会信用代码或注册号";

/// A running app and its page. Killed on drop; if the test has failed, a screenshot, its text and output are
/// kept in `target/window-failures/`.
pub struct Window {
    client: Client,
    running: Running,
    engine: Engine,
    log: PathBuf,
    language: Language,
}

impl Window {
    /// Starts the app on `desktop`, with its page in this run's engine, and waits for the page.
    pub async fn open(desktop: &Desktop) -> Self {
        Self::open_in(Engine::of_the_run(), desktop).await
    }

    /// As [`Window::open`], in another engine.
    pub async fn open_in(engine: Engine, desktop: &Desktop) -> Self {
        let (log, file) = desktop.log("app");
        let (running, client) = engine.start(desktop, &log, file).await;
        let window = Self { client, running, engine, log, language: desktop.language() };
        window.by_role("searchbox", SEARCH).appears().await;
        window
    }

    /// The control with this role and accessible name; a name that ends in `…` is a prefix.
    pub fn by_role<'a>(&'a self, role: &'a str, name: &'a str) -> Control<'a> {
        Control::new(self, role, self.language.words(name))
    }

    /// Translates `words` into the app's language.
    pub(crate) fn words<'a>(&self, words: &'a str) -> &'a str {
        self.language.words(words)
    }

    /// A button.
    pub fn button<'a>(&'a self, name: &'a str) -> Control<'a> {
        self.by_role("button", name)
    }

    /// The search box for companies.
    pub fn search_box(&self) -> Control<'_> {
        self.by_role("searchbox", SEARCH)
    }

    /// A text field.
    pub fn field<'a>(&'a self, label: &'a str) -> Control<'a> {
        self.by_role("textbox", label)
    }

    /// Replaces the text in the search box.
    pub async fn type_subject(&self, text: &str) {
        self.search_box().fill(text).await;
    }

    /// Presses a key in the focused element.
    pub async fn press(&self, key: Key) {
        self.act(self.client.active_element().await.expect("a focused element").send_keys(&key)).await;
    }

    /// Presses these keys one after the other with Ctrl held, wherever the focus is.
    pub async fn press_with_control(&self, keys: &str) {
        let control = char::from(Key::Control);
        let press = |actions: KeyActions, value| {
            actions.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        };
        let held = KeyActions::new("keyboard".to_owned()).then(KeyAction::Down { value: control });
        let pressed = keys.chars().fold(held, press).then(KeyAction::Up { value: control });
        self.act(self.client.perform_actions(pressed)).await;
    }

    /// The visible text of the page.
    pub async fn text(&self) -> String {
        let text = self.run("return document.body.innerText", Vec::new()).await.expect("the page's text");
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the page's visible text contains `text`.
    pub async fn shows(&self, text: &str) {
        let text = self.words(text);
        eventually(&format!("the page shows {text:?}"), async || {
            let shown = self.text().await;
            if shown.contains(text) { Ok(()) } else { Err(shown) }
        })
        .await;
    }

    /// Waits until every visible picture is decoded and drawn in its frame.
    pub async fn pictures_are_drawn(&self) {
        eventually("the pictures are drawn", async || {
            match self.client.execute_async(DRAWN, Vec::new()).await {
                Ok(Value::Bool(true)) => Ok(()),
                other => Err(format!("{other:?}")),
            }
        })
        .await;
    }

    /// The page's complete content, visible or not: markup and field values.
    pub async fn everything_in_the_page(&self) -> String {
        let all = "return document.documentElement.outerHTML + '\\n' + \
                   [...document.querySelectorAll('input, textarea, select')].map(each => each.value).join('\\n')";
        let all = self.run(all, Vec::new()).await.expect("the page's markup");
        all.as_str().unwrap_or_default().to_owned()
    }

    /// The app's standard output and error.
    pub fn output(&self) -> String {
        read(&self.log)
    }

    /// A screenshot of the page as PNG, after pending changes are drawn.
    pub async fn picture(&self) -> Vec<u8> {
        self.client.execute_async(TWO_FRAMES, Vec::new()).await.expect("two frames");
        self.client.screenshot().await.expect("a picture of the page")
    }

    /// Saves a screenshot as `target/screenshots/{name}.png`, or in a subfolder for another engine.
    pub async fn save_picture(&self, name: &str) {
        let folder = target().join("screenshots").join(self.engine.folder());
        fs::create_dir_all(&folder).expect("a folder for the pictures");
        fs::write(folder.join(name).with_extension("png"), self.picture().await).expect("a saved picture");
    }

    /// Sets the size of the page, in pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        self.act(self.running.resize(&self.client, width, height)).await;
    }

    /// Closes the window like its close button, and waits until the app has ended.
    pub async fn close(mut self) {
        self.running.close().await;
    }

    /// Kills the app at once, like a power cut.
    pub fn kill(mut self) {
        self.running.kill();
    }

    /// The process id of the app.
    pub fn app(&self) -> u32 {
        self.running.app().expect("a running app")
    }

    async fn act(&self, act: impl Future<Output = Result<(), CmdError>>) {
        act.await.unwrap_or_else(|error| panic!("the window does not do it: {error}"));
    }

    pub(crate) async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value, CmdError> {
        self.client.execute(script, arguments).await
    }

    /// Runs a script that passes its result to its last argument, a callback.
    pub(crate) async fn run_until_done(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.try_until_done(script, arguments).await.unwrap_or_else(|error| panic!("{script}\n{error}"))
    }

    /// As [`Window::run_until_done`], for an element that may be gone.
    pub(crate) async fn try_until_done(
        &self,
        script: &str,
        arguments: Vec<Value>,
    ) -> Result<Value, CmdError> {
        self.client.execute_async(script, arguments).await
    }

    /// Sends a command of Chromium's own protocol and returns the reply.
    pub(crate) async fn cdp(&self, command: &'static str, arguments: Value) -> Value {
        let answer = self.client.issue_cmd(Cdp(command, arguments)).await;
        answer.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    pub(crate) fn element(&self, reference: &Value) -> Result<Element, CmdError> {
        let id = reference.as_object().and_then(|it| it.values().next()).and_then(Value::as_str);
        let id = id.ok_or_else(|| CmdError::NotW3C(reference.clone()))?;
        Ok(Element::from_element_id(self.client.clone(), id.to_owned().into()))
    }

    pub(crate) async fn accessible_name(&self, element: &Element) -> Result<String, CmdError> {
        self.computed(element, "computedlabel").await
    }

    pub(crate) async fn computed(
        &self,
        element: &Element,
        property: &'static str,
    ) -> Result<String, CmdError> {
        let element = element.element_id().to_string();
        let value = self.client.issue_cmd(Computed { element, property }).await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    async fn save_what_went_wrong(&self, folder: &Path) {
        let _ = fs::create_dir_all(folder);
        let _ = fs::write(folder.join("output.txt"), self.output());
        if let Ok(text) = self.run("return document.body.innerText", Vec::new()).await {
            let _ = fs::write(folder.join("page.txt"), text.as_str().unwrap_or_default());
        }
        if let Ok(markup) = self.client.source().await {
            let _ = fs::write(folder.join("page.html"), markup);
        }
        if let Ok(picture) = self.client.screenshot().await {
            let _ = fs::write(folder.join("page.png"), picture);
        }
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            return;
        }
        let test = std::thread::current().name().unwrap_or("test").replace("::", "-");
        let folder = target().join("window-failures").join(self.engine.folder()).join(test);
        tokio::task::block_in_place(|| {
            let saving = timeout(Duration::from_secs(10), self.save_what_went_wrong(&folder));
            // If the driver no longer responds, some files are missing; the test has failed anyway.
            let _ = tokio::runtime::Handle::current().block_on(saving);
        });
        eprintln!("what the window showed: {}", folder.display());
    }
}

/// Whether the middle of each frame's visible part shows the picture. The engine decodes a large picture only
/// when it is needed, and draws nothing until then.
const DRAWN: &str = "
const done = arguments[0];
const images = [...document.images].filter(image => image.checkVisibility());
const inTheMiddle = image => {
  const frame = image.parentElement.getBoundingClientRect();
  const bottom = Math.min(frame.bottom, innerHeight);
  return document.elementFromPoint((frame.left + frame.right) / 2, (frame.top + bottom) / 2) === image;
};
Promise.all(images.map(image => image.decode()))
  .then(() => done(images.length > 0 && images.every(inTheMiddle)), error => done(String(error)))";

/// One frame may still show the state before the last change; the next one does not.
const TWO_FRAMES: &str =
    "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))";

pub(crate) fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("a target folder").to_owned()
}

pub(crate) fn read(log: &Path) -> String {
    String::from_utf8_lossy(&fs::read(log).unwrap_or_default()).into_owned()
}
