// A run's verdict as HTML, for what the page's own engines answer. It writes
// what templates/verdict.templ and run.templ write, and is held to that.
import { compare, type Piece } from "./compare";
import type { CheckResult, Diagnostic, Verdict } from "./engine/contract";
import { curled } from "./quote";
import words from "./words.json";

export interface Shown {
  example: boolean; // a program, not a lab
  files: string[]; // the learner's own, whose lines can be gone to
  where: string; // "in this page", "on the server"
}

export function verdictHTML(v: Verdict, shown: Shown): string {
  return shown.example ? example(v, shown) : run(v, shown);
}

function run(v: Verdict, shown: Shown): string {
  const checks = v.checks ?? [];
  const headline = runHeadline(v, checks);
  const answer = `${v.outcome}: ${checks.filter((c) => c.passed).map((c) => c.test).join(" ")}`;
  const says = explanation(v, headline);
  const next = words[v.outcome].next;
  return [
    `<section class="verdict" data-outcome="${dashed(v.outcome)}" data-stage="final" data-headline="${escape(headline)}" data-news="${escape(headline)}." data-score="" data-answer="${escape(answer)}">`,
    `<header><h2>${escape(headline)}</h2></header>`,
    says === "" ? "" : `<p>${marked(says, shown)}</p>`,
    next === "" ? "" : `<p class="next-step">${escape(next)}</p>`,
    v.outcome === "passed" ? '<p class="next-step">The hidden tests ask for more. Submit when you think that it holds.</p>' : "",
    diagnostics(v.diagnostics, shown),
    checks.length === 0 ? "" : `<ol class="checks">${checks.map((c) => check(c, v.figures?.[c.test] ?? "", shown)).join("")}</ol>`,
    v.output ? `<div class="printed"><h3>Your code printed</h3><pre tabindex="0" role="group" aria-label="Output">${escape(v.output)}</pre></div>` : "",
    `<footer class="facts">${engine(v, shown)}${time(v)}<span>not kept</span></footer></section>`,
  ].join("");
}

function example(v: Verdict, shown: Shown): string {
  const headline = v.outcome === "passed" ? "Output" : v.outcome === "failed" ? "It ended with an error" : words[v.outcome].headline;
  const says = explanation(v, headline);
  const next = words[v.outcome].next;
  const trouble = [
    `<p class="headline">${escape(headline)}</p>`,
    says === "" ? "" : `<p>${escape(says)}</p>`,
    next === "" ? "" : `<p class="next-step">${escape(next)}</p>`,
    diagnostics(v.diagnostics, shown),
  ];
  return [
    `<section class="verdict example-result" data-outcome="${dashed(v.outcome)}">`,
    ...(v.outcome === "passed" ? [] : trouble),
    v.output
      ? `<pre class="output" tabindex="0" role="group" aria-label="Output">${escape(v.output)}</pre>`
      : v.outcome === "passed"
        ? '<p class="silent">It ran to the end and printed nothing.</p>'
        : "",
    `<footer class="facts">${engine(v, shown)}${time(v)}</footer></section>`,
  ].join("");
}

function runHeadline(v: Verdict, checks: CheckResult[]): string {
  if (v.outcome === "passed") return "The visible tests pass";
  if (v.outcome !== "failed") return words[v.outcome].headline;
  if (checks.length === 0) return "Failed";
  return `${checks.filter((c) => !c.passed).length} of ${checks.length} checks fail`;
}

function explanation(v: Verdict, headline: string): string {
  if (v.says === "") return words[v.outcome].sense;
  return v.says.startsWith(`${headline}.`) ? v.says.slice(headline.length + 1).trim() : v.says;
}

// A figure is the engine's own HTML.
function check(c: CheckResult, figure: string, shown: Shown): string {
  const state = c.passed ? "passed" : c.outcome === "ungraded" ? "not reached" : c.outcome === "passed" || c.outcome === "failed" ? "failed" : c.outcome;
  const found = c.message ? compare(c.message) : [];
  return [
    `<li data-test="${escape(c.test)}" data-passed="${c.passed}" data-state="${state}">`,
    `<p class="demand"><span class="state">${state}</span><span class="says">${escape(curled(c.says))}</span></p>`,
    c.message ? `<pre class="message" tabindex="0" role="group" aria-label="What happened">${marked(c.message, shown)}</pre>` : "",
    ...found.map((f) => `${found.length > 1 && f.about !== "" ? `<p class="compared-about">${escape(f.about)}</p>` : ""}<dl class="compared">${value("got", f.got)}${value("want", f.want)}</dl>`),
    !c.passed && (c.seeds ?? 0) > 1 && c.failed ? `<p class="seeds">Failed on ${c.failed} of ${c.seeds} seeds; first on seed ${c.seed ?? 0}.</p>` : "",
    figure,
    "</li>",
  ].join("");
}

function value(name: string, pieces: Piece[]): string {
  const text = pieces.map((p) => (p.differs ? `<mark>${escape(p.text)}</mark>` : escape(p.text))).join("");
  return `<div><dt>${name}</dt><dd><code>${text}</code></dd></div>`;
}

function diagnostics(list: Diagnostic[] | undefined, shown: Shown): string {
  if (list === undefined || list.length === 0) return "";
  const items = list.map(
    (d) =>
      `<li data-file="${escape(d.file)}" data-line="${d.line}" data-column="${d.column}"><code class="position">${marked(`${d.file}:${d.line}:${d.column}`, shown)}</code><span class="text">${escape(d.message)}</span></li>`,
  );
  return `<ul class="diagnostics">${items.join("")}</ul>`;
}

function engine(v: Verdict, shown: Shown): string {
  return v.engine === "" ? "" : `<span>${escape(v.engine)}, ${shown.where}</span>`;
}

function time(v: Verdict): string {
  const ms = Math.floor(v.elapsed_ns / 1e6);
  if (v.elapsed_ns <= 0) return "";
  return `<span>${ms < 1 ? "under 1 ms" : ms < 1000 ? `${ms} ms` : `${(v.elapsed_ns / 1e9).toFixed(1)} s`}</span>`;
}

function marked(message: string, shown: Shown): string {
  let html = "";
  let end = 0;
  for (const m of message.matchAll(/\b(\w[\w.-]*\.go):(\d{1,6})(?::(\d{1,6}))?\b/g)) {
    const [place, file = "", line = "1", column = "1"] = m;
    if (!shown.files.includes(file)) continue;
    html += escape(message.slice(end, m.index));
    html += `<a class="place" href="#file-${escape(file)}" data-file="${escape(file)}" data-line="${line}" data-column="${column}">${escape(place)}</a>`;
    end = m.index + place.length;
  }
  return html + escape(message.slice(end));
}

function dashed(outcome: string): string {
  return outcome.replaceAll(" ", "-");
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (c) => entities[c] ?? c);
}
