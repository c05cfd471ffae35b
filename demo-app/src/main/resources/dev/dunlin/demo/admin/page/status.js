// Draws what the server tells once a second. All text comes in as text, never as markup.
"use strict";

const SECONDS = 60;
const COLOURS = 6;
const MANY_WORKERS = 8;

/** The ruler goes from 1 µs to 10 s. */
const DECADES = 7;
const DECADE = 60;

const whole = new Intl.NumberFormat("en");
const percent = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0 });
const seconds = [];

// ---- what is heard

const events = new EventSource("events");

events.addEventListener("history", (event) => {
  const told = JSON.parse(event.data);
  seconds.splice(0, seconds.length, ...told.seconds);
  if (told.now !== null) draw(told.now);
});

events.addEventListener("second", (event) => {
  const told = JSON.parse(event.data);
  seconds.push(told.second);
  if (seconds.length > SECONDS) seconds.shift();
  draw(told.now);
});

events.addEventListener("error", () => {
  document.body.classList.add("stale");
  showPhase("unknown", "not reached");
});

// ---- the parts of the page

function draw(now) {
  document.body.classList.remove("stale");
  const last = seconds.at(-1);
  showPhase(now.phase, now.phase);
  show({
    up: duration(now.up),
    requests: whole.format(now.requests),
    rate: rate(last.rate),
    p50: latency(last.p50),
    p90: latency(last.p90),
    p99: latency(last.p99),
    open: whole.format(now.open),
    opened: whole.format(now.opened),
    refused: whole.format(now.refused),
    bytes: size(last.bytes),
    hitShare: now.hits + now.misses === 0 ? "–" : percent.format(now.hits / (now.hits + now.misses)),
    hits: whole.format(now.hits),
    lookups: whole.format(now.hits + now.misses),
    cacheBytes: size(now.cacheBytes),
    openFiles: whole.format(now.openFiles),
    names: whole.format(now.names),
  });
  drawRate();
  drawLatency(last);
  drawWorkers(now.workers, last.w);
  drawPaths(now.paths);
  drawErrors(now.errors);
}

function drawRate() {
  const most = nice(Math.max(...seconds.map((second) => second.rate)));
  show({ most: whole.format(most), half: whole.format(most / 2) });
  drawCurve(document.querySelector(".rate"), seconds.map((second) => second.rate / most));
}

function drawLatency({ p50, p90, p99 }) {
  const [from, middle, to] = [p50, p90, p99].map(along);
  const ruler = document.querySelector(".ruler");
  ruler.classList.toggle("empty", p99 === 0);
  for (const [name, x] of [["p50", from], ["p90", middle], ["p99", to]]) {
    chart(ruler, name).style.transform = `translateX(${x}px)`;
  }
  const range = chart(ruler, "range");
  range.setAttribute("x", from - 5);
  range.setAttribute("width", to - from + 10);
}

function drawWorkers(names, shares) {
  const table = document.querySelector(".workers tbody");
  const bar = document.querySelector(".shares");
  fit(table, names.length, makeWorker);
  fit(bar, names.length, (i) => element("i", { class: `w${i % COLOURS}` }));
  table.classList.toggle("many", names.length > MANY_WORKERS);
  const all = shares.reduce((sum, [requests]) => sum + requests, 0);
  // One scale for all of them, so that they can be compared.
  const busiest = Math.max(...seconds.flatMap((second) => second.w.map(([, load]) => load)), 0);
  const most = [0.1, 0.25, 0.5].find((step) => step >= busiest) ?? 1;
  show({ mostBusy: percent.format(most) });
  names.forEach((name, i) => {
    const [requests, load, lag, open] = shares[i] ?? [0, 0, 0, 0];
    const share = all === 0 ? 0 : requests / all;
    const row = table.children[i];
    const [thread, , ...cells] = row.children;
    thread.textContent = name;
    drawCurve(row, seconds.map((second) => (second.w[i]?.[1] ?? 0) / most));
    const texts = [percent.format(load), rate(requests), percent.format(share), whole.format(open), latency(lag * 1000)];
    cells.forEach((cell, column) => { cell.textContent = texts[column]; });
    bar.children[i].style.flexGrow = share;
  });
}

function makeWorker(i) {
  const row = element("tr", { class: `w${i % COLOURS}` });
  const lane = svg("svg", { viewBox: "0 0 59 100", preserveAspectRatio: "none", "aria-hidden": "true" });
  lane.append(svg("path", { class: "area", "data-chart": "area" }), svg("path", { class: "line", "data-chart": "line" }));
  const minute = element("td");
  minute.append(lane);
  row.append(element("th", { scope: "row" }), minute, element("td", { class: "busy" }));
  for (const name of ["a second", "share", "open", "lag"]) row.append(element("td", { "data-name": name }));
  return row;
}

