/* Making parts of the page: always text as text, never markup. */

const SVG = "http://www.w3.org/2000/svg";
const LINK = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/g;

/** The part of the page with this name. */
export const part = (name) => document.getElementById(name);

export function make(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

export function button(words, act, className = "", ...children) {
  const node = make("button", className, ...children);
  node.type = "button";
  if (children.length) node.setAttribute("aria-label", words);
  else node.textContent = words;
  node.addEventListener("click", act);
  return node;
}

/** Changes the text only where it is another: what stands is not read out again. */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Text with its web addresses as links, http and https alone. */
export function linked(text) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(LINK)) {
    const link = make("a", "", found[0]);
    link.href = found[0];
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    parts.push(text.slice(end, found.index), link);
    end = found.index + found[0].length;
  }
  return [...parts, text.slice(end)];
}

/** Hands the visitor a file to keep. */
export function download(blob, name) {
  const link = make("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
