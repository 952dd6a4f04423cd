//! A control of the page, identified like a screen reader does: by role and accessible name.

use std::fmt;

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::desktop::Desktop;
use crate::waiting::eventually;
use crate::window::Window;

/// Usable elements (visible, not behind a modal dialog) that may have the role, each with whether its text or
/// attributes contain the beginning of the name. This is a prefilter: the web engine then computes role and
/// name.
const CANDIDATES: &str = r#"
const [role, stem] = arguments;
const native = {
  button: "button, summary, input[type=submit], input[type=button]",
  checkbox: "input[type=checkbox]", radio: "input[type=radio]", searchbox: "input[type=search]",
  textbox: "input:not([type]), input[type=text], input[type=url], input[type=password], textarea",
  combobox: "select", dialog: "dialog", link: "a[href]", heading: "h1, h2, h3, h4, h5, h6", image: "img",
  listitem: "li", article: "article", row: "tr", region: "section", option: "option", meter: "meter",
};
const bare = text => (text ?? "").replace(/\s+/g, "");
const words = element => bare([
  element.textContent,
  ...["aria-label", "title", "alt", "placeholder", "value"].flatMap(name =>
    [element, ...element.querySelectorAll(`[${name}]`)].map(each => each.getAttribute(name))),
  ...[...(element.labels ?? [])].map(label => label.textContent),
  ...(element.getAttribute("aria-labelledby") ?? "").split(/\s+/).map(id => document.getElementById(id)?.textContent),
].join(" "));
const selector = [native[role], `[role~=${role}]`].filter(Boolean).join(", ");
const modal = [...document.querySelectorAll("dialog:modal")].at(-1);
return [...(modal?.parentElement ?? document).querySelectorAll(selector)]
  .filter(element => !modal || modal.contains(element))
  .filter(element => element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert]"))
  .map(element => ({ element, words: words(element), fits: words(element).includes(stem) }));
"#;

/// Brings an element into view and waits until it has stayed there for a frame and what that frame started: the
/// driver clicks a place, and what is drawn above the element a frame later moves it away from there. The place
/// is read before scrolling: at the end of the page, scrolling brings a moving element back to the same place.
/// The driver also counts a partly visible element as visible, and may then click what covers it.
///
/// Then notes for `REACHED` whether a click reaches the element.
const AT_REST: &str = r#"
const [element, done] = arguments;
const place = () => {
  const { x, y } = element.getBoundingClientRect();
  return `${x} ${y}`;
};
const look = before => {
  if (place() !== before) {
    element.scrollIntoView({ block: "nearest" });
    const now = place();
    requestAnimationFrame(() => setTimeout(() => look(now)));
    return;
  }
  window.clickReached = false;
  element.addEventListener("click", () => (window.clickReached = true), { capture: true, once: true });
  done();
};
look();
"#;

/// Whether the last click reached the element that it was meant for.
const REACHED: &str = "return window.clickReached";

/// A text longer than this, in characters, is pasted rather than typed.
const TYPED: usize = 200;

/// A control that may not exist yet. Every action looks for it and waits until it is possible.
#[derive(Clone, Copy)]
pub struct Control<'a> {
    window: &'a Window,
    role: &'a str,
    name: &'a str,
}

impl<'a> Control<'a> {
    /// A name that ends in `…` is a prefix. White space in names is ignored.
    pub(crate) fn new(window: &'a Window, role: &'a str, name: &'a str) -> Self {
        Self { window, role, name }
    }

    /// Clicks the control once it is enabled and the list around it, if any, is up to date: rows of a list
    /// that is being filtered may move away under the click. A click that did not reach it is repeated.
    pub async fn click(self) {
        eventually(&format!("{self} can be clicked"), async || {
            let element = self.find().await?;
            if !element.is_enabled().await? {
                return Err(Missing(format!("{self} is disabled")));
            }
            let script = "return arguments[0].closest('[aria-busy=true]') !== null";
            if self.window.run(script, vec![json!(element)]).await? == json!(true) {
                return Err(Missing(format!("{self} is in a list that is not up to date")));
            }
            self.window.try_until_done(AT_REST, vec![json!(element)]).await?;
            element.click().await?;
            match self.window.run(REACHED, Vec::new()).await? {
                Value::Bool(true) => Ok(()),
                _ => Err(Missing(format!("the click did not reach {self}"))),
            }
        })
        .await;
    }

    /// Replaces its content by typing, or by pasting a long text.
    pub async fn fill(self, text: &str) {
        eventually(&format!("{self} can be filled"), async || {
            let element = self.find().await?;
            // The driver does not scroll up to a field.
            self.window
                .run("arguments[0].scrollIntoView({ block: 'nearest' })", vec![json!(element)])
                .await?;
            element.clear().await?;
            if text.chars().count() <= TYPED {
                return Ok::<_, Missing>(element.send_keys(text).await?);
            }
            let script = "arguments[0].focus(); document.execCommand('insertText', false, arguments[1])";
            self.window.run(script, vec![json!(element), json!(text)]).await?;
            Ok(())
        })
        .await;
    }

    /// Selects the option with this text.
    pub async fn choose(self, option: &str) {
        let option = self.window.words(option);
        eventually(&format!("{option} can be chosen in {self}"), async || {
            let list = self.find().await?;
            // The driver does not scroll to a list.
            self.window.run("arguments[0].scrollIntoView({ block: 'center' })", vec![json!(list)]).await?;
            Ok::<_, Missing>(list.select_by_label(option).await?)
        })
        .await;
    }

