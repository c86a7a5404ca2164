/* Everything that the visitor reads, in Norwegian (bokmål) and English, and instants in words. */

const ZONE = "Europe/Oslo";

const NB = {
  title: "Chat med Mystore",
  hide: "Skjul chatten",
  more: "Mer",
  transcript: "Last ned samtalen",
  leave: "Avslutt chatten",
  log: "Samtalen",
  message: "Skriv til oss",
  attach: "Legg ved bilde eller fil",
  send: "Send",
  keys: "Enter sender, Shift+Enter gir ny linje",
  drop: "Slipp bildet her",
  remove: "Fjern {name}",
  picture: "Bilde: {name}",
  pictureOf: "Bilde fra {who}: {name}",
  enlarge: "Vis {name} større",
  download: "Last ned {name}",
  downloadShort: "Last ned",
  closePicture: "Lukk bildet",
  loading: "Henter chatten",
  open: "Åpent. Vi svarer som regel innen ett minutt",
  talking: "Samtalen er i gang",
  lunch: "Lunsj. Vi åpner igjen {when}",
  lunchBare: "Lunsj. Vi er straks tilbake etter pausen",
  closed: "Stengt. Vi åpner igjen {when}",
  closedBare: "Stengt akkurat nå",
  holiday: "Stengt, {holiday}. Vi åpner igjen {when}",
  goesOn: "Chatten er stengt for nye, men denne samtalen fortsetter",
  isEnded: "Samtalen er avsluttet",
  isMail: "Vi svarer på e-post",
  unreachable: "Ingen forbindelse",
  reconnecting: "Kobler til igjen. Det du skriver, blir tatt vare på.",
  closing: "Vi stenger {when}. Det vi ikke rekker, svarer vi på e-post.",
  hello: "Hei. Hva kan vi hjelpe med?",
  helloHint: "Skriv kort hva som skjer, og legg gjerne ved et skjermbilde. Da går det fortest.",
  you: "Du",
  us: "Mystore",
  sending: "Sender",
  sent: "Sendt {time}",
  seen: "Sett",
  waitsForNet: "Ikke sendt. Sendes når forbindelsen er tilbake",
  waitsForPace: "Mange meldinger på kort tid. Sendes om {seconds} s",
  failed: "Ikke sendt.",
  failedOver: "Ikke sendt, samtalen er avsluttet.",
  failedTooBig: "Ikke sendt. Vedlegget eller teksten er for stor.",
  failedType: "Ikke sendt. Denne filtypen tar vi ikke imot.",
  retry: "Prøv igjen",
  discard: "Fjern",
  tryNow: "Prøv nå",
  typing: "{who} skriver",
  newer: "Ny melding",
  saidBy: "{who}: {text}",
  ended: "{who} avsluttet chatten.",
  endedSolved: "{who} avsluttet chatten. Var det ikke løst, kan du skrive igjen.",
  endedByYou: "Du avsluttet chatten.",
  toMail: "Vi fortsetter på e-post til {address}.",
  toMailBy: "Vi fortsetter på e-post til {address}. Du får svar senest {when}.",
  askAddress: "Vi vil gjerne svare på e-post.",
  again: "Skriv igjen",
  addressTitle: "Hvor skal vi svare?",
  addressAsked: "Skriv e-postadressen din, så fortsetter vi der.",
  addressSlow: "Dette tar litt lenger tid enn vi lover. Skriv e-postadressen din, så får du svaret der om du må gå.",
  addressSaved: "Takk. Vi kan svare til {address}.",
  address: "E-postadresse",
  addressWrong: "Adressen ser ikke riktig ut. Skriv den som navn@firma.no.",
  addressNet: "Adressen er ikke lagret, for forbindelsen er borte. Prøv igjen om litt.",
  addressMissing: "Skriv e-postadressen din, så vi kan svare.",
  save: "Lagre",
  notNow: "Ikke nå",
  name: "Navn",
  optional: "valgfritt",
  what: "Hva gjelder det?",
  whatMissing: "Skriv hva det gjelder.",
  mailTitle: "Skriv til oss",
  mailHint: "Chatten er stengt nå. Vi svarer på e-post, som regel samme eller neste arbeidsdag.",
  mailLunchHint: "Vi har lunsj nå. Skriv her, så svarer vi på e-post, eller kom tilbake {when}.",
  mailNotYet: "Ikke sendt ennå",
  mailSend: "Send til oss",
  mailSending: "Sender meldingen",
  mailWaits: "Meldingen er tatt vare på her, og sendes så snart det går.",
  mailFailed: "Meldingen ble ikke sendt. Det du skrev, står her fortsatt.",
  mailGot: "Takk, vi har fått meldingen",
  mailGotHint: "Svaret kommer på e-post til {address}.",
  mailGotOpens: "Chatten åpner igjen {when}.",
  mailAnother: "Skriv en ny melding",
  openAgain: "Chatten er åpen igjen.",
  chatNow: "Chat nå",
  awayTitle: "Vi får ikke kontakt med chatten",
  awayHint: "Vi prøver igjen av oss selv. Haster det, ring 21 98 24 74 eller skriv til kundeservice@mystore.no.",
  leaveAsk: "Vil du avslutte chatten?",
  leaveHint: "Du kan laste ned samtalen etterpå.",
  leaveYes: "Avslutt",
  leaveNo: "Fortsett",
  tooMany: "Høyst {count} vedlegg i en melding.",
  tooBig: "{name} er større enn {size}. Gjør den mindre, eller send den på e-post.",
  wrongType: "{name} er en filtype vi ikke tar imot. Send et bilde eller en PDF.",
  tooLong: "Meldingen er {count} tegn for lang.",
  fetchFailed: "Kunne ikke hente {name}.",
  shop: "Bekreftet butikk: {shop}",
  today: "kl. {time}",
  tomorrow: "i morgen kl. {time}",
  onDay: "{day} kl. {time}",
  norwegianTime: " norsk tid",
};

