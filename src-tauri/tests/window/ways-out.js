// Everything that a script in the page could try in order to reach somebody, or to run more than it may. Each way says
// "denied" or what it got; some say so only by what the listener and the page's own address show afterwards.
const soon = what => Promise.race([what, new Promise(done => setTimeout(done, 150, "denied"))]);
const element = (name, attributes) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};
/** Loads something by an element; what refuses it says so by an event. */
const loading = (name, attributes) =>
  soon(
    new Promise(done => {
      const made = element(name, attributes);
      made.onload = made.oncanplay = () => done("loaded");
      made.onerror = () => done("denied");
      document.body.append(made);
    }),
  );
const clicking = made => {
  document.body.append(made);
  (made.querySelector("input, a") ?? made).click();
  return soon(new Promise(() => {}));
};
const socket = open => {
  const opened = open();
  return soon(
    new Promise(done => {
      opened.onopen = () => done("connected");
      opened.onerror = () => done("denied");
    }),
  );
};
/** Has WebRTC ask a server that takes UDP, and one that takes TCP. */
const calling = async (view, to) => {
  const { host, port } = new URL(to);
  const turn = ["udp", "tcp"].map(by => ({ urls: `turn:${host}?transport=${by}`, username: "x", credential: "x" }));
  const servers = [{ urls: [`stun:${host}`, `stun:127.0.0.1:${port}`] }, ...turn];
  const call = new (view.RTCPeerConnection ?? view.webkitRTCPeerConnection)({ iceServers: servers });
  // Kept, so that what it tries goes on.
  (window.calls ??= []).push(call);
  call.createDataChannel("x");
  await call.setLocalDescription();
  return soon(new Promise(done => setTimeout(done, 100, "called")));
};
/** A script that got somewhere leaves its trace here. */
const traced = act => {
  window.trace = undefined;
  act();
  return soon(new Promise(done => setTimeout(() => window.trace && done("ran"), 100)));
};

