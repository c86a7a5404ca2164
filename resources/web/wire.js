/* The door as the chat speaks to it: HTTP for what changes something, a WebSocket that only pushes. */

const BASE = new URL("v1/", import.meta.url);
const ANSWER_MS = 15_000;
const UPLOAD_MS = 180_000;
const PING_MS = 25_000;
const PONG_MS = 8_000;
const SLOW_MS = 1_500;
const LONGEST_PAUSE_MS = 30_000;
const LOOKING_PAUSE_MS = 5_000;

/** An answer that is no yes. `status` 0: there was none. `retryMs`: when to come again. */
export class Refused extends Error {
  constructor(status, told = {}, retryMs = 0) {
    super(`${status} ${told.error ?? ""}`);
    this.status = status;
    this.code = told.error ?? "";
    this.told = told;
    this.retryMs = retryMs;
  }

  /** Whether the same may go well later, without anybody doing anything. */
  get isPassing() {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** Asks the door. Gives {body, response}. Throws Refused. */
export async function ask(method, path, { token, json, content, headers = {}, isLast } = {}) {
  const sent = { ...headers };
  if (token) sent.Authorization = `Bearer ${token}`;
  if (json !== undefined) sent["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(new URL(path, BASE), {
      method,
      headers: sent,
      body: json === undefined ? content : JSON.stringify(json),
      cache: "no-store",
      credentials: "omit",
      keepalive: isLast === true,
      signal: AbortSignal.timeout(content === undefined ? ANSWER_MS : UPLOAD_MS),
    });
  } catch {
    throw new Refused(0);
  }
  if (!response.ok) {
    const told = await response.json().catch(() => ({}));
    const seconds = Number(response.headers.get("Retry-After")) || 0;
    throw new Refused(response.status, told ?? {}, seconds * 1000);
  }
  return response;
}

/** The same, and the answer read as JSON. */
export async function askJson(method, path, given) {
  const response = await ask(method, path, given);
  try {
    return { told: await response.json(), response };
  } catch {
    throw new Refused(0);
  }
}

/** Full jitter, so that those who lost the door together do not come back together. */
export function pauseMs(attempt, most = LONGEST_PAUSE_MS) {
  return 200 + Math.random() * Math.min(most, 1000 * 2 ** attempt);
}

/** The door's pushes, for as long as it is not closed: it reconnects by itself.

    first() gives the first frame; frame(told) takes each; look() reads what was missed by HTTP, and
    tells whether the door answered; state(isHeard) is told when that changes. */
export class Push {
  #socket = null;
  #wake = null;
  #isClosed = false;
  #beat = 0;
  #silence = 0;

  constructor({ first, frame, look, state }) {
    this.first = first;
    this.frame = frame;
    this.look = look;
    this.state = state;
    this.#run();
  }

  close() {
    this.#isClosed = true;
    this.#socket?.close();
    this.#wake?.();
  }

  /** Someone is there who wants to know: no pause is waited out, and a silent line is noticed. */
  now() {
    if (this.#wake) this.#wake();
    else this.#ping();
  }

  async #run() {
    let attempt = 0;
    while (!this.#isClosed) {
      if (await this.#session()) attempt = 0;
      if (this.#isClosed) return;
      const isSlow = setTimeout(() => this.state(false), SLOW_MS);
      const isReached = await this.look();
      clearTimeout(isSlow);
      if (this.#isClosed) return;
      this.state(isReached);
      await this.#pause(pauseMs(attempt++, isReached ? LOOKING_PAUSE_MS : LONGEST_PAUSE_MS));
    }
  }

  #pause(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    }).finally(() => (this.#wake = null));
  }

  /** One connection, to its end. Gives whether it was ever ready. */
  #session() {
    return new Promise((resolve) => {
      let wasReady = false;
      const url = new URL("ws", BASE);
      url.protocol = url.protocol.replace("http", "ws");
      const socket = new WebSocket(url);
      this.#socket = socket;
      this.#silence = setTimeout(() => this.#drop(socket), ANSWER_MS);
      socket.onopen = () => socket.send(JSON.stringify(this.first()));
      socket.onmessage = (event) => {
        clearTimeout(this.#silence);
        const told = JSON.parse(event.data);
        if (told.ready && !wasReady) {
          wasReady = true;
          this.#beat = setInterval(() => this.#ping(), PING_MS);
          this.state(true);
        }
        this.frame(told);
      };
      socket.onclose = () => {
        clearTimeout(this.#silence);
        clearInterval(this.#beat);
        this.#socket = null;
        resolve(wasReady);
      };
    });
  }

  #ping() {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return;
    socket.send('{"ping":1}');
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#drop(socket), PONG_MS);
  }

  /** A line that is dead does not say so: it is not waited for. */
  #drop(socket) {
    socket.onclose?.();
    socket.onclose = socket.onmessage = null;
    socket.close();
  }
}