const EN = {
  title: "Chat with Mystore",
  hide: "Hide the chat",
  more: "More",
  transcript: "Download the conversation",
  leave: "End the chat",
  log: "The conversation",
  message: "Write to us",
  attach: "Attach a picture or file",
  send: "Send",
  keys: "Enter sends, Shift+Enter makes a new line",
  drop: "Drop the picture here",
  remove: "Remove {name}",
  picture: "Picture: {name}",
  pictureOf: "Picture from {who}: {name}",
  enlarge: "Show {name} larger",
  download: "Download {name}",
  downloadShort: "Download",
  closePicture: "Close the picture",
  loading: "Fetching the chat",
  open: "Open. We usually answer within a minute",
  talking: "The conversation is under way",
  lunch: "Lunch. We are back {when}",
  lunchBare: "Lunch. We are back after the break",
  closed: "Closed. We open again {when}",
  closedBare: "Closed right now",
  holiday: "Closed, {holiday}. We open again {when}",
  goesOn: "The chat is closed to others, but this conversation goes on",
  isEnded: "The conversation has ended",
  isMail: "We answer by e-mail",
  unreachable: "No connection",
  reconnecting: "Reconnecting. What you write is kept.",
  closing: "We close {when}. What we cannot finish, we answer by e-mail.",
  hello: "Hello. How can we help?",
  helloHint: "Tell us briefly what happens, and attach a screenshot if you can. That is quickest.",
  you: "You",
  us: "Mystore",
  sending: "Sending",
  sent: "Sent {time}",
  seen: "Seen",
  waitsForNet: "Not sent. It goes when the connection is back",
  waitsForPace: "Many messages in a short time. It goes in {seconds} s",
  failed: "Not sent.",
  failedOver: "Not sent, the conversation has ended.",
  failedTooBig: "Not sent. The attachment or the text is too large.",
  failedType: "Not sent. We do not accept this type of file.",
  retry: "Try again",
  discard: "Remove",
  tryNow: "Try now",
  typing: "{who} is typing",
  newer: "New message",
  saidBy: "{who}: {text}",
  ended: "{who} ended the chat.",
  endedSolved: "{who} ended the chat. If it is not solved, just write again.",
  endedByYou: "You ended the chat.",
  toMail: "We go on by e-mail to {address}.",
  toMailBy: "We go on by e-mail to {address}. You will have an answer by {when}.",
  askAddress: "We would like to answer by e-mail.",
  again: "Write again",
  addressTitle: "Where should we answer?",
  addressAsked: "Write your e-mail address, and we go on there.",
  addressSlow: "This takes a little longer than we promise. Write your e-mail address, and the answer comes there if you have to go.",
  addressSaved: "Thank you. We can answer to {address}.",
  address: "E-mail address",
  addressWrong: "The address does not look right. Write it as name@company.com.",
  addressNet: "The address is not saved, for the connection is lost. Try again in a little while.",
  addressMissing: "Write your e-mail address, so that we can answer.",
  save: "Save",
  notNow: "Not now",
  name: "Name",
  optional: "optional",
  what: "What is it about?",
  whatMissing: "Write what it is about.",
  mailTitle: "Write to us",
  mailHint: "The chat is closed now. We answer by e-mail, usually the same or the next working day.",
  mailLunchHint: "We are at lunch now. Write here and we answer by e-mail, or come back {when}.",
  mailNotYet: "Not sent yet",
  mailSend: "Send to us",
  mailSending: "Sending the message",
  mailWaits: "The message is kept here, and goes as soon as it can.",
  mailFailed: "The message was not sent. What you wrote still stands here.",
  mailGot: "Thank you, we have your message",
  mailGotHint: "The answer comes by e-mail to {address}.",
  mailGotOpens: "The chat opens again {when}.",
  mailAnother: "Write another message",
  openAgain: "The chat is open again.",
  chatNow: "Chat now",
  awayTitle: "We cannot reach the chat",
  awayHint: "We keep trying. If it is urgent, call +47 21 98 24 74 or write to kundeservice@mystore.no.",
  leaveAsk: "Do you want to end the chat?",
  leaveHint: "You can download the conversation afterwards.",
  leaveYes: "End",
  leaveNo: "Go on",
  tooMany: "At most {count} attachments in a message.",
  tooBig: "{name} is larger than {size}. Make it smaller, or send it by e-mail.",
  wrongType: "{name} is a type of file we do not accept. Send a picture or a PDF.",
  tooLong: "The message is {count} characters too long.",
  fetchFailed: "Could not fetch {name}.",
  shop: "Verified shop: {shop}",
  today: "at {time}",
  tomorrow: "tomorrow at {time}",
  onDay: "{day} at {time}",
  norwegianTime: " Norwegian time",
};