window.waysOut = {
  fetch: to => fetch(to + "/fetch").then(() => "fetched"),
  "fetch without looking": to => fetch(to + "/opaque", { mode: "no-cors" }).then(() => "fetched"),
  "fetch that outlives the page": to => fetch(to + "/keepalive", { method: "POST", keepalive: true }).then(() => "fetched"),
  "fetch of the page itself": () => fetch(location.href).then(() => "fetched"),
  "fetch of a file": () => fetch("file:///etc/hostname").then(() => "fetched"),
  "fetch of a data address": () => fetch("data:text/plain,x").then(() => "fetched"),
  XMLHttpRequest: to =>
    new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      request.onload = () => done("fetched");
      request.onerror = failed;
      request.open("GET", to + "/xhr");
      request.send();
    }),
  WebSocket: to => socket(() => new WebSocket(to.replace("http", "ws") + "/ws")),
  EventSource: to => socket(() => new EventSource(to + "/events")),
  sendBeacon: to => soon((navigator.sendBeacon(to + "/beacon", "x"), new Promise(() => {}))),
  WebRTC: to => calling(window, to),
  "WebRTC of an iframe": to => {
    const frame = element("iframe", {});
    document.body.append(frame);
    return calling(frame.contentWindow, to);
  },
  "WebRTC of an iframe by its number": to => {
    document.body.append(element("iframe", { srcdoc: "" }));
    return calling(window[window.length - 1], to);
  },
  "img src": to => loading("img", { src: to + "/img" }),
  "img srcset": to => loading("img", { srcset: to + "/srcset 2x" }),
  "img of a data address": () => loading("img", { src: "data:image/gif;base64,R0lGODlhAQABAAAAACw=" }),
  video: to => loading("video", { src: to + "/video", autoplay: "" }),
  "video poster": to => loading("video", { poster: to + "/poster" }),
  audio: to => loading("audio", { src: to + "/audio", autoplay: "" }),
  script: to => loading("script", { src: to + "/script.js" }),
  "script module": to => loading("script", { src: to + "/module.js", type: "module" }),
  "import()": to => import(/* @vite-ignore */ to + "/import.js").then(() => "imported"),
  "style sheet": to => loading("link", { rel: "stylesheet", href: to + "/style.css" }),
  prefetch: to => loading("link", { rel: "prefetch", href: to + "/prefetch" }),
  preload: to => loading("link", { rel: "preload", as: "image", href: to + "/preload" }),
  modulepreload: to => loading("link", { rel: "modulepreload", href: to + "/modulepreload" }),
  preconnect: to => loading("link", { rel: "preconnect", href: to }),
  "dns-prefetch": to => loading("link", { rel: "dns-prefetch", href: to }),
  icon: to => loading("link", { rel: "icon", href: to + "/icon" }),
  iframe: to => clicking(element("iframe", { src: to + "/iframe" })),
  "iframe srcdoc": () => traced(() => document.body.append(element("iframe", { srcdoc: "<script>top.trace=1</script>" }))),
  object: to => loading("object", { data: to + "/object" }),
  embed: to => loading("embed", { src: to + "/embed" }),
  Worker: to => socket(() => new Worker(to + "/worker.js")),
  "Worker of a blob": () => socket(() => new Worker(URL.createObjectURL(new Blob(["postMessage(1)"])))),
  SharedWorker: to => socket(() => new SharedWorker(to + "/shared.js").port),
  ServiceWorker: to => navigator.serviceWorker.register(to + "/service.js").then(() => "registered"),
  "image of a style": to => {
    const box = element("p", {});
    document.body.append(box);
    box.style.backgroundImage = `url(${to}/background)`;
    return soon(new Promise(() => {}));
  },
  "font of a style": to => new FontFace("x", `url(${to}/font)`).load().then(() => "loaded"),
  "rule of a style sheet": to => {
    document.styleSheets[0].insertRule(`body { list-style-image: url(${to}/rule); cursor: url(${to}/cursor), auto }`);
    return soon(new Promise(() => {}));
  },
  "style sheet of its own": to => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`body { border-image: url(${to}/sheet) 1 }`);
    document.adoptedStyleSheets = [sheet];
    return soon(new Promise(() => {}));
  },
  "inline style": () => {
    const style = element("style", {});
    style.textContent = "#inline-style { color: rgb(1, 2, 3) }";
    document.body.append(style, element("p", { id: "inline-style", style: "color: rgb(4, 5, 6)" }));
    const { color } = getComputedStyle(document.getElementById("inline-style"));
    return ["rgb(1, 2, 3)", "rgb(4, 5, 6)"].includes(color) ? color : "denied";
  },
  "inline script": () =>
    traced(() => {
      const script = element("script", {});
      script.textContent = "window.trace = 1";
      document.body.append(script);
    }),
  "event handler": () =>
    traced(() => {
      const button = element("button", { onclick: "window.trace = 1" });
      document.body.append(button);
      button.click();
    }),
  "script of a blob": () => loading("script", { src: URL.createObjectURL(new Blob(["window.trace = 1"])) }),
  "script of a data address": () => loading("script", { src: "data:text/javascript,window.trace=1" }),
  eval: () => (0, eval)("'ran'"),
  "new Function": () => new Function("return 'ran'")(),
  "setTimeout of a text": () => traced(() => setTimeout("window.trace = 1")),
  "window.open": to => (window.open(to + "/open") ? "opened" : "denied"),
  "window.open of nothing": () => (window.open() ? "opened" : "denied"),
  "link to a new window": to => clicking(element("a", { href: to + "/blank", target: "_blank" })),
  "link that is followed": to => clicking(element("a", { href: to + "/link" })),
  "link that pings": to => clicking(element("a", { href: "#", ping: to + "/ping" })),
  "link that runs": () => traced(() => clicking(element("a", { href: "javascript:void(window.trace=1)" }))),
  download: to => clicking(element("a", { href: to + "/download", download: "x" })),
  "download of a blob": () => clicking(element("a", { href: URL.createObjectURL(new Blob(["x"])), download: "x.html" })),
  "location.href": to => soon((void (location.href = to + "/href"), new Promise(() => {}))),
  "location.assign": to => soon((location.assign(to + "/assign"), new Promise(() => {}))),
  "location.replace": to => soon((location.replace(to + "/replace"), new Promise(() => {}))),
  "location of a data address": () => soon((void (location.href = "data:text/html,x"), new Promise(() => {}))),
  "location of a file": () => soon((void (location.href = "file:///etc/hostname"), new Promise(() => {}))),
  "location that runs": () => traced(() => void (location.href = "javascript:void(window.trace=1)")),
  form: to => {
    const form = element("form", { action: to + "/form" });
    form.append(element("input", { type: "submit" }));
    return clicking(form);
  },
  "form that posts": to => {
    const form = element("form", { action: to + "/post", method: "post", target: "_blank" });
    form.append(element("input", { type: "submit" }));
    return clicking(form);
  },
  "form without a button": to => {
    const form = element("form", { action: to + "/submit" });
    document.body.append(form);
    form.submit();
    return soon(new Promise(() => {}));
  },
  "meta refresh": to => {
    document.head.append(element("meta", { "http-equiv": "refresh", content: `0;url=${to}/refresh` }));
    return soon(new Promise(() => {}));
  },
  base: to => {
    document.head.append(element("base", { href: to + "/" }));
    return document.baseURI.startsWith(to) ? document.baseURI : "denied";
  },
};

/** Tries one way; what throws or rejects is denied. */
test.wayOut = async (name, to) => {
  const from = location.href;
  // A driver's own script may do more than the page's, but not in a task of the page's.
  await new Promise(done => setTimeout(done));
  let outcome;
  try {
    outcome = await window.waysOut[name](to);
  } catch {
    outcome = "denied";
  }
  if (location.href.replace(/#$/, "") !== from.replace(/#$/, "")) return location.href;
  return window.trace ? "ran" : outcome;
};
