/* The log: each line once, in its order, and what becomes of it. Only what is new from us is read
   out to those who listen; their own words are not. */

import { button, download, icon, linked, make, part, write } from "./shapes.js";

const TOGETHER_MS = 5 * 60_000;
const NEAR_PX = 48;

export class Lines {
  #drawn = new Map();
  #from = null;
  #isAtEnd = true;
  #urls = new Map();
  #toldFailed = new Set();

  constructor(talk, words) {
    this.talk = talk;
    this.words = words;
    this.log = part("log");
    this.list = part("lines");
    this.newer = part("newer");
    this.newer.addEventListener("click", () => this.#toEnd());
    this.log.addEventListener("scroll", () => {
      const { scrollHeight, scrollTop, clientHeight } = this.log;
      this.#isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_PX;
      if (this.#isAtEnd) this.newer.hidden = true;
    });
    /* Whoever reads the end goes on reading it, whatever grows: the window, a form, a picture. */
    const sizes = new ResizeObserver(() => {
      if (this.#isAtEnd) this.#toEnd();
    });
    sizes.observe(this.log);
    sizes.observe(this.list);
    this.dialog = part("picture");
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.dialog.close();
    });
  }

  /** hasBegun: what was said before is here; what comes now is news. */
  draw(hasBegun) {
    const shown = [...this.talk.lines.map(asShown), ...this.#unsent(), ...this.#end()];
    const keys = new Set(shown.map((line) => line.id));
    for (const [key, node] of this.#drawn)
      if (!keys.has(key)) {
        node.remove();
        this.#drawn.delete(key);
      }
    const isGrown = shown.some((line) => !this.#drawn.has(line.id));
    shown.forEach((line, index) => this.#place(line, shown[index - 1], shown[index + 1], index));
    this.#typing();
    this.#announce(hasBegun);
    const isMine = isGrown && shown.at(-1)?.kind === "visitor";
    if (this.#isAtEnd || isMine) this.#toEnd();
    else if (isGrown) this.newer.hidden = false;
  }

  /** What has been sent already may show twice for a moment: once is shown. */
  #unsent() {
    const sent = new Set(this.talk.lines.map((line) => line.client_id));
    const items = this.talk.outbox.items.filter((item) => !item.mail && !sent.has(item.id));
    return items.map((item) => ({
      id: item.id,
      kind: "visitor",
      at: item.at,
      text: item.text,
      files: item.files.map((file) => ({ ...file, file: file.id })),
      item,
    }));
  }

  /** An end that bears no word of ours is the visitor's own. */
  #end() {
    const isTold = ["ended", "to_mail"].includes(this.talk.lines.at(-1)?.notice);
    return this.talk.isEnded && !isTold ? [{ id: "end", kind: "notice", notice: "left" }] : [];
  }

  #place(line, before, after, index) {
    let node = this.#drawn.get(line.id);
    if (!node) {
      node = this.#made(line);
      this.#drawn.set(line.id, node);
    }
    if (this.list.children[index] !== node) this.list.insertBefore(node, this.list.children[index]);
    const isFirst = !isTogether(before, line);
    node.classList.toggle("first", isFirst);
    node.classList.toggle("unsent", Boolean(line.item));
    node.classList.toggle("held", Boolean(line.item && (this.talk.outbox.hold || !this.talk.isHeard)));
    node.classList.toggle("failed", Boolean(line.item?.failed));
    const isNamed = isFirst && line.kind === "agent";
    node.querySelector(".author").classList.toggle("unseen", !isNamed);
    const about = node.querySelector(".about");
    if (line.item) this.#aboutUnsent(about, line);
    else write(about, isTogether(line, after) && !after.item ? "" : this.#about(line));
  }

  #made(line) {
    const side = { visitor: "mine", agent: "ours", notice: "notice" }[line.kind];
    const who = line.kind === "visitor" ? this.words.say("you") : line.author;
    const author = make("span", "author", who || this.words.say("us"));
    const text = line.kind === "notice" ? this.#notice(line) : line.text;
    const node = make("li", side, author);
    author.hidden = line.kind === "notice";
    if (text) node.append(make("span", "text", ...(side === "ours" ? linked(text) : [text])));
    const files = make("span", "files", ...(line.files ?? []).map((file) => this.#file(file, line)));
    node.append(files, make("span", "about"));
    return node;
  }

  #notice(line) {
    const { address = "", answer_by: by = "", solved = "" } = line.details ?? {};
    const who = line.author || this.words.say("us");
    if (line.notice === "left") return this.words.say("endedByYou");
    if (line.notice === "ask_address") return this.words.say("askAddress");
    if (line.notice === "ended") return this.words.say(solved ? "endedSolved" : "ended", { who });
    if (!by) return this.words.say("toMail", { address });
    const when = this.words.when(Date.parse(by), this.talk.opening.now());
    return this.words.say("toMailBy", { address, when });
  }

  #about(line) {
    if (line.kind === "notice") return "";
    const time = this.words.time(line.at);
    if (line.kind === "agent") return time;
    const mine = this.talk.lines.findLast((one) => one.kind === "visitor");
    if (mine?.seq !== line.seq) return time;
    return this.talk.seenSeq >= line.seq ? `${time} · ${this.words.say("seen")}` : this.words.say("sent", { time });
  }

  #aboutUnsent(about, { id, item }) {
    const { outbox } = this.talk;
    const held = outbox.hold ?? (this.talk.isHeard ? null : { why: "net", until: 0 });
    const seconds = held ? Math.max(1, Math.ceil((held.until - Date.now()) / 1000)) : 0;
    const key = item.failed ? FAILED[item.failed] : held ? HELD[held.why] : "sending";
    const words = this.words.say(key, { seconds });
    const can = item.failed ? (item.failed === "Over" ? "none" : "both") : held?.why === "net" ? "now" : "";
    if (about.dataset.can !== can) {
      about.dataset.can = can;
      const retry = () => outbox.retry(id);
      const discard = () => outbox.discard(id);
      const acts = {
        both: [button(this.words.say("retry"), retry, "link"), button(this.words.say("discard"), discard, "link")],
        none: [button(this.words.say("discard"), discard, "link")],
        now: [button(this.words.say("tryNow"), () => this.talk.wake(), "link")],
      }[can] ?? [];
      about.replaceChildren(make("span", ""), ...acts);
    }
    write(about.firstChild, `${words} `);
  }

  #file(file, line) {
    const isPicture = (file.type ?? "").startsWith("image/");
    const name = file.name;
    if (!isPicture) {
      const act = () => this.#keep(file);
      return button(this.words.say("download", { name }), act, "file", icon("download"), name);
    }
    const image = make("img");
    const who = line.kind === "visitor" ? this.words.say("you") : line.author || this.words.say("us");
    image.alt = this.words.say("pictureOf", { who, name });
    const open = () => this.#enlarge(file, image);
    const node = button(this.words.say("enlarge", { name }), open, "picture", image);
    this.#fill(image, file);
    return node;
  }

  async #fill(image, file) {
    try {
      image.src = await this.#url(file);
      await image.decode();
    } catch {
      image.alt = this.words.say("fetchFailed", { name: file.name });
    }
  }