/** The words and times of one language: "nb" or "en". */
export class Words {
  constructor(lang) {
    this.lang = lang === "en" ? "en" : "nb";
    this.texts = this.lang === "en" ? EN : NB;
    this.locale = this.lang === "en" ? "en-GB" : "nb-NO";
  }

  /** The text of this key, with its fields filled; "e-post" is not torn apart. */
  say(key, fields = {}) {
    const text = this.texts[key].replace(/e-(post|mail)/g, "e\u2011$1");
    return text.replace(/\{(\w+)\}/g, (whole, name) => fields[name] ?? whole);
  }

  /** "11:42", as clocks in Norway show it. */
  time(at) {
    return this.#format(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  }

  /** "kl. 12:00", "i morgen kl. 09:00", "mandag kl. 09:00", "mandag 4. januar kl. 09:00". */
  when(at, now) {
    const time = this.time(at) + (this.#isElsewhere(at) ? this.texts.norwegianTime : "");
    const days = (this.#day(at) - this.#day(now)) / 86_400_000;
    if (days === 0) return this.say("today", { time });
    if (days === 1) return this.say("tomorrow", { time });
    const parts = days > 0 && days < 7 ? {} : { day: "numeric", month: "long" };
    return this.say("onDay", { time, day: this.#format(at, { weekday: "long", ...parts }) });
  }

  size(bytes) {
    return `${Math.floor(bytes / 1_048_576)} MB`;
  }

  /** The day in Norway, as milliseconds of its midnight in UTC. */
  #day(at) {
    const day = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE }).format(at);
    return Date.parse(`${day}T00:00Z`);
  }

  #format(at, parts) {
    return new Intl.DateTimeFormat(this.locale, { timeZone: ZONE, ...parts }).format(at);
  }

  #isElsewhere(at) {
    const here = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
    const there = new Intl.DateTimeFormat("en-GB", {
      hour: "2-digit", minute: "2-digit", timeZone: ZONE,
    });
    return here.format(at) !== there.format(at);
  }
}
