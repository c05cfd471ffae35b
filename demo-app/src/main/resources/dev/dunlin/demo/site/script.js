// Shows what the server said about this very page, and opens files by their names. The page is complete without it.
"use strict";

const section = document.querySelector(".live");

async function show() {
  const begun = performance.now();
  const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
  const took = performance.now() - begun;

  const list = section.querySelector("dl");
  append(list, "status", `${answer.status} ${answer.statusText}`);
  for (const [name, value] of answer.headers) append(list, name, value);

  const files = performance.getEntriesByType("resource").filter((entry) => entry.initiatorType !== "fetch");
  fill("files", `${files.length + 1} files`);
  fill("time", `${took.toFixed(1)}\u00a0ms`);
  section.hidden = false;
}

function append(list, name, value) {
  for (const [tag, text] of [["dt", name], ["dd", value]]) {
    const element = document.createElement(tag);
    element.textContent = text;
    list.append(element);
  }
}

function fill(name, text) {
  section.querySelector(`[data-live="${name}"]`).textContent = text;
}

// The names become a path here, as a form without a script could only send them as a query.
function openByName(event) {
  event.preventDefault();
  const names = new FormData(event.target).get("name").split("/").filter((name) => name !== "");
  if (names.length > 0) location.assign("/" + names.map(encodeURIComponent).join("/"));
}

// A page opened straight from a disk has no server to ask.
if (location.protocol.startsWith("http")) {
  const form = document.querySelector(".names form");
  form.addEventListener("submit", openByName);
  form.hidden = false;
  addEventListener("load", () => show().catch((failure) => console.warn("No answer to show:", failure)));
}