    /// Its visible text.
    pub async fn text(self) -> String {
        self.ask("text", async |element| Ok(element.text().await?)).await
    }

    /// Its value, as scripts see it.
    pub async fn value(self) -> String {
        self.ask("a value", async |element| Ok(element.prop("value").await?.unwrap_or_default())).await
    }

    /// Presses Ctrl and a letter while it has the focus.
    pub async fn press_with_control(self, letter: &str) {
        let keys = format!("{}{letter}{}", char::from(Key::Control), char::from(Key::Null));
        eventually(&format!("Ctrl+{letter} in {self}"), async || {
            Ok::<_, Missing>(self.find().await?.send_keys(&keys).await?)
        })
        .await;
    }

    /// Whether it is enabled.
    pub async fn is_enabled(self) -> bool {
        self.ask("a state", async |element| Ok(element.is_enabled().await?)).await
    }

    /// Waits until it exists and is enabled.
    pub async fn is_ready(self) {
        eventually(&format!("{self} is ready"), async || match self.find().await?.is_enabled().await? {
            true => Ok(()),
            false => Err(Missing(format!("{self} is disabled"))),
        })
        .await;
    }

    /// Waits until its visible text contains all of `texts`.
    pub async fn says(self, texts: &[&str]) {
        let texts: Vec<_> = texts.iter().map(|text| self.window.words(text)).collect();
        eventually(&format!("{self} says {texts:?}"), async || {
            let visible = self.find().await?.text().await?;
            match texts.iter().find(|text| !visible.contains(*text)) {
                Some(text) => Err(Missing(format!("no {text:?} in {visible:?}"))),
                None => Ok(()),
            }
        })
        .await;
    }

    /// Waits until it exists.
    pub async fn appears(self) {
        eventually(&format!("{self} appears"), async || self.find().await.map(|_| ())).await;
    }

    /// Waits until it does not exist.
    pub async fn disappears(self) {
        eventually(&format!("{self} disappears"), async || match self.find().await {
            Err(Missing(_)) => Ok(()),
            Ok(_) => Err("it is still there"),
        })
        .await;
    }

    async fn ask<T>(self, what: &str, read: impl AsyncFn(Element) -> Result<T, Missing>) -> T {
        eventually(&format!("{self} has {what}"), async || read(self.find().await?).await).await
    }

    async fn find(self) -> Result<Element, Missing> {
        let whole = bare(self.name);
        let stem = whole.strip_suffix('…').unwrap_or(&whole);
        let candidates = self.window.run(CANDIDATES, vec![json!(self.role), json!(stem)]).await?;
        let candidates = candidates.as_array().cloned().unwrap_or_default();
        let mut seen = Vec::new();
        for candidate in &candidates {
            if candidate["fits"] != Value::Bool(true) {
                seen.push(candidate["words"].as_str().unwrap_or_default().to_owned());
                continue;
            }
            let element = self.window.element(&candidate["element"])?;
            // The engine computes no name for elements hidden from assistive technology.
            let Ok(name) = self.window.accessible_name(&element).await else { continue };
            let name = bare(&name);
            let fits = if stem.len() < whole.len() { name.starts_with(stem) } else { name == whole };
            let role = self.window.computed(&element, "computedrole").await.unwrap_or_default();
            if fits && self.is(&role) {
                return Ok(element);
            }
            seen.push(format!("{role} {name}"));
        }
        Err(Missing(format!("no {self}; of this role there are {seen:?}")))
    }

    fn is(self, role: &str) -> bool {
        // In WebKitGTK, password fields have no role, and drop-down lists are buttons. Chromium 111 has the older
        // name of pictures.
        role == self.role
            || matches!((self.role, role), ("textbox", "") | ("combobox", "button") | ("image", "img"))
    }
}

impl fmt::Display for Control<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} “{}”", self.role, self.name)
    }
}

/// Why a control could not be used.
pub struct Missing(String);

impl fmt::Display for Missing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<CmdError> for Missing {
    fn from(error: CmdError) -> Self {
        Self(error.to_string())
    }
}

/// `GET /session/{id}/element/{element}/computedrole` or `/computedlabel`, which fantoccini lacks.
#[derive(Debug)]
pub struct Computed {
    /// The element's WebDriver id.
    pub element: String,
    /// The last part of the path.
    pub property: &'static str,
}

impl WebDriverCompatibleCommand for Computed {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/element/{}/{}", self.element, self.property))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::GET, None)
    }
}

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_that_moves_is_clicked_where_it_comes_to_rest() {
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    let moving = r#"
        const button = Object.assign(document.createElement("button"), { textContent: "在动" });
        document.body.append(button);
        button.onclick = () => (button.textContent = "点到了");
        const move = frames => {
          button.style.marginTop = `${40 * (frames % 8)}px`;
          if (frames > 0) requestAnimationFrame(() => move(frames - 1));
        };
        move(40);"#;
    window.run(moving, Vec::new()).await.expect("a moving button");
    window.button("在动").click().await;
    window.button("点到了").appears().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_click_that_misses_a_button_is_repeated() {
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    let evading = r#"
        const button = Object.assign(document.createElement("button"), { textContent: "避开一次" });
        document.body.prepend(button);
        button.addEventListener("mousedown", () => (button.style.translate = "400px"), { once: true });
        button.onclick = () => (button.textContent = "点到了");"#;
    window.run(evading, Vec::new()).await.expect("an evading button");
    window.button("避开一次").click().await;
    window.button("点到了").appears().await;
}
