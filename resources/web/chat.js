/* The one tag of a page: a button in its lower right corner, and the chat in a frame of its own.

   <script src="https://door/w/chat.js" data-site="KEY" async></script>

   data-lang: nb or en, else the page's own language. Who the visitor is: data-identity (a signed
   token), or data-identifier with data-identifier-hash; or, fresh when it is needed,
   window.mystoreChat = { identity: "…" } where identity may be a function, also an async one.
   What is only said: data-shop, data-name, data-email. From the page: mystoreChat.show(), hide().
   No cookie is set; the frame's content and its token cannot be read by the page. */
(() => {
  "use strict";
  const tag = document.currentScript;
  if (!tag || document.getElementById("mystore-chat")) return;
  const door = new URL(".", tag.src);
  const site = tag.dataset.site || "";
  const spoken = (tag.dataset.lang || document.documentElement.lang || "nb").toLowerCase();
  const lang = /^(nb|nn|no|da|sv)\b/.test(spoken) ? "nb" : "en";
  const WORDS = {
    nb: { title: "Chat med Mystore", open: "Åpne chat", close: "Skjul chatten", label: "Chat",
      lost: "Vi får ikke kontakt med chatten. Haster det, ring 21 98 24 74 eller skriv til kundeservice@mystore.no.",
      again: "Prøv igjen",
      unread: (n) => (n === 1 ? "1 ulest melding" : `${n} uleste meldinger`) },
    en: { title: "Chat with Mystore", open: "Open chat", close: "Hide the chat", label: "Chat",
      lost: "We cannot reach the chat. If it is urgent, call +47 21 98 24 74 or write to kundeservice@mystore.no.",
      again: "Try again",
      unread: (n) => (n === 1 ? "1 unread message" : `${n} unread messages`) },
  }[lang];
  const ICONS = {
    chat: "M2.992 16.342a2 2 0 0 1 .094 1.167l-1.065 3.29a1 1 0 0 0 1.236 1.168l3.413-.998a2 2 0 0 1 1.099.092 10 10 0 1 0-4.777-4.719",
    down: "m6 9 6 6 6-6",
  };
  const CSS = `
    :host { all: initial; }
    .here { position: fixed; inset: auto 20px 20px auto; z-index: 2147483000;
      font: 600 15px/20px Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
    .launch { display: flex; align-items: center; gap: 8px; box-sizing: border-box; min-width: 52px;
      height: 52px; margin: 0; padding: 0 20px 0 16px; border: 0; border-radius: 26px;
      color: #fff; background: #0a6a71; font: inherit; cursor: pointer; position: relative;
      box-shadow: 0 1px 2px #16202233, 0 6px 20px #16202233; }
    .launch:hover { background: #08585e; }
    .launch:active { background: #06474c; }
    .launch:focus-visible { outline: 3px solid #fff; outline-offset: -5px;
      box-shadow: 0 0 0 3px #0a6a71, 0 6px 20px #16202233; }
    svg { width: 22px; height: 22px; fill: none; stroke: currentColor; stroke-width: 2;
      stroke-linecap: round; stroke-linejoin: round; }
    .launch[aria-expanded="true"] { width: 52px; padding: 0; justify-content: center; }
    .launch[aria-expanded="true"] .label { display: none; }
    .count { position: absolute; top: -5px; right: -3px; box-sizing: border-box; min-width: 22px;
      height: 22px; padding: 0 5px; border: 2px solid #fff; border-radius: 11px; color: #fff;
      background: #b3140f; font-size: 12px; line-height: 18px; text-align: center; }
    .count[hidden] { display: none; }
    .said { position: absolute; width: 1px; height: 1px; overflow: hidden;
      clip-path: inset(50%); white-space: nowrap; }
    dialog { position: fixed; inset: auto 20px 84px auto; box-sizing: border-box; margin: 0;
      width: 392px; height: min(640px, 100dvh - 104px); max-width: calc(100vw - 40px);
      max-height: none; padding: 0; border: 0; border-radius: 14px; overflow: hidden;
      background: #fff; box-shadow: 0 0 0 1px #1620221a, 0 12px 40px #16202240; }
    .lost { position: absolute; inset: 0; display: flex; flex-direction: column; gap: 16px;
      align-items: center; justify-content: center; padding: 24px; font-weight: 400;
      text-align: center; color: #162022; background: #fff; }
    .lost[hidden] { display: none; }
    .lost p { margin: 0; max-width: 300px; }
    .lost button { min-height: 36px; padding: 0 14px; border: 1px solid #7c898b;
      border-radius: 8px; color: inherit; background: none; font: inherit; cursor: pointer; }
    dialog::backdrop { background: #16202266; }
    iframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: light dark; }
    @media (prefers-color-scheme: dark) {
      dialog { background: #171c1d; box-shadow: 0 0 0 1px #ffffff1f, 0 12px 40px #000000a0; }
      .lost { color: #e3e8e8; background: #171c1d; }
    }
    @media (max-width: 480px), (max-height: 480px) {
      .here { inset: auto 16px 16px auto; }
      dialog { inset: 0; width: 100vw; height: 100dvh; max-width: none; border-radius: 0; }
    }
    @media (prefers-reduced-motion: no-preference) {
      dialog[open] { animation: rise 120ms ease-out; }
      @keyframes rise { from { opacity: 0; transform: translateY(8px); } }
    }
    @media (forced-colors: active) {
      button, dialog { border: 1px solid CanvasText; }
    }
    @media print { .here { display: none; } }`;
  const SMALL = matchMedia("(max-width: 480px), (max-height: 480px)");

  const root = document.createElement("div");
  root.id = "mystore-chat";
  root.lang = lang;
  const shadow = root.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  shadow.adoptedStyleSheets = [sheet];

  const make = (name, className = "", parent = null) => {
    const node = document.createElement(name);
    if (className) node.className = className;
    parent?.append(node);
    return node;
  };
  const here = make("div", "here", shadow);
  const panel = make("dialog", "", here);
  panel.id = "panel";
  panel.setAttribute("aria-label", WORDS.title);
  const lost = make("div", "lost", panel);
  lost.setAttribute("role", "alert");
  lost.hidden = true;
  const button = make("button", "launch", here);
  button.type = "button";
  button.setAttribute("aria-controls", "panel");
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  icon.append(path);
  button.append(icon);
  const label = make("span", "label", button);
  label.textContent = WORDS.label;
  const count = make("span", "count", button);
  count.setAttribute("aria-hidden", "true");
  const said = make("div", "said", here);
  said.setAttribute("role", "status");

  let frame = null;
  let isReady = false;
  let isMoving = false;
  let unread = 0;

  const kept = (area, name, value) => {
    try {
      if (value === undefined) return area().getItem(name);
      if (value) area().setItem(name, "1");
      else area().removeItem(name);
    } catch { /* storage is blocked: the chat works, and is not found again by itself */ }
    return null;
  };
  const LIVE = "mystore-chat-live";
  const OPEN = "mystore-chat-open";

  const tell = (message) => {
    if (isReady) frame.contentWindow.postMessage({ to: "mystore-chat", ...message }, door.origin);
  };
  const pageNow = () => location.origin + location.pathname;

  /** A frame that cannot be fetched says nothing: then it is said around it. */
  function isLost() {
    if (isReady || !lost.hidden) return;
    lost.hidden = false;
    make("p", "", lost).textContent = WORDS.lost;
    const act = (words, does) => {
      const one = make("button", "", lost);
      one.type = "button";
      one.textContent = words;
      one.addEventListener("click", does);
    };
    act(WORDS.again, () => {
      frame.remove();
      frame = null;
      isFound();
      load();
    });
    act(WORDS.close, hide);
  }

  function isFound() {
    lost.hidden = true;
    lost.replaceChildren();
  }

  function load() {
    if (frame) return;
    isReady = false;
    frame = make("iframe", "", panel);
    frame.title = WORDS.title;
    frame.addEventListener("load", () => setTimeout(isLost, 1000));
    setTimeout(isLost, 15_000);
    const told = new URLSearchParams({ lang, parent: location.origin });
    frame.src = new URL(`widget?site=${encodeURIComponent(site)}#${told}`, door).href;
  }

  function draw() {
    const isOpen = panel.open;
    button.setAttribute("aria-expanded", String(isOpen));
    path.setAttribute("d", isOpen ? ICONS.down : ICONS.chat);
    count.hidden = isOpen || !unread;
    count.textContent = unread > 9 ? "9+" : String(unread);
    const words = isOpen ? WORDS.close : WORDS.open;
    button.setAttribute("aria-label", !isOpen && unread ? `${words}, ${WORDS.unread(unread)}` : words);
  }

  function show(mayFocus = true) {
    load();
    if (panel.open) return;
    const before = document.activeElement;
    if (SMALL.matches) panel.showModal();
    else panel.show();
    if (!mayFocus) {
      frame.blur();
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    }
    kept(() => sessionStorage, OPEN, true);
    tell({ shown: true, focus: mayFocus });
    draw();
  }

  function hide() {
    if (!panel.open) return;
    panel.close();
    kept(() => sessionStorage, OPEN, false);
    tell({ shown: false });
    draw();
    button.focus({ preventScroll: true });
  }

  async function identity() {
    const given = { ...tag.dataset, ...window.mystoreChat };
    let token = given.identity;
    try {
      if (typeof token === "function") token = await token();
    } catch {
      token = undefined;
    }
    const text = (value) => (typeof value === "string" && value ? value : undefined);
    return {
      identity: text(token),
      identifier: text(given.identifier),
      identifier_hash: text(given.identifierHash),
      shop: text(given.shop),
      name: text(given.name),
      address: text(given.email),
    };
  }

  const HEARD = {
    ready: () => {
      isReady = true;
      isFound();
      tell({ page: pageNow(), shown: panel.open, focus: panel.open && shadow.activeElement === frame });
    },
    hide,
    unread: ({ count: number }) => {
      const more = Number(number) > unread && !panel.open;
      unread = Number(number) || 0;
      if (more) said.textContent = WORDS.unread(unread);
      draw();
    },
    live: ({ on }) => kept(() => localStorage, LIVE, on === true),
    identity: async ({ ask }) => tell({ identity: await identity(), ask }),
  };

  addEventListener("message", (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== door.origin) return;
    const told = event.data;
    if (told?.from === "mystore-chat" && Object.hasOwn(HEARD, told.is)) HEARD[told.is](told);
  });
  button.addEventListener("click", () => (panel.open ? hide() : show()));
  button.addEventListener("pointerenter", load, { once: true });
  panel.addEventListener("cancel", (event) => {
    event.preventDefault();
    hide();
  });
  SMALL.addEventListener("change", () => {
    if (!panel.open) return;
    panel.close();
    if (SMALL.matches) panel.showModal();
    else panel.show();
    fit();
  });
  /* A keyboard on the screen covers the end of the page: the chat ends above it. */
  function fit() {
    const view = window.visualViewport;
    const isCovered = panel.open && SMALL.matches && view && view.scale === 1;
    panel.style.top = isCovered ? `${view.offsetTop}px` : "";
    panel.style.height = isCovered ? `${view.height}px` : "";
  }
  for (const told of ["resize", "scroll"]) window.visualViewport?.addEventListener(told, fit);
  /* Only where the browser tells going on from leaving is leaving said at once. */
  window.navigation?.addEventListener("navigate", (event) => {
    isMoving = !event.hashChange && new URL(event.destination.url).origin === location.origin;
    tell({ moving: isMoving });
  });
  window.navigation?.addEventListener("navigatesuccess", () => {
    isMoving = false;
    tell({ moving: false, page: pageNow() });
  });
  addEventListener("pageshow", () => tell({ moving: false, page: pageNow() }));

  window.mystoreChat = Object.assign(window.mystoreChat || {}, { show: () => show(), hide });

  function begin() {
    document.body.append(root);
    draw();
    if (kept(() => sessionStorage, OPEN) && !SMALL.matches) show(false);
    else if (kept(() => localStorage, LIVE)) load();
  }
  if (document.body) begin();
  else addEventListener("DOMContentLoaded", begin, { once: true });
})();
