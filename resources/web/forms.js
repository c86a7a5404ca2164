/* The letter that is written while chat is closed, and the address that we ask for in a chat. */

import { Attached } from "./attached.js";
import { part, write } from "./shapes.js";

const ADDRESS = /^[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:"]+\.[^\s@<>()[\],;:".]{2,}$/;

function mark(field, wrong, words) {
  field.setAttribute("aria-invalid", String(Boolean(words)));
  wrong.hidden = !words;
  write(wrong, words);
}

export class MailForm {
  constructor(talk, words) {
    this.talk = talk;
    this.words = words;
    this.form = part("mail");
    this.address = part("mail-address");
    this.name = part("mail-name");
    this.text = part("mail-text");
    this.attached = new Attached(this.form, words, () => {});
    this.address.value = talk.kept.address;
    this.text.addEventListener("input", () => {
      talk.kept.draft = this.text.value;
      if (this.text.value.trim()) mark(this.text, part("mail-text-wrong"), "");
    });
    this.address.addEventListener("input", () => {
      if (ADDRESS.test(this.address.value.trim())) this.#addressIs("");
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
  }

  draw() {
    const { opening } = this.talk;
    const told = opening.told ?? {};
    this.attached.allow(told.limits);
    const when = opening.opensAt ? this.words.when(opening.opensAt, opening.now()) : "";
    const isLunch = told.state === "lunch" && when !== "";
    const hint = this.words.say(isLunch ? "mailLunchHint" : "mailHint", { when });
    write(this.form.querySelector(".hint"), hint);
  }

  /** What was written elsewhere, or could not be sent: it stands here, with why. */
  put({ text, files = [], address, name, why = "" }) {
    this.text.value = [text, this.text.value].filter(Boolean).join("\n");
    this.talk.kept.draft = this.text.value;
    if (address) this.address.value = address;
    if (name) this.name.value = name;
    if (files.length) this.attached.put(files);
    this.#addressIs(why === "address" ? this.words.say("addressWrong") : "");
    const trouble = part("mail-trouble");
    trouble.hidden = why !== "failed";
    write(trouble, why === "failed" ? this.words.say("mailFailed") : "");
  }

  give() {
    const text = this.text.value;
    this.text.value = "";
    this.talk.kept.draft = "";
    return { text, files: this.attached.give() };
  }

  get isEmpty() {
    return !this.text.value.trim() && !this.attached.files.length;
  }

  focus() {
    (this.address.value ? this.text : this.address).focus({ preventScroll: true });
  }

  #addressIs(words) {
    mark(this.address, part("mail-address-wrong"), words);
  }

  #send() {
    const address = this.address.value.trim();
    const hasText = this.text.value.trim() !== "";
    const wrong = !address ? "addressMissing" : ADDRESS.test(address) ? "" : "addressWrong";
    this.#addressIs(wrong && this.words.say(wrong));
    mark(this.text, part("mail-text-wrong"), hasText ? "" : this.words.say("whatMissing"));
    if (wrong) this.address.focus();
    else if (!hasText) this.text.focus();
    if (wrong || !hasText) return;
    const name = this.name.value.trim();
    const { text, files } = this.give();
    this.talk.outbox.mail({ address, name, text: text.trim(), files });
  }
}

export class AddressForm {
  constructor(talk, words) {
    this.talk = talk;
    this.words = words;
    this.form = part("address");
    this.field = part("address-field");
    this.wrong = part("address-wrong");
    part("address-not").addEventListener("click", () => talk.keepAddress());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save();
    });
  }

  draw(wanted) {
    if (wanted && this.form.hidden) this.field.value = this.talk.kept.address;
    this.form.hidden = !wanted;
    const why = wanted === "asked" ? "addressAsked" : "addressSlow";
    if (wanted) write(part("address-why"), this.words.say(why));
  }

  async #save() {
    const address = this.field.value.trim();
    const isGood = ADDRESS.test(address);
    mark(this.field, this.wrong, isGood ? "" : this.words.say("addressWrong"));
    if (!isGood) return this.field.focus();
    const trouble = await this.talk.tellAddress(address);
    if (!trouble) {
      write(part("said"), this.words.say("addressSaved", { address }));
      part("text").focus({ preventScroll: true });
      return;
    }
    const words = trouble === "net" ? "addressNet" : "addressWrong";
    mark(this.field, this.wrong, this.words.say(words));
    this.field.focus();
  }
}
