/* One visitor's conversation without a pixel of it: the door's state, the visit, its lines in their
   order, signs of us, and what is not sent. `changed` is called after every change. */

import { ask, askJson, Push, Refused } from "./wire.js";
import { newId, newToken } from "./kept.js";
import { Opening } from "./opening.js";
import { Outbox } from "./outbox.js";

/* The door says when we no longer type; where it cannot, nobody types for ever. */
const TYPES_MS = 120_000;
const TYPING_EVERY_MS = 4_000;
const SLOW_MS = 60_000;
const OVER_FOR_MS = 12 * 3_600_000;
const PORTION = 100;

export class Talk {
  isHeard = true;
  lines = [];
  isEnded = false;
  typingUntil = 0;
  seenSeq = 0;
  /** Pictures of this page's own lines, by the door's name for them. */
  blobs = new Map();
  #push = null;
  #token = null;
  #typedAt = 0;
  #slowTimer = 0;
  #looking = null;

  constructor({ site, language, kept, page, changed }) {
    this.site = site;
    this.language = language;
    this.kept = kept;
    this.page = page;
    this.changed = changed;
    this.where = "";
    this.isShown = false;
    this.opening = new Opening(site, language, changed);
    this.outbox = new Outbox(kept, this);
  }

  async start() {
    const isRead = this.opening.read();
    await this.#resume(isRead);
    await this.outbox.look();
    this.outbox.now();
    await isRead;
  }

  /** A visit that can be spoken in. */
  get isLive() {
    return !this.isEnded && (this.lines.length > 0 || this.kept.visit?.isBegun === true);
  }

  get lastSeq() {
    return this.lines.at(-1)?.seq ?? 0;
  }

  get unread() {
    return this.lines.filter((line) => line.kind !== "visitor" && line.seq > this.kept.seen).length;
  }

  /** We ask for an address, or have not answered in the time that we promise. */
  get wantsAddress() {
    if (!this.isLive) return "";
    const asked = this.lines.findLast((line) => line.notice === "ask_address");
    if (asked && asked.seq > (this.kept.visit?.addressSeq ?? 0)) return "asked";
    const { isKnown, mayNot } = this.kept.visit ?? {};
    return this.#isSlow && !this.kept.address && !isKnown && !mayNot ? "slow" : "";
  }

