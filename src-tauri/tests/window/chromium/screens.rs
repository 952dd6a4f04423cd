//! Screens as on Windows: scaled, and with the system's forced colours.

use std::fs;

use serde_json::{Value, json};

use super::{asked, close_dialog, drawn, key, leave_record, look_up_main, open, open_record, open_settings};
use crate::choose;
use crate::desktop::Desktop;
use crate::gallery::{AXE, CHECKS};
use crate::hostile::within_the_page;
use crate::window::Window;

/// A laptop's screen, in physical pixels.
const SCREEN: [f64; 2] = [1366.0, 768.0];
const SCALES: [f64; 3] = [1.25, 1.5, 2.0];

/// The demo with the main company's answers, and the scripts that look for faults.
async fn with_checks(desktop: &Desktop) -> Window {
    let window = open(desktop).await;
    let axe = fs::read_to_string(AXE).expect("axe-core (npm ci in ui/)");
    asked(&window, &axe).await;
    asked(&window, &format!("{{{CHECKS}}}")).await;
    look_up_main(&window).await;
    window
}

async fn faults(window: &Window, place: &str, look: &str) -> Vec<String> {
    // Focus is shown only to keyboard users.
    for kind in ["rawKeyDown", "keyUp"] {
        key(window, kind, "Tab", 9, "", false).await;
    }
    drawn(window).await;
    let found = within_the_page(window, look, Vec::new()).await;
    let found = found.as_array().cloned().unwrap_or_default();
    found.iter().map(|fault| format!("{place}: {fault}")).collect()
}

/// Checks every kind of panel, the settings and the record.
async fn everywhere(window: &Window, looks: &[&str]) -> Vec<String> {
    let mut all = Vec::new();
    let mut look = async |place: &str| {
        for look in looks {
            all.extend(faults(window, place, look).await);
        }
    };
    for check in ["总览", "限制出境", "进出口信用", "工商快照", "身份报告", "额度"] {
        choose(window, check).await;
        look(check).await;
    }
    choose(window, "限制出境").await;
    open_settings(window).await;
    look("settings").await;
    close_dialog(window, "设置").await;
    open_record(window).await;
    look("record").await;
    leave_record(window).await;
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_overflows_on_a_scaled_screen_and_axe_finds_nothing() {
    let desktop = Desktop::start().await;
    let window = with_checks(&desktop).await;
    let mut all = Vec::new();
    for scale in SCALES {
        let [width, height] = SCREEN.map(|pixels| (pixels / scale) as u32);
        let screen = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false });
        window.cdp("Emulation.setDeviceMetricsOverride", screen).await;
        let is = asked(&window, "return `${innerWidth} ${devicePixelRatio}`").await;
        assert_eq!(is, json!(format!("{width} {scale}")));
        let found = everywhere(&window, &["misfits()", "lookAtState().then(({ wrong }) => wrong)"]).await;
        println!("{scale}: {width} × {height}, {} faults", found.len());
        all.extend(found.iter().map(|fault| format!("{scale}, {fault}")));
        window.save_picture(&format!("scaled-to-{width}")).await;
    }
    assert_eq!(all, Vec::<String>::new());
}

/// With forced colours and without: whether the selected tab, the focus and each mark are distinguishable.
const DISTINCT: &str = "
const wrong = [];
const style = element => getComputedStyle(element);
const ground = element => {
  for (let at = element; at; at = at.parentElement) if (!/, 0\\)$|transparent/.test(style(at).backgroundColor)) return style(at).backgroundColor;
  return style(document.documentElement).backgroundColor;
};
const edges = element => ['top', 'right', 'bottom', 'left'].map(side =>
  ['width', 'style', 'color'].map(what => style(element)[`border-${side}-${what}`]).join(' ')).join(', ') +
  ` outline ${style(element).outlineStyle} ${style(element).outlineWidth} ${style(element).outlineColor}`;
const tabs = [...document.querySelectorAll('[role=tab]')].filter(each => each.checkVisibility());
const chosen = tabs.find(each => each.ariaSelected === 'true');
for (const other of tabs) if (other !== chosen && edges(other) === edges(chosen)) wrong.push(`the chosen tab is as ${other.textContent}`);
for (const tab of tabs) if (!/\\S/.test(tab.textContent)) wrong.push('a tab without a word');
for (const icon of document.querySelectorAll('.icon')) {
  if (!icon.checkVisibility({ visibilityProperty: true })) continue;
  const shape = icon.querySelector('svg');
  const drawn = style(shape).stroke === 'none' ? style(shape).fill : style(shape).stroke;
  if (drawn === ground(icon)) wrong.push(`a mark of its ground's colour: ${icon.parentElement.textContent}`);
}
for (const control of document.querySelectorAll('button, input, select, [role=tab]')) {
  if (!control.checkVisibility() || control.disabled || control.closest('[inert]')) continue;
  if (document.querySelector('dialog:modal') && !control.closest('dialog:modal')) continue;
  const before = style(control).outlineStyle;
  control.focus({ preventScroll: true });
  if (document.activeElement !== control) continue;
  const { outlineStyle, outlineWidth, outlineColor } = style(control);
  if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) wrong.push(`no focus to be seen: ${control.textContent || control.type}`);
  if (outlineColor === ground(control.parentElement)) wrong.push(`a focus of its ground's colour: ${control.textContent || control.type}`);
}
document.activeElement.blur();
return wrong;";

#[tokio::test(flavor = "multi_thread")]
async fn in_forced_colours_and_both_themes_the_chosen_tab_the_focus_and_every_mark_are_told_apart() {
    let desktop = Desktop::start().await;
    let window = with_checks(&desktop).await;
    asked(&window, &format!("test.distinct = () => {{{DISTINCT}}}")).await;
    let mut all = Vec::new();
    for (forced, scheme) in [("active", "light"), ("active", "dark"), ("none", "light"), ("none", "dark")] {
        let features: Value = json!([
            { "name": "forced-colors", "value": forced },
            { "name": "prefers-color-scheme", "value": scheme },
        ]);
        window.cdp("Emulation.setEmulatedMedia", json!({ "features": features })).await;
        let is = asked(&window, "return matchMedia('(forced-colors: active)').matches").await;
        assert_eq!(is, json!(forced == "active"));
        let looks = ["distinct()", "misfits()", "lookAtState().then(({ wrong }) => wrong)"];
        let mut found = everywhere(&window, &looks).await;
        // System colours are not ours to change, and axe reads the colours that they replace.
        found.retain(|fault| forced == "none" || !fault.contains("color-contrast"));
        println!("forced colours {forced}, {scheme}: {} faults", found.len());
        all.extend(found.iter().map(|fault| format!("forced {forced}, {scheme}, {fault}")));
        window.save_picture(&format!("forced-{forced}-{scheme}")).await;
    }
    assert_eq!(all, Vec::<String>::new());
}
