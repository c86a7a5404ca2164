/* Whether chat is open, as the door says it: read at the start, every minute while it is looked at,
   and pushed when it changes. */

import { askJson, pauseMs, Refused } from "./wire.js";

const EVERY_MS = 60_000;
const AFTER_MS = 500;
const SKEW_MS = 5_000;
const SOON_MS = 30 * 60_000;

export class Opening {
  /** The door's last answer; null until it has said one. */
  told = null;
  isUnreachable = false;
  isLookedAt = false;
  #offsetMs = 0;
  #timer = 0;

  constructor(site, language, changed) {
    this.path = `config?site=${encodeURIComponent(site)}&lang=${language}`;
    this.changed = changed;
  }

  /** The door's clock: what this machine says may be wrong. */
  now() {
    return Date.now() + this.#offsetMs;
  }

  get isOpen() {
    return this.told?.state === "open";
  }

  /** When chat closes, where that is soon; else null. */
  get closesAt() {
    const at = Date.parse(this.told?.closing_at ?? this.told?.closes_at ?? "");
    return this.isOpen && at > this.now() && at - this.now() <= SOON_MS ? at : null;
  }

  get opensAt() {
    const at = Date.parse(this.told?.opens_at ?? "");
    return Number.isNaN(at) ? null : at;
  }

  /** A whole answer, or one that leaves out what never changes. */
  hear(told) {
    const { limits, name } = this.told ?? {};
    this.told = { limits, name, ...told };
    this.#setClock(told.now ?? "");
    this.isUnreachable = false;
    this.changed();
  }

  /** In a minute, or as soon as it opens or closes: nobody is told "open" a minute too long. */
  #nextMs() {
    const untilMs = (this.closesAt ?? this.opensAt ?? Infinity) - this.now();
    return untilMs > 0 ? Math.min(EVERY_MS, untilMs + AFTER_MS) : EVERY_MS;
  }

  #setClock(said) {
    const offsetMs = Date.parse(said) - Date.now();
    if (!Number.isNaN(offsetMs)) this.#offsetMs = Math.abs(offsetMs) > SKEW_MS ? offsetMs : 0;
  }

  async read(attempt = 0) {
    clearTimeout(this.#timer);
    let nextMs = 0;
    try {
      const { told, response } = await askJson("GET", this.path);
      this.#setClock(response.headers.get("Date") ?? "");
      this.hear(told);
      nextMs = this.#nextMs();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.isUnreachable = true;
      nextMs = error.retryMs || pauseMs(attempt++);
      this.changed();
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.isUnreachable) this.read(attempt);
      else if (this.isLookedAt) this.read();
    }, nextMs);
  }
}
