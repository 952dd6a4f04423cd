//! Every state of every screen in the real window: reached, checked and, for `cargo xtask screenshots`,
//! photographed.
//!
//! A walk goes from state to state and checks each in three sizes. Ordinary runs have one walk per language
//! and one per theme, because the languages' texts and the themes' colours are independent.

mod demo;
mod own;
mod service;

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::desktop::{Desktop, Theme};
use crate::hostile::{misdeeds, nothing, watch, within_the_page};
use crate::language::Language;
use crate::pointer;
use crate::window::Window;

/// The folder for screenshots; without it none are taken.
const FOLDER: &str = "QCC_DESK_GALLERY";
pub const CHECKS: &str = include_str!("checks.js");
pub const AXE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/ui/node_modules/axe-core/axe.min.js");

/// All states in one language and theme.
struct Walk {
    part: &'static str,
    language: Language,
    theme: Theme,
    pictures: Option<PathBuf>,
    /// Data for the gallery's page, in the order of the states.
    states: Vec<Value>,
    faults: Vec<String>,
    unsure: Vec<String>,
}

/// A screenshot size: its name, the window's width in pixels, and the zoom factor.
struct Size {
    name: &'static str,
    width: u32,
    zoom: u32,
}

const HEIGHT: u32 = 768;
const SIZES: [Size; 3] = [
    Size { name: "1366", width: 1366, zoom: 1 },
    Size { name: "200-percent", width: 1366, zoom: 2 },
    Size { name: "683", width: 683, zoom: 1 },
];

impl Walk {
    fn new(part: &'static str, language: Language, theme: Theme) -> Self {
        let pictures = std::env::var_os(FOLDER).map(PathBuf::from);
        Self { part, language, theme, pictures, states: Vec::new(), faults: Vec::new(), unsure: Vec::new() }
    }

    async fn desktop(&self) -> Desktop {
        let mut desktop = Desktop::start_in(self.theme).await;
        desktop.speak(self.language);
        desktop
    }

    async fn open(&self, desktop: &Desktop) -> Window {
        let window = desktop.open().await;
        window.resize(SIZES[0].width, HEIGHT).await;
        watch(&window).await;
        let axe = fs::read_to_string(AXE).expect("axe-core (npm ci in ui/)");
        window.run(&axe, Vec::new()).await.expect("axe");
        window.run(&format!("{{{CHECKS}}}"), Vec::new()).await.expect("the checks");
        window
    }

    /// Checks the current state in every size. `how`: how to reach it.
    async fn at(&mut self, window: &Window, name: &str, chinese: &str, english: &str, how: &str) {
        self.at_text(window, "", name, [chinese, english, how]).await;
    }

    /// As [`Walk::at`], scrolled to this text.
    async fn at_text(&mut self, window: &Window, text: &str, name: &str, [chinese, english, how]: [&str; 3]) {
        let text = window.words(text);
        // At 200 % the layout is that of half the width, so only screenshots need it.
        let pictured = self.pictures.is_some();
        for size in SIZES.iter().filter(|size| size.zoom == 1 || pictured) {
            window.resize(size.width, HEIGHT).await;
            let settled = vec![json!(size.width / size.zoom), json!(size.zoom), json!(text)];
            within_the_page(window, "settle(...arguments)", settled).await;
            self.picture(window, name, size).await;
            let misfits = within_the_page(window, "misfits()", Vec::new()).await;
            self.note(name, size, &misfits);
            if size.name == SIZES[0].name {
                let seen = within_the_page(window, "lookAtState()", Vec::new()).await;
                self.note(name, size, &seen["wrong"]);
                let unsure = seen["unsure"].as_array().into_iter().flatten();
                self.unsure.extend(unsure.map(|line| format!("{name}: {line}")));
            }
        }
        window.resize(SIZES[0].width, HEIGHT).await;
        within_the_page(window, "settle(arguments[0], 1)", vec![json!(SIZES[0].width)]).await;
        let misdeeds = misdeeds(window).await;
        if misdeeds != nothing() {
            self.faults.push(format!("{name}: {misdeeds}"));
        }
        self.states.push(json!({ "name": name, "chinese": chinese, "english": english, "how": how }));
        self.write_down();
    }

    fn note(&mut self, state: &str, size: &Size, wrong: &Value) {
        let lines = wrong.as_array().into_iter().flatten().filter_map(Value::as_str);
        self.faults.extend(lines.map(|line| format!("{state} ({}): {line}", size.name)));
    }

    async fn picture(&self, window: &Window, state: &str, size: &Size) {
        let Some(folder) = &self.pictures else { return };
        fs::create_dir_all(folder).expect("a folder for the pictures");
        let path = folder.join(format!("{state}-{}-{}.png", self.variant(), size.name));
        fs::write(path, window.picture().await).expect("a saved picture");
    }

    /// Writes the data after every state, so that an aborted walk keeps what it saw.
    fn write_down(&self) {
        let Some(folder) = &self.pictures else { return };
        let path = folder.join(format!("{}-{}.json", self.part, self.variant()));
        fs::write(path, Value::from(self.states.clone()).to_string()).expect("a list of the states");
    }