function drawPaths(paths) {
  const list = document.querySelector(".paths ol");
  document.querySelector(".paths .none").hidden = paths.length > 0;
  fit(list, paths.length, () => {
    const row = element("li");
    row.append(element("code"), element("span"));
    return row;
  });
  paths.forEach(([path, count], i) => {
    const row = list.children[i];
    row.firstChild.textContent = path;
    row.lastChild.textContent = whole.format(count);
    row.style.setProperty("--part", `${(100 * count) / paths[0][1]}%`);
  });
}

function drawErrors(errors) {
  const table = document.querySelector(".errors table");
  table.hidden = errors.length === 0;
  document.querySelector(".errors .none").hidden = errors.length > 0;
  const body = table.querySelector("tbody");
  fit(body, errors.length, () => {
    const row = element("tr");
    row.append(element("td"), element("td"), element("td"), element("td"));
    row.lastChild.append(element("code"));
    return row;
  });
  errors.forEach(([time, count, status, cut, method, path], i) => {
    const [when, times, what, request] = body.children[i].children;
    times.textContent = whole.format(count);
    when.textContent = new Date(time).toLocaleTimeString("en-GB");
    what.textContent = cut ? "cut off" : status;
    what.classList.toggle("grave", cut || status >= 500);
    request.firstChild.textContent = method === "" ? "could not be read" : `${method} ${path}`;
  });
}

// ---- drawing

/** Draws parts of 1 from the left, the last one at the right edge. */
function drawCurve(where, parts) {
  const first = SECONDS - parts.length;
  const points = parts.map((part, i) => `${first + i} ${(100 - 98 * part).toFixed(2)}`);
  const line = `M${points.join("L")}`;
  chart(where, "line").setAttribute("d", line);
  chart(where, "area").setAttribute("d", `${line}V100H${first}Z`);
}

/** Where a time in microseconds is on the ruler, each factor of ten being as long as the other. */
function along(micros) {
  return Math.min(Math.log10(Math.max(micros, 1)), DECADES) * DECADE;
}

function drawTicks() {
  let ticks = `M0 17H${DECADES * DECADE}`;
  for (let decade = 0; decade < DECADES; decade++) {
    for (let step = 1; step < 10; step++) {
      const x = (DECADE * (decade + Math.log10(step))).toFixed(1);
      ticks += `M${x} 26v${step === 1 ? 12 : 6}`;
    }
  }
  chart(document, "ticks").setAttribute("d", `${ticks}M${DECADES * DECADE} 26v12`);
}

/** The next round number; 10 at least. */
function nice(number) {
  const power = 10 ** Math.floor(Math.log10(Math.max(number, 1)));
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= number);
  return Math.max(step * power, 10);
}

// ---- words

function rate(number) {
  return number > 0 && number < 10 ? number.toFixed(1) : whole.format(Math.round(number));
}

function latency(micros) {
  if (micros === 0) return "–";
  if (micros < 1000) return `${Math.round(micros)}\u00a0µs`;
  return micros < 1e6 ? `${(micros / 1e3).toPrecision(3)}\u00a0ms` : `${(micros / 1e6).toPrecision(3)}\u00a0s`;
}

function size(bytes) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  const unit = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  const number = bytes / 1024 ** unit;
  return `${unit > 0 && number < 100 ? number.toFixed(1) : Math.round(number)}\u00a0${units[unit]}`;
}

function duration(all) {
  const [days, hours, minutes] = [Math.floor(all / 86400), Math.floor(all / 3600) % 24, Math.floor(all / 60) % 60];
  if (days > 0) return `${days}\u00a0d ${hours}\u00a0h`;
  if (hours > 0) return `${hours}\u00a0h ${minutes}\u00a0min`;
  return minutes > 0 ? `${minutes}\u00a0min ${all % 60}\u00a0s` : `${all}\u00a0s`;
}

// ---- elements

/** Told only when it changes, since it is read out. */
function showPhase(phase, text) {
  const element = document.querySelector(".phase");
  if (element.textContent === text) return;
  element.dataset.phase = phase;
  element.textContent = text;
}

function show(figures) {
  for (const [name, text] of Object.entries(figures)) {
    document.querySelector(`[data-figure="${name}"]`).textContent = text;
  }
}

function chart(where, name) {
  return where.querySelector(`[data-chart="${name}"]`);
}

/** Gives a parent as many children, made by their place. */
function fit(parent, count, make) {
  while (parent.children.length > count) parent.lastElementChild.remove();
  while (parent.children.length < count) parent.append(make(parent.children.length));
}

function element(name, attributes = {}) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function svg(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

drawTicks();
