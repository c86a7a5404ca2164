/* Pictures and files that a message is going to bear: chosen, dropped or pasted, with a preview. */

import { button, icon, make, write } from "./shapes.js";

const USUAL = {
  files: 5,
  file_bytes: 10 * 1_048_576,
  types: ["image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"],
};

export class Attached {
  /** [{name, type, size, blob, url}] */
  files = [];

  constructor(form, words, changed) {
    this.words = words;
    this.changed = changed;
    this.limits = USUAL;
    this.list = form.querySelector(".attached");
    this.wrong = form.querySelector(".files-wrong");
    this.input = form.querySelector("input[type=file]");
    this.opener = form.querySelector(".attach");
    this.opener.addEventListener("click", () => this.input.click());
    this.input.addEventListener("change", () => {
      this.add([...this.input.files]);
      this.input.value = "";
    });
  }

  allow(limits) {
    this.limits = { ...USUAL, ...limits };
    this.input.accept = this.limits.types.join(",");
  }

  add(blobs) {
    const troubles = blobs.map((blob) => this.#take(blob)).filter(Boolean);
    this.#trouble(troubles[0] ?? "");
    this.#draw();
  }

  /** What was given back, without a look at it. */
  put(files) {
    this.files.push(...files.map((file) => ({ ...file, url: URL.createObjectURL(file.blob) })));
    this.#draw();
  }

  /** Gives the files, and has none any more. */
  give() {
    const files = this.files.map(({ name, type, size, blob }) => ({ name, type, size, blob }));
    this.files.forEach((file) => URL.revokeObjectURL(file.url));
    this.files = [];
    this.#trouble("");
    this.#draw();
    return files;
  }

  #take(blob) {
    const { files, file_bytes, types } = this.limits;
    const name = blob.name || "bilde.png";
    if (this.files.length >= files) return this.words.say("tooMany", { count: files });
    if (!types.includes(blob.type)) return this.words.say("wrongType", { name });
    if (blob.size > file_bytes)
      return this.words.say("tooBig", { name, size: this.words.size(file_bytes) });
    const url = URL.createObjectURL(blob);
    this.files.push({ name, type: blob.type, size: blob.size, blob, url });
    return "";
  }

  #trouble(words) {
    this.wrong.hidden = !words;
    write(this.wrong, words);
  }

  #draw() {
    this.list.hidden = !this.files.length;
    this.list.replaceChildren(...this.files.map((file) => make("li", "", ...this.#preview(file))));
    this.changed();
  }

  #preview(file) {
    const away = () => {
      URL.revokeObjectURL(file.url);
      this.files = this.files.filter((one) => one !== file);
      this.#trouble("");
      this.#draw();
      this.opener.focus();
    };
    const remove = button(this.words.say("remove", { name: file.name }), away, "icon", icon("x"));
    if (!file.type.startsWith("image/"))
      return [make("span", "plain", icon("file"), file.name), remove];
    const image = make("img");
    image.src = file.url;
    image.alt = this.words.say("picture", { name: file.name });
    return [image, remove];
  }
}
