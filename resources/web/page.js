/* The page around the frame: words go to its exact origin alone, and are heard from nobody else. */

const IDENTITY_MS = 4_000;

export class Page {
  #asked = new Map();
  #next = 0;

  /** heard(told) takes {shown, focus, page, moving}; parent is the page's origin, or "". */
  constructor(parent, heard) {
    this.parent = parent;
    addEventListener("message", (event) => {
      const told = event.data;
      if (event.source !== window.parent || event.origin !== parent) return;
      if (told?.to !== "mystore-chat") return;
      if ("ask" in told) this.#answered(told);
      else heard(told);
    });
  }

  tell(is, more = {}) {
    if (this.parent && window.parent !== window)
      window.parent.postMessage({ from: "mystore-chat", is, ...more }, this.parent);
  }

  /** Who the visitor is as the page says it, asked for anew: a signed token is short-lived. */
  identity() {
    if (!this.parent || window.parent === window) return Promise.resolve({});
    const ask = ++this.#next;
    this.tell("identity", { ask });
    return new Promise((resolve) => {
      this.#asked.set(ask, resolve);
      setTimeout(() => this.#answered({ ask, identity: {} }), IDENTITY_MS);
    });
  }

  #answered({ ask, identity }) {
    this.#asked.get(ask)?.(identity ?? {});
    this.#asked.delete(ask);
  }
}
