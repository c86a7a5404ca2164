/* What is written and not sent: kept until the door has it, sent in its order, once, whatever happens
   between. */

import { ask, askJson, pauseMs, Refused } from "./wire.js";
import { newId, newToken } from "./kept.js";

export class Outbox {
  /** Oldest first, as the screen shows it; `failed` says why one is not tried again by itself. */
  items = [];
  /** Why nothing goes just now: {why: "net" or "pace", until}, or null. */
  hold = null;
  /** What could not be said in a chat, or not mailed, back for the form: {text, files, why}. */
  returned = null;
  /** The mail that was taken: {address}. */
  got = null;
  #attempt = 0;
  #isBusy = false;
  #isWanted = false;
  #keeping = new Set();
  #only = null;
  #timer = 0;

  /** talk: what begins a visit, takes its lines, and is told of every change. */
  constructor(kept, talk) {
    this.kept = kept;
    this.talk = talk;
  }

  /** A line of the chat. files: [{name, type, size, blob}]. */
  async say(text, files) {
    await this.#add({ text, files: files.map((file) => ({ ...file, id: newId() })) });
  }

  /** A letter, written while chat is closed: {address, name, text, files}. */
  async mail({ address, name, text, files }) {
    this.got = null;
    const visit = { client_id: newId(), token: newToken() };
    const named = files.map((file) => ({ ...file, id: newId() }));
    await this.#add({ text, files: named, mail: { address, name, visit } });
  }

  async retry(id) {
    const item = this.items.find((one) => one.id === id);
    if (item) await this.kept.put({ ...item, failed: "" });
    this.now();
  }

  async discard(id) {
    await this.kept.drop(id);
    await this.look();
  }

  /** What was written for a chat that is over or never began stands in a form again. */
  async takeBack() {
    const items = this.items.filter((one) => !one.mail);
    if (!items.length) return;
    for (const one of items) await this.kept.drop(one.id);
    const text = items.map((one) => one.text).filter(Boolean).join("\n");
    this.returned = { text, files: items.flatMap((one) => one.files.map(unsentFile)), why: "" };
    await this.look();
  }

  /** Reads again what is kept: another tab may have sent it, or written more. */
  async look() {
    const items = await this.kept.unsent();
    const isThere = (item) => items.some((one) => one.id === item.id);
    this.#show([...items, ...[...this.#keeping].filter((item) => !isThere(item))]);
  }

  /** Tries at once, whatever was waited for. */
  async now() {
    clearTimeout(this.#timer);
    this.#isWanted = true;
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      while (this.#isWanted) {
        this.#isWanted = false;
        await this.kept.alone(() => this.#sendAll());
        await this.look();
      }
    } finally {
      this.#isBusy = false;
    }
  }

  async #add(more) {
    const item = { id: newId(), at: Date.now(), failed: "", ...more };
    this.#keeping.add(item);
    const isKept = this.kept.put(item).finally(() => this.#keeping.delete(item));
    this.#show([...this.items, item]);
    /* Where nothing waits before it, it goes while it is being kept: it bears its name already. */
    this.#only = this.items.length === 1 ? item : null;
    this.now();
    await isKept;
  }

  #show(items) {
    this.items = items;
    this.talk.sayLive();
    this.talk.changed();
  }

  async #sendAll() {
    const only = this.#only;
    this.#only = null;
    for (const item of only ? [only] : await this.kept.unsent()) {
      if (item.failed) continue;
      try {
        if (item.mail) await this.#mail(item);
        else await this.#send(item);
        this.hold = null;
        this.#attempt = 0;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        if (await this.#isStoppedBy(error, item)) return;
      }
      await this.look();
    }
  }

  async #send(item) {
    const { token } = await this.talk.begun();
    const line = await this.#line(token, item);
    await this.kept.drop(item.id);
    this.talk.take(line);
  }

  async #mail(item) {
    const { address, name, visit } = item.mail;
    await this.talk.begin(visit, { kind: "mail", address, ...(name && { name }) });
    await this.#line(visit.token, item);
    await ask("POST", "close", { token: visit.token });
    await this.kept.drop(item.id);
    this.kept.address = address;
    this.kept.former = visit.token;
    this.got = { address };
  }

  async #line(token, item) {
    for (const file of item.files) {
      if (file.file) continue;
      const { told } = await askJson("POST", "files", {
        token,
        content: file.blob,
        headers: {
          "Content-Type": file.type || "application/octet-stream",
          "X-Client-Id": file.id,
          "X-File-Name": encodeURIComponent(file.name),
        },
      });
      file.file = told.file;
      this.talk.blobs.set(told.file, file.blob);
    }
    const files = item.files.map((file) => file.file);
    const json = { client_id: item.id, text: item.text, files };
    return (await askJson("POST", "messages", { token, json })).told;
  }

  /** What a refusal means for what is not sent; true where nothing more is tried now. */
  async #isStoppedBy(error, item) {
    if (error.isPassing) {
      const ms = error.retryMs || pauseMs(this.#attempt++);
      this.hold = { why: error.status === 429 ? "pace" : "net", until: Date.now() + ms };
      this.#timer = setTimeout(() => this.now(), ms);
      return true;
    }
    if (item.mail) {
      const why = error.code === "address" ? "address" : "failed";
      this.returned = { ...item.mail, text: item.text, files: item.files, why };
      await this.kept.drop(item.id);
      return false;
    }
    if (error.status === 409) {
      await this.#giveBack(error);
      return true;
    }
    if (error.status === 401 && !item.isAgain) {
      this.talk.forget();
      await this.kept.put({ ...item, isAgain: true, files: item.files.map(unsentFile) });
      this.#isWanted = true;
      return true;
    }
    const failed = { 410: "Over", 413: "TooBig", 415: "Type" }[error.status] ?? "Other";
    await this.kept.put({ ...item, failed });
    if (error.status === 410) this.talk.over();
    return false;
  }

  /** Chat has closed before the first line of it: what was written goes to the form. */
  async #giveBack(error) {
    await this.takeBack();
    this.talk.closed(error.told);
  }
}

function unsentFile({ name, type, size, blob }) {
  return { id: newId(), name, type, size, blob };
}