    fn variant(&self) -> String {
        let theme = if self.theme == Theme::Dark { "dark" } else { "light" };
        format!("{}-{theme}", self.language.tag())
    }

    fn end(self) {
        assert!(!self.states.is_empty(), "states were reached");
        assert!(self.faults.is_empty(), "{} faults, listed above", self.faults.len());
    }
}

/// Also prints the findings of an aborted walk.
impl Drop for Walk {
    fn drop(&mut self) {
        let variant = self.variant();
        for (what, lines) in [("contrast unknown to axe", &self.unsure), ("wrong", &self.faults)] {
            for line in lines {
                println!("{} {variant}, {what}: {line}", self.part);
            }
        }
    }
}

macro_rules! walks {
    ($($name:ident: $part:ident, $language:ident, $theme:ident $(, $only:meta)?;)*) => {$(
        #[tokio::test(flavor = "multi_thread")]
        $(#[$only])?
        async fn $name() {
            let mut walk = Walk::new(stringify!($part), Language::$language, Theme::$theme);
            $part::walk(&mut walk).await;
            walk.end();
        }
    )*};
}

walks! {
    every_state_of_the_demo_is_accessible_in_chinese: demo, Chinese, Light;
    every_state_of_the_demo_is_accessible_in_english_and_dark: demo, English, Dark;
    every_state_of_an_own_service_is_accessible_in_chinese: own, Chinese, Light;
    every_state_of_an_own_service_is_accessible_in_english_and_dark: own, English, Dark;
    every_state_of_the_demo_is_accessible_in_chinese_and_dark: demo, Chinese, Dark, ignore = "for the gallery";
    every_state_of_the_demo_is_accessible_in_english: demo, English, Light, ignore = "for the gallery";
    every_state_of_an_own_service_is_accessible_in_chinese_and_dark: own, Chinese, Dark, ignore = "for the gallery";
    every_state_of_an_own_service_is_accessible_in_english: own, English, Light, ignore = "for the gallery";
}

/// The class of each element names its fault. The page's policy blocks styles in markup.
const PLANTED: &str = r##"
console.error("an error of the page");
const plant = (name, of, style, text = "") => {
  const element = Object.assign(document.createElement(name), { className: of, textContent: text });
  Object.assign(element.style, style);
  document.querySelector("main").append(element);
  return element;
};
plant("img", "image-alt", {}).src = "x";
plant("button", "button-name", {});
plant("p", "color-contrast", { color: "#999", background: "#aaa" }, "pale");
plant("button", "small", { minHeight: "0", width: "18px", height: "18px", padding: "0", overflow: "hidden" }, "x");
plant("p", "cut-off", { width: "3rem", overflow: "hidden", whiteSpace: "nowrap" }, "words that do not fit in here");
plant("button", "outside", { position: "absolute", left: "-2rem" }, "outside");
plant("p", "stray-words", {}, "Words that should be Chinese stand here");
plant("p", "wide", { width: "200vw" }, "wide");
"##;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_state_is_noticed() {
    let mut walk = Walk::new("planted", Language::Chinese, Theme::Light);
    let desktop = walk.desktop().await;
    let window = walk.open(&desktop).await;
    walk.at(&window, "sound", "", "", "").await;
    assert_eq!(walk.faults, Vec::<String>::new());
    window.run(PLANTED, Vec::new()).await.expect("planted faults");
    walk.at(&window, "planted", "", "", "").await;
    let faults = std::mem::take(&mut walk.faults);
    for planted in [
        "image-alt",
        "button-name",
        "color-contrast",
        "<button.small> “x” is 18.0 × 18.0 px",
        "cut off: <p.cut-off>",
        "outside of the window: <button.outside>",
        "<p.stray-words>",
        "an error of the page",
        "px wide in 1366",
    ] {
        assert!(faults.iter().any(|fault| fault.contains(planted)), "{planted}: {faults:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ctrl_plus_makes_everything_larger() {
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    window.resize(SIZES[0].width, HEIGHT).await;
    watch(&window).await;
    let width = async |expected: f64| {
        let call =
            "until(`${arguments[0]}, not ${innerWidth}`, () => Math.abs(innerWidth - arguments[0]) < 2)";
        within_the_page(&window, call, vec![json!(expected)]).await;
    };
    width(1366.0).await;
    window.press_with_control("=").await;
    width(1366.0 / 1.2).await;
    window.press_with_control("+").await;
    width(1366.0 / 1.4).await;
    window.press_with_control("-").await;
    width(1366.0 / 1.2).await;
    window.press_with_control("0").await;
    width(1366.0).await;
    // A touchpad sends dozens of events per stroke, so the wheel must not zoom by one step per event.
    window
        .run("document.addEventListener('wheel', event => (test.turned = event.ctrlKey))", Vec::new())
        .await
        .expect("a listener");
    pointer::turn_wheel_with_control(desktop.display(), &json!({ "x": 700, "y": 400 })).expect("a wheel");
    within_the_page(&window, "until('the wheel was turned', () => test.turned)", Vec::new()).await;
    window.press_with_control("=").await;
    width(1366.0 / 1.2).await;
    assert_eq!(misdeeds(&window).await, nothing());
}
