/* Where the visitor writes: Enter sends, what is half written is kept, pictures come by any way. */

import { Attached } from "./attached.js";
import { part, write } from "./shapes.js";

const LONGEST = 4_000;

export class Composer {
  constructor(talk, words) {
    this.talk = talk;
    this.words = words;
    this.form = part("composer");
    this.field = part("text");
    this.attached = new Attached(this.form, words, () => this.#check());
    this.longest = LONGEST;
    this.field.value = talk.kept.draft;
    this.field.addEventListener("input", () => this.#typed());
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("blur", () => talk.typing(false));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
  }

  draw(limits) {
    this.attached.allow(limits);
    this.longest = limits?.text ?? LONGEST;
    this.#check();
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  /** Takes what is written here away, for another form. */
  give() {
    const text = this.field.value;
    this.put("");
    return { text, files: this.attached.give() };
  }

  put(text, files = []) {
    this.field.value = text;
    this.talk.kept.draft = text;
    if (files.length) this.attached.put(files);
    this.#check();
  }

  #typed() {
    this.talk.kept.draft = this.field.value;
    this.talk.typing(this.field.value.trim() !== "");
    this.#check();
  }

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    if (matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    this.#send();
  }

  get #over() {
    return this.field.value.trim().length - this.longest;
  }

  get #hasWords() {
    return this.field.value.trim() !== "" || this.attached.files.length > 0;
  }

  #send() {
    if (!this.#hasWords || this.#over > 0) return;
    const { text, files } = this.give();
    this.talk.typed();
    this.talk.outbox.say(text.trim(), files);
    this.focus();
  }

  #check() {
    const over = this.#over;
    const wrong = part("text-wrong");
    wrong.hidden = over <= 0;
    write(wrong, over > 0 ? this.words.say("tooLong", { count: over }) : "");
    this.field.setAttribute("aria-invalid", String(over > 0));
    const isOff = !this.#hasWords || over > 0;
    this.form.querySelector("[type=submit]").setAttribute("aria-disabled", String(isOff));
    this.field.style.height = "auto";
    if (this.field.scrollHeight) this.field.style.height = `${this.field.scrollHeight}px`;
  }
}
