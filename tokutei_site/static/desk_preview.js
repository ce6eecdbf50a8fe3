// The preview beside the texts of a form. The server renders what stands typed: there is no
// second parser here.

const PAUSE = 300; // milliseconds without a keystroke
const BUSY = 204; // an overtaken request is still at work
const LINE = 20; // pixels, less than any line is high
const CLOSED = "desk-preview-closed";

const panel = document.getElementById("preview");
const scroller = panel?.querySelector(".as-read");
const output = scroller?.shadowRoot?.querySelector(".typed-texts");
const fields = [...document.querySelectorAll("textarea[data-text]")];
const places = new Map(); // text → where it is shown
const timers = new Map(); // text → its pause
const waiting = new Set(); // texts whose newest words nobody has asked about yet
let question = null; // the one request under way

if (output && fields.length) start();

function start() {
  for (const field of fields) {
    const name = field.dataset.text;
    if (!places.has(name)) places.set(name, output.appendChild(document.createElement("div")));
    field.addEventListener("input", () => askSoon(name));
    field.addEventListener("focus", () => follow(field));
    field.addEventListener("scroll", () => follow(field));
  }
  panel.addEventListener("toggle", () => {
    if (panel.open) localStorage.removeItem(CLOSED);
    else localStorage.setItem(CLOSED, "");
    for (const name of places.keys()) askSoon(name, 0);
  });
  panel.hidden = false;
  panel.open = localStorage.getItem(CLOSED) === null;
}

function askSoon(name, pause = PAUSE) {
  clearTimeout(timers.get(name));
  if (panel.open) timers.set(name, setTimeout(ask, pause, name));
}

// One at a time: the server has few processes, and residents are served by the same ones.
function ask(name) {
  waiting.add(name);
  if (question?.name === name) question.abort(); // a late answer must not replace a newer one
  if (!question) next();
}

async function next() {
  const [name] = waiting;
  if (name === undefined) return;
  waiting.delete(name);
  question = Object.assign(new AbortController(), { name });
  try {
    const answer = await fetch(panel.dataset.url, {
      method: "POST",
      body: typed(name),
      signal: question.signal,
    });
    const text = await answer.text();
    if (answer.status === BUSY) askSoon(name);
    else if (answer.ok) show(name, text);
    else say(isSentence(answer) ? text : panel.dataset.failed);
  } catch (error) {
    if (error.name !== "AbortError") say(panel.dataset.failed);
  } finally {
    question = null;
    next();
  }
}

function typed(name) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const body = new FormData();
  body.append("csrfmiddlewaretoken", token);
  body.append("text", name);
  for (const other of ["base", "source_language"]) {
    body.append(other, document.querySelector(`[name=${other}]`)?.value ?? "");
  }
  for (const field of fields) if (field.dataset.text === name) body.append(field.name, field.value);
  return body;
}

function isSentence(answer) {
  return answer.headers.get("Content-Type")?.startsWith("text/plain");
}

function show(name, html) {
  const place = places.get(name);
  place.innerHTML = html;
  for (const link of place.querySelectorAll("a")) link.target = "_blank";
  place.hidden = isBlank(name);
  say("");
  const field = document.activeElement;
  if (field.dataset.text === name && isAtEnd(field)) follow(field);
}

// Whoever writes at the end of a long text wants to see the end.
function isAtEnd(field) {
  return field.scrollTop > 0 && field.scrollTop + field.clientHeight > field.scrollHeight - LINE;
}

function isBlank(name) {
  return fields.every((field) => field.dataset.text !== name || !field.value.trim());
}

function say(text) {
  const status = panel.querySelector("[role=status]");
  if (status.textContent !== text) status.textContent = text;
}

// As far down in the preview as in the field.
function follow(field) {
  const place = places.get(field.dataset.text);
  const share = field.scrollTop / Math.max(1, field.scrollHeight - field.clientHeight);
  const hidden = Math.max(0, place.offsetHeight - scroller.clientHeight);
  scroller.scrollTop = place.offsetTop + share * hidden;
}
