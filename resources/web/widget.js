/* The chat in its frame: what is shown when, and who is told of what. */

import { Composer } from "./composer.js";
import { AddressForm, MailForm } from "./forms.js";
import { Kept } from "./kept.js";
import { Lines } from "./lines.js";
import { Page } from "./page.js";
import { download, part, write } from "./shapes.js";
import { Talk } from "./talk.js";
import { Words } from "./words.js";

const told = new URLSearchParams(location.hash.slice(1));
const site = new URLSearchParams(location.search).get("site") ?? "";
const words = new Words(told.get("lang"));
const page = new Page(told.get("parent") ?? "", heardPage);
const kept = new Kept(site, (what) => talk.heardTab(what));
const talk = new Talk({ site, language: words.lang, kept, page, changed });

speak();
const lines = new Lines(talk, words);
const composer = new Composer(talk, words);
const mail = new MailForm(talk, words);
const address = new AddressForm(talk, words);

/* Without popovers there is no menu, and so nothing of it to be closed. */
const hasMenu = CSS.supports("selector(:popover-open)");
const OVER_IT = hasMenu ? "dialog[open], :popover-open" : "dialog[open]";

let mode = "";
let hasBegun = false;
let isMoving = false;
let isDue = false;
let clock = 0;

listen();
draw();
page.tell("ready");
talk.start().finally(() => {
  hasBegun = true;
  changed();
});

/** Every text of the page that does not change. */
function speak() {
  document.documentElement.lang = words.lang;
  document.title = words.say("title");
  for (const node of document.querySelectorAll("[data-say]"))
    node.textContent = words.say(node.dataset.say);
  for (const node of document.querySelectorAll("[data-name]")) {
    node.setAttribute("aria-label", words.say(node.dataset.name));
    if (node.matches("button")) node.title = words.say(node.dataset.name);
  }
  for (const node of document.querySelectorAll("[data-hint]"))
    node.placeholder = words.say(node.dataset.hint);
}

/** Many changes at once are drawn once. */
function changed() {
  if (isDue) return;
  isDue = true;
  queueMicrotask(() => {
    isDue = false;
    draw();
  });
}

/** Which of its faces the chat has now. */
function modeNow() {
  const { opening, outbox } = talk;
  if (talk.isEnded) return "ended";
  if (talk.isLive || outbox.items.some((item) => !item.mail)) return "chat";
  if (outbox.items.some((item) => item.mail)) return "sending";
  if (outbox.got) return "got";
  if (!opening.told) return opening.isUnreachable ? "away" : "loading";
  if (opening.isOpen) return mode === "mail" && !mail.isEmpty ? "mail" : "chat";
  return "mail";
}

function draw() {
  const before = mode;
  const hadFocus = document.activeElement !== document.body;
  giveBack();
  mode = modeNow();
  if (before !== mode) carryOver(before);
  for (const name of ["loading", "mail", "got", "sending", "away"]) part(name).hidden = mode !== name;
  part("talk").hidden = mode !== "chat" && mode !== "ended";
  composer.form.hidden = mode !== "chat";
  part("over").hidden = mode !== "ended";
  part("more").hidden = !(mode === "chat" && talk.isLive && hasMenu);
  part("hello").hidden = talk.lines.length + talk.outbox.items.length > 0;
  drawState();
  drawBar();
  drawShop();
  address.draw(mode === "chat" ? talk.wantsAddress : "");
  composer.draw(talk.opening.told?.limits);
  mail.draw();
  drawGot();
  drawSending();
  lines.draw(hasBegun);
  page.tell("unread", { count: talk.unread });
  if (before && before !== mode && hadFocus && talk.isShown) focus();
  tick();
}

/** What could not be sent stands in the form again. */
function giveBack() {
  const returned = talk.outbox.returned;
  if (!returned) return;
  talk.outbox.returned = null;
  mail.put(returned);
}

/** Nothing is written twice: the words follow from one form to the other. */
function carryOver(before) {
  if (mode === "mail" && before !== "sending") {
    const written = composer.give();
    if (written.text || written.files.length) mail.put(written);
  }
  if (mode === "chat" && !mail.isEmpty) {
    const { text, files } = mail.give();
    composer.put(text, files);
  }
}

function drawState() {
  const { opening } = talk;
  const state = opening.told?.state ?? "";
  const when = opening.opensAt ? words.when(opening.opensAt, opening.now()) : "";
  const holiday = opening.told?.holiday ?? "";
  let key = { open: "open", lunch: "lunch", closed: "closed", holiday: "holiday" }[state] ?? "loading";
  if (!when && key !== "open" && key !== "loading") key = key === "lunch" ? "lunchBare" : "closedBare";
  if (!opening.told && opening.isUnreachable) key = "unreachable";
  if (mode === "chat" && talk.isLive && !talk.isHeard) key = "unreachable";
  else if (mode === "chat" && talk.isLive) key = state && state !== "open" ? "goesOn" : "talking";
  if (mode === "ended") key = talk.lines.some((line) => line.notice === "to_mail") ? "isMail" : "isEnded";
  const icon = { open: "open", talking: "open", unreachable: "offline", isMail: "mail" }[key] ?? "clock";
  const node = part("state");
  node.dataset.is = icon;
  node.querySelector("use").setAttribute("href", `#i-${icon}`);
  write(node.querySelector("span"), words.say(key, { when, holiday }));
}

