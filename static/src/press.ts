// What the keys for reading do.
import { nextTheme } from "./comfort";
import { help } from "./help";

export function press(key: string): void {
  const does: Record<string, () => void> = {
    arrowleft: () => document.querySelector<HTMLAnchorElement>("a[rel=prev]")?.click(),
    arrowright: () => document.querySelector<HTMLAnchorElement>("a[rel=next]")?.click(),
    s: search,
    "/": search,
    t: () => say(`Colours: ${nextTheme()}`),
    g: glossary,
    e: edit,
    "?": help,
  };
  does[key.toLowerCase()]?.();
}

function search(): void {
  document.querySelector<HTMLElement>("[data-search-button]")?.click();
}

const glossaryPath = "/chapters/glossary";

// glossary goes there, and from there to where the reader was before, at the
// place where they were, as far as the browser knows it.
function glossary(): void {
  if (location.pathname !== glossaryPath) {
    location.assign(glossaryPath);
    return;
  }
  const { navigation } = window as { navigation?: Navigation };
  const here = navigation?.currentEntry?.index ?? 0;
  const before = navigation?.entries().slice(0, here).findLast(({ url }) => url !== null && new URL(url).pathname !== glossaryPath);
  if (navigation !== undefined && before !== undefined) navigation.traverseTo(before.key);
  else if (document.referrer.startsWith(`${location.origin}/`)) location.assign(document.referrer);
}

// What TypeScript does not know yet of the Navigation API.
interface Navigation {
  readonly currentEntry: { readonly index: number } | null;
  entries(): { readonly key: string; readonly url: string | null }[];
  traverseTo(key: string): unknown;
}

// edit opens the editor of the example nearest to the middle of the window; a
// lab's is open already.
function edit(): void {
  const off = (figure: Element): number => {
    const box = figure.getBoundingClientRect();
    const middle = innerHeight / 2;
    return Math.max(box.top - middle, middle - box.bottom, 0);
  };
  const nearest = [...document.querySelectorAll<HTMLElement>("figure.example, form.workbench")].sort((a, b) => off(a) - off(b))[0];
  const opens = nearest?.querySelector<HTMLButtonElement>("[data-action=edit]:not([hidden])");
  if (opens) opens.click();
  else {
    const host = [...(nearest?.querySelectorAll<HTMLElement>(".editor, textarea") ?? [])].find((e) => e.offsetParent !== null);
    (host?.shadowRoot?.querySelector<HTMLElement>(".cm-content") ?? host)?.focus();
  }
}

// say tells who does not see it.
function say(text: string): void {
  let line = document.querySelector<HTMLElement>("[data-says]");
  if (line === null) {
    line = document.createElement("p");
    line.className = "unseen";
    line.setAttribute("role", "status");
    line.dataset["says"] = "";
    document.body.append(line);
  }
  line.textContent = text;
}
