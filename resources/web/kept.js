/* What this browser keeps for a site, shared by its tabs: the visit, the draft, and what is not
   sent yet with its pictures. Where storage is blocked all of it lives as long as the page. */

const OPENS_MS = 2_000;
const memory = new Map();

/** A name that nobody else has. crypto.randomUUID is missing on pages without TLS. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** A secret of 256 bits, as 43 letters. */
export function newToken() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").slice(0, 43);
}

export class Kept {
  #name;
  #channel = null;
  #base = null;
  #unsent = new Map();

  /** heard(what) is told what another tab changed: "visit", "seen", "unsent", or that it "left".
      What localStorage has is told by its own event: a message may be there before it. */
  constructor(site, heard) {
    this.#name = `mystore-chat:${site}`;
    this.heard = heard;
    addEventListener("storage", (event) => {
      const what = event.key?.startsWith(`${this.#name}:`) && event.key.split(":").at(-1);
      if (what === "visit" || what === "seen") this.heard(what);
    });
    if ("BroadcastChannel" in globalThis) {
      this.#channel = new BroadcastChannel(this.#name);
      this.#channel.onmessage = (event) => this.heard(event.data);
    }
  }

  tellTabs(what) {
    this.#channel?.postMessage(what);
  }

  /** {client_id, token, isBegun, shop}, or null. */
  get visit() {
    return this.#read("visit");
  }

  set visit(visit) {
    this.#write("visit", visit);
  }

  /** The token of the visit before: what a new one goes on from. */
  get former() {
    return this.#read("former");
  }

  set former(token) {
    this.#write("former", token);
  }

  get draft() {
    return this.#read("draft") ?? "";
  }

  set draft(text) {
    this.#write("draft", text || null);
  }

  /** The newest line of ours that was on the screen. */
  get seen() {
    return this.#read("seen") ?? 0;
  }

  set seen(seq) {
    this.#write("seen", seq);
  }

  /** The address as it was said last, so that it need not be typed twice. */
  get address() {
    return this.#read("address") ?? "";
  }

  set address(address) {
    this.#write("address", address);
  }

  /** What is not sent, oldest first: {id, at, text, files: [{id, name, type, size, blob, at}], mail}. */
  async unsent() {
    const items = await this.#all().catch(() => null);
    const all = items ? [...items, ...this.#unsent.values()] : [...this.#unsent.values()];
    return all.sort((one, other) => one.at - other.at);
  }

  async put(item) {
    try {
      await this.#ask("readwrite", (store) => store.put(item));
    } catch {
      this.#unsent.set(item.id, item);
    }
    this.tellTabs("unsent");
  }

  async drop(id) {
    this.#unsent.delete(id);
    await this.#ask("readwrite", (store) => store.delete(id)).catch(() => {});
    this.tellTabs("unsent");
  }

  /** One tab at a time, where the browser can say so; ids make a second time harmless anyway. */
  alone(act) {
    if (!navigator.locks) return act();
    return navigator.locks.request(this.#name, act);
  }

  #read(what) {
    const name = `${this.#name}:${what}`;
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return memory.get(name) ?? null;
    }
  }

  #write(what, value) {
    const name = `${this.#name}:${what}`;
    memory.set(name, value);
    try {
      if (value === null) localStorage.removeItem(name);
      else localStorage.setItem(name, JSON.stringify(value));
    } catch { /* blocked or full: memory has it */ }
  }

  #all() {
    return this.#ask("readonly", (store) => store.getAll());
  }

  async #ask(mode, act) {
    this.#base ??= this.#opened();
    const base = await this.#base;
    return new Promise((resolve, reject) => {
      const request = act(base.transaction("unsent", mode).objectStore("unsent"));
      request.transaction.oncomplete = () => resolve(request.result);
      request.transaction.onabort = () => reject(request.error);
    });
  }

  #opened() {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(this.#name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore("unsent", { keyPath: "id" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      /* Some browsers never answer: then memory has it. */
      setTimeout(reject, OPENS_MS);
    });
  }
}