function drawBar() {
  const { opening } = talk;
  const row = part("bar").firstChild;
  const isLost = mode === "chat" && !talk.isHeard;
  const canChat = mode === "mail" && opening.isOpen;
  const closes = mode === "chat" ? opening.closesAt : null;
  row.hidden = !isLost && !canChat && !closes;
  row.dataset.is = isLost ? "offline" : canChat ? "news" : "soon";
  row.querySelector("use").setAttribute("href", isLost ? "#i-offline" : "#i-clock");
  const text = isLost ? words.say("reconnecting")
    : canChat ? words.say("openAgain")
    : closes ? words.say("closing", { when: words.when(closes, opening.now()) }) : "";
  write(row.querySelector("span"), text);
  const button = row.querySelector("button");
  button.hidden = !isLost && !canChat;
  write(button, words.say(canChat ? "chatNow" : "tryNow"));
}

function drawShop() {
  const shop = kept.visit?.shop ?? "";
  part("shop").hidden = !shop;
  write(part("shop").lastChild, words.say("shop", { shop }));
}

function drawSending() {
  const isHeld = talk.outbox.hold !== null;
  write(part("sending").querySelector("h2"), words.say(isHeld ? "mailNotYet" : "mailSending"));
  part("sending").querySelectorAll("p, button").forEach((node) => (node.hidden = !isHeld));
}

function drawGot() {
  const { got } = talk.outbox;
  const { opening } = talk;
  if (!got) return;
  const said = [words.say("mailGotHint", { address: got.address })];
  if (!opening.isOpen && opening.opensAt)
    said.push(words.say("mailGotOpens", { when: words.when(opening.opensAt, opening.now()) }));
  write(part("got").querySelector("p"), said.join("\n"));
}

/** What runs out by itself is drawn each second, and nothing else. */
function tick() {
  const isRunning = talk.outbox.hold?.why === "pace" && talk.outbox.items.length > 0;
  if (isRunning && !clock) clock = setInterval(changed, 1000);
  if (!isRunning && clock) {
    clearInterval(clock);
    clock = 0;
  }
}

/** To where the visitor writes, or to what there is to read. */
function focus() {
  if (mode === "chat") composer.focus();
  else if (mode === "mail") mail.focus();
  else if (mode === "ended") part("log").focus({ preventScroll: true });
  else if (mode === "got") part("got").querySelector("h2").focus({ preventScroll: true });
  else part("hide").focus({ preventScroll: true });
}

function heardPage(said) {
  if ("page" in said) talk.tellPage(String(said.page));
  if ("moving" in said) isMoving = said.moving === true;
  if ("shown" in said) {
    talk.show(said.shown === true);
    if (said.focus) focus();
    changed();
  }
}

async function keepTranscript() {
  part("menu").hidePopover();
  try {
    download(await talk.transcript(), words.lang === "nb" ? "samtale.txt" : "conversation.txt");
  } catch {
    write(part("said"), words.say("fetchFailed", { name: words.say("transcript") }));
  }
}

async function leave() {
  try {
    await talk.leave();
  } catch {
    write(part("said"), words.say("reconnecting"));
  }
}

function listen() {
  part("hide").addEventListener("click", () => page.tell("hide"));
  part("transcript").addEventListener("click", keepTranscript);
  part("keep").addEventListener("click", keepTranscript);
  part("leave").addEventListener("click", () => {
    part("menu").hidePopover();
    part("leaving").showModal();
  });
  part("leaving").addEventListener("close", () => {
    if (part("leaving").returnValue === "yes") leave();
    part("leaving").returnValue = "";
  });
  part("again").addEventListener("click", () => talk.again());
  part("got").querySelector("button").addEventListener("click", () => {
    talk.outbox.got = null;
    changed();
  });
  for (const name of ["away", "sending"])
    part(name).querySelector("button").addEventListener("click", () => talk.wake());
  part("bar").querySelector("button").addEventListener("click", () => {
    if (mode !== "mail") return talk.wake();
    const { text, files } = mail.give();
    composer.put(text, files);
    changed();
  });
  addEventListener("keydown", (event) => {
    const isTaken = document.querySelector(OVER_IT);
    if (event.key === "Escape" && !event.defaultPrevented && !isTaken) page.tell("hide");
  });
  addEventListener("online", () => talk.wake());
  addEventListener("pageshow", () => (isMoving = false));
  addEventListener("pagehide", () => {
    if (window.navigation && page.parent && !isMoving) talk.goneAway();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") talk.show(talk.isShown);
  });
  takeFiles();
}

/** Pictures that are dropped or pasted go where one writes. */
function takeFiles() {
  const target = () => ({ chat: composer, mail })[mode]?.attached;
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files") && target();
  addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    part("drop").hidden = false;
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) part("drop").hidden = true;
  });
  addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    part("drop").hidden = true;
    target().add([...event.dataTransfer.files]);
  });
  addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length || !target()) return;
    event.preventDefault();
    target().add(files);
  });
}