  get #isSlow() {
    const last = this.lines.findLast((line) => line.kind !== "notice");
    return last?.kind === "visitor" && this.opening.now() - Date.parse(last.at) >= SLOW_MS;
  }

  /** Begins a visit that has its ids; the same once more is the same visit. Throws Refused. */
  async begin(visit, more) {
    const said = await this.page.identity();
    const json = {
      site: this.site,
      language: this.language,
      page: this.where || undefined,
      client_id: visit.client_id,
      token: visit.token,
      continues: this.kept.former ?? undefined,
      ...said,
      address: said.address || this.kept.address || undefined,
      ...more,
    };
    const isKnown = Boolean(json.address || json.identity);
    try {
      return { ...(await askJson("POST", "visits", { json })).told, isKnown };
    } catch (error) {
      const isUnproven = error.status === 401 && error.code === "identity";
      const isMisled = error.status === 422 && error.code === "address" && !more.address;
      if (!isUnproven && !isMisled) throw error;
      /* What the page said of them is not good, but they are not turned away for it. */
      const bare = { ...json, identity: undefined, identifier: undefined, address: more.address };
      delete bare.identifier_hash;
      return (await askJson("POST", "visits", { json: bare })).told;
    }
  }

  /** The visit that is spoken in, begun where there is none. Throws Refused. */
  async begun() {
    if (this.kept.visit?.isBegun) return this.kept.visit;
    const visit = this.kept.visit ?? { client_id: newId(), token: newToken(), isBegun: false };
    this.kept.visit = visit;
    const told = await this.begin(visit, {});
    const token = told.token ?? visit.token;
    const { isKnown = false, verified_shop: shop = "" } = told;
    this.kept.visit = { ...visit, token, isBegun: true, shop, isKnown };
    this.#connect();
    return this.kept.visit;
  }

  /** A line from the door, by whichever way it came. */
  take(line) {
    if (line.seq <= this.lastSeq) return;
    if (line.seq > this.lastSeq + 1) {
      this.#look();
      return;
    }
    this.lines.push(line);
    if (line.client_id && this.outbox.items.some((item) => item.id === line.client_id))
      this.kept.drop(line.client_id).then(() => this.outbox.look());
    if (line.kind !== "visitor") this.typingUntil = 0;
    clearTimeout(this.#slowTimer);
    this.#slowTimer = setTimeout(() => this.changed(), SLOW_MS + 100);
    this.sayLive();
    this.markSeen();
    this.changed();
  }

  /** The door does not know the visit any more. */
  forget() {
    this.kept.visit = null;
    this.#reset();
    this.changed();
  }

  /** The visit has ended, as the door says. */
  over() {
    this.#look();
    this.#end();
  }

  /** Chat has closed, as the door says when it is asked to begin one. */
  closed(told) {
    this.kept.visit = null;
    this.opening.hear(told);
    this.opening.read();
  }

  /** The visitor ends it. Throws Refused. */
  async leave() {
    await ask("POST", "close", { token: this.kept.visit.token });
    this.#end();
  }

  /** After an end: a new one, which goes on from the old. */
  async again() {
    await this.outbox.takeBack();
    this.kept.former = this.kept.visit?.token ?? null;
    this.kept.visit = null;
    this.#reset();
    this.outbox.got = null;
    this.changed();
  }

  /** Gives "" where it was taken, else why not: "wrong" or "net". */
  async tellAddress(address) {
    try {
      await ask("POST", "me", { token: this.kept.visit.token, json: { address } });
    } catch (error) {
      return error.isPassing ? "net" : "wrong";
    }
    this.kept.address = address;
    this.kept.visit = { ...this.kept.visit, addressSeq: this.lastSeq };
    this.changed();
    return "";
  }

  /** The visitor does not want to say an address. */
  keepAddress() {
    this.kept.visit = { ...this.kept.visit, mayNot: true, addressSeq: this.lastSeq };
    this.changed();
  }

  /** The page keeps that there is something to come back to; not what. */
  sayLive() {
    this.page.tell("live", { on: this.isLive || this.outbox.items.length > 0 });
  }

  tellPage(where) {
    const isNew = this.where !== where;
    this.where = where;
    if (isNew) this.#tell("me", { page: where });
  }

  typing(isOn) {
    const isDue = Date.now() - this.#typedAt >= TYPING_EVERY_MS;
    if (isOn ? !isDue : !this.#typedAt) return;
    this.#typedAt = isOn ? Date.now() : 0;
    this.#tell("typing", { on: isOn });
  }

  /** What was typed is being said: that tells by itself that nobody types any longer. */
  typed() {
    this.#typedAt = 0;
  }

  /** What is on the screen has been seen; the door is told once. */
  markSeen() {
    const ours = this.lines.findLast((line) => line.kind !== "visitor")?.seq ?? 0;
    const isLookedAt = this.isShown && document.visibilityState === "visible";
    if (!isLookedAt || ours <= this.kept.seen) return;
    this.kept.seen = ours;
    this.#tell("seen", { seq: ours });
    this.changed();
  }

  show(isShown) {
    this.isShown = this.opening.isLookedAt = isShown;
    this.markSeen();
    if (isShown) {
      this.#push?.now();
      this.opening.read();
    }
  }

  /** The last page of it goes, and it is known that no other of ours comes after it. */
  goneAway() {
    if (!this.isLive) return;
    this.#tell("gone", undefined, true);
    this.kept.tellTabs("left");
  }

  /** The network is back, or somebody says "now". */
  wake() {
    this.#push?.now();
    this.outbox.now();
    if (this.opening.isUnreachable) this.opening.read();
  }

  /** What another tab of this browser did. */
  async heardTab(what) {
    if (what === "unsent") await this.outbox.look();
    if (what === "left") this.#push?.now();
    if (what === "visit" && this.kept.visit?.token !== this.#token) {
      this.#reset();
      await this.#resume();
    }
    this.changed();
  }

  async transcript() {
    const response = await ask("GET", "transcript", { token: this.kept.visit.token });
    return response.blob();
  }

  /** The bytes of a line's file. Throws Refused. */
  async file(id) {
    if (!this.blobs.has(id)) {
      const response = await ask("GET", `files/${id}`, { token: this.kept.visit.token });
      this.blobs.set(id, await response.blob());
    }
    return this.blobs.get(id);
  }

  /** isRead: when the door's clock is known. */
  async #resume(isRead) {
    const visit = this.kept.visit;
    if (!visit?.isBegun) return;
    const isReached = await this.#look();
    if (!this.kept.visit) return;
    if (this.isEnded) await isRead;
    const lastAt = Date.parse(this.lines.at(-1)?.at ?? "");
    if (this.isEnded && this.opening.now() - lastAt > OVER_FOR_MS) return this.again();
    if (!isReached) this.isHeard = false;
    if (!this.isEnded) this.#connect();
  }

  #connect() {
    this.#token = this.kept.visit.token;
    this.#push?.close();
    this.#push = new Push({
      first: () => ({ token: this.#token, after_seq: this.lastSeq }),
      frame: (told) => this.#frame(told),
      look: () => this.#look(),
      state: (isHeard) => this.#heardState(isHeard),
    });
    this.sayLive();
  }

  #heardState(isHeard) {
    this.isHeard = isHeard;
    if (isHeard) this.outbox.now();
    else this.typingUntil = 0;
    this.changed();
  }

  #frame(told) {
    if (told.ready) {
      /* Pushes tell what changes from now on: what did before is asked for. */
      this.opening.read();
      if (told.last_seq < this.lastSeq) this.#readAnew();
    }
    if (told.line) this.take(told.line);
    if (told.signs) this.#signs(told.signs);
    if (told.state) this.opening.hear(told.state);
    if (told.ended) this.over();
  }

  #signs({ typing, seen_seq }) {
    this.typingUntil = typing ? Date.now() + TYPES_MS : 0;
    this.seenSeq = Math.max(this.seenSeq, seen_seq ?? 0);
    if (typing) setTimeout(() => this.changed(), TYPES_MS + 50);
    this.changed();
  }

  /** Reads by HTTP what is newer than what is here; true where the door answered. */
  #look() {
    this.#looking ??= this.#readLines().finally(() => (this.#looking = null));
    return this.#looking;
  }

  async #readLines() {
    const token = this.kept.visit?.token;
    this.#token = token ?? null;
    try {
      for (;;) {
        const path = `messages?after_seq=${this.lastSeq}&limit=${PORTION}`;
        const { told } = await askJson("GET", path, { token });
        if (token !== this.kept.visit?.token) return true;
        if (told.last_seq < this.lastSeq) {
          this.lines = [];
          continue;
        }
        const before = this.lastSeq;
        for (const line of told.lines) if (line.seq === this.lastSeq + 1) this.take(line);
        if (told.ended) this.#end();
        if (this.lastSeq >= told.last_seq || this.lastSeq === before) break;
      }
      this.isHeard = true;
      this.changed();
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status === 401) this.forget();
      return !error.isPassing;
    }
  }

  /** The store behind the door is one of before: what it has is what counts. */
  #readAnew() {
    this.lines = [];
    this.kept.seen = 0;
    this.#look();
  }

  #end() {
    this.isEnded = true;
    this.isHeard = true;
    this.typingUntil = 0;
    this.#push?.close();
    this.#push = null;
    this.sayLive();
    this.changed();
  }

  #reset() {
    this.#push?.close();
    this.#push = null;
    this.#token = null;
    this.lines = [];
    this.isEnded = false;
    this.isHeard = true;
    this.typingUntil = this.seenSeq = 0;
    this.kept.seen = 0;
    this.sayLive();
  }

  /** Says something that is not worth a second try. */
  #tell(path, json, isLast = false) {
    const token = this.kept.visit?.token;
    if (!token || !this.isLive) return;
    ask("POST", path, { token, json, isLast }).catch(() => {});
  }
}