  async #url(file) {
    if (!this.#urls.has(file.file)) {
      const blob = file.blob ?? (await this.talk.file(file.file));
      this.#urls.set(file.file, URL.createObjectURL(blob));
    }
    return this.#urls.get(file.file);
  }

  async #keep(file) {
    try {
      download(file.blob ?? (await this.talk.file(file.file)), file.name);
    } catch {
      write(part("said"), this.words.say("fetchFailed", { name: file.name }));
    }
  }

  #enlarge(file, image) {
    if (!image.src) return;
    write(part("picture-name"), file.name);
    const large = this.dialog.querySelector("img");
    large.src = image.src;
    large.alt = image.alt;
    const link = this.dialog.querySelector("a");
    link.href = image.src;
    link.download = file.name;
    this.dialog.showModal();
  }

  #typing() {
    const row = part("typing");
    row.hidden = this.talk.typingUntil <= Date.now();
    const who = this.talk.lines.findLast((line) => line.kind === "agent")?.author;
    write(row.lastChild, this.words.say("typing", { who: who || this.words.say("us") }));
  }

  #announce(hasBegun) {
    for (const { id, failed } of this.talk.outbox.items)
      if (failed && !this.#toldFailed.has(id)) {
        this.#toldFailed.add(id);
        write(part("said"), this.words.say(FAILED[failed]));
      }
    const last = this.talk.lastSeq;
    if (!hasBegun || this.#from === null || last < this.#from) {
      if (hasBegun) this.#from = last;
      return;
    }
    const news = this.talk.lines.filter((line) => line.seq > this.#from && line.kind !== "visitor");
    this.#from = last;
    if (news.length) write(part("said"), news.map((line) => this.#spoken(line)).join(" "));
  }

  #spoken(line) {
    const who = line.author || this.words.say("us");
    if (line.kind === "notice") return this.#notice(line);
    const pictures = (line.files ?? []).map((file) => this.words.say("picture", { name: file.name }));
    return this.words.say("saidBy", { who, text: [line.text, ...pictures].join(" ") });
  }

  #toEnd() {
    this.#isAtEnd = true;
    this.log.scrollTop = this.log.scrollHeight;
    this.newer.hidden = true;
  }
}

const FAILED = { Over: "failedOver", TooBig: "failedTooBig", Type: "failedType", Other: "failed" };
const HELD = { net: "waitsForNet", pace: "waitsForPace" };

function asShown(line) {
  return { ...line, id: line.client_id ?? `seq-${line.seq}`, at: Date.parse(line.at) };
}

/** Said by the same, soon after: one group, with one time. */
function isTogether(one, other) {
  if (!one || !other || one.kind !== other.kind || one.kind === "notice") return false;
  return (one.author ?? "") === (other.author ?? "") && other.at - one.at < TOGETHER_MS;
}
