// The search dialog: a field, and below it what was found so far. The field is
// a combobox and keeps the focus; the findings are a list box beside it.

// A stop in typing, in milliseconds, after which it is worth asking.
const pause = 60;
// The server cuts off what is longer.
const longest = 300;
// How many answers are kept, for letters that are taken back and typed again.
const kept = 40;

let dialog: Dialog | undefined;

export async function openSearch(styles?: string): Promise<void> {
  if (dialog === undefined) {
    if (styles !== undefined) await loadStyles(styles);
    dialog ??= new Dialog();
  }
  dialog.open();
}

// loadStyles resolves when the sheet is there, or cannot be had: a dialog without
// its colours is better than none.
function loadStyles(url: string): Promise<void> {
  if (document.querySelector(`link[rel=stylesheet][href="${url}"]`) !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = url;
    link.onload = link.onerror = () => resolve();
    document.head.append(link);
  });
}

class Dialog {
  private readonly element = document.createElement("dialog");
  private readonly field = document.createElement("input");
  private readonly status = document.createElement("p");
  private readonly results = document.createElement("div");
  private readonly answers = new Map<string, string>();
  private timer = 0;
  private asking: AbortController | undefined;
  private shown = ""; // the query whose findings are shown
  private chosen = -1;
  private hurry = false; // Enter was pressed before the findings were there

  constructor() {
    const { element, field, status, results } = this;
    element.className = "search-dialog";
    element.setAttribute("closedby", "any");
    element.setAttribute("aria-label", "Search");
    const form = document.createElement("form");
    form.action = "/search";
    form.setAttribute("role", "search");
    field.type = "text"; // of a search field Escape would only take the text away
    field.inputMode = "search";
    field.name = "q";
    field.maxLength = longest;
    field.autocomplete = "off";
    field.spellcheck = false;
    field.setAttribute("autocapitalize", "off");
    field.setAttribute("enterkeyhint", "go");
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-label", "Search the course");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", "search-list");
    field.placeholder = "Search chapters, labs, terms, symptoms";
    const close = document.createElement("button");
    close.type = "button";
    close.className = "bare";
    close.textContent = "Close";
    close.addEventListener("click", () => element.close());
    form.append(field, close);
    status.className = "unseen";
    status.setAttribute("role", "status");
    element.append(form, status, results);
    document.body.append(element);

    field.addEventListener("input", () => this.typed());
    field.addEventListener("keydown", (event) => this.pressed(event));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.entered();
    });
    results.addEventListener("click", (event) => {
      // A finding on this very page is only a jump: nothing would close the dialog.
      if (event.target instanceof Element && event.target.closest("a") !== null) element.close();
    });
    element.addEventListener("close", () => {
      this.asking?.abort();
      clearTimeout(this.timer);
    });
  }

  open(): void {
    if (this.element.open) return;
    this.field.value = "";
    this.show("", "");
    void this.ask(""); // what there is beside a search
    this.element.showModal();
    this.field.focus();
  }

  private typed(): void {
    this.hurry = false;
    clearTimeout(this.timer);
    const query = this.query();
    if (this.answers.has(query)) void this.ask(query);
    else this.timer = window.setTimeout(() => void this.ask(query), pause);
  }

  // query is what is asked. A space at the end stays: the word is then whole.
  private query(): string {
    return this.field.value.trimStart().replace(/\s+/g, " ");
  }

  private async ask(query: string): Promise<void> {
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    let html = this.answers.get(query);
    if (html === undefined) {
      try {
        const response = await fetch(`/search/results?${new URLSearchParams({ q: query }).toString()}`, { signal: asking.signal, credentials: "same-origin" });
        if (!response.ok) return this.failed(response.status === 429 ? "That was too fast for this server. Wait a moment." : "The server could not search just now.");
        html = await response.text();
      } catch {
        if (!asking.signal.aborted) this.failed("The server could not be reached, and a search needs it.");
        return;
      }
      if (this.answers.size >= kept) this.answers.clear();
      this.answers.set(query, html);
    }
    // Another letter may have come while the answer was on its way.
    if (asking.signal.aborted || query !== this.query()) return;
    this.show(query, html);
    if (this.hurry) this.entered();
  }

  private failed(why: string): void {
    const p = document.createElement("p");
    p.className = "aside";
    p.textContent = why;
    this.results.replaceChildren(p);
    this.status.textContent = why;
    this.choose(-1);
  }

  private show(query: string, html: string): void {
    this.shown = query;
    this.results.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    this.status.textContent = this.results.querySelector("[data-said]")?.textContent?.trim() ?? "";
    this.choose(this.options().length > 0 ? 0 : -1);
  }

  private options(): HTMLAnchorElement[] {
    return [...this.results.querySelectorAll<HTMLAnchorElement>("[role=option]")];
  }

  private choose(at: number): void {
    const options = this.options();
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    this.chosen = at;
    this.field.setAttribute("aria-expanded", String(options.length > 0));
    const option = options[at];
    if (option === undefined) this.field.removeAttribute("aria-activedescendant");
    else {
      this.field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  }

  private pressed(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const { length } = this.options();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || length === 0) return;
    event.preventDefault();
    this.choose((this.chosen + step + length) % length);
  }

  // entered goes to what is chosen, as soon as it is what was asked for.
  private entered(): void {
    const query = this.query();
    if (query.trim() === "") return;
    if (query !== this.shown) {
      this.hurry = true;
      clearTimeout(this.timer);
      void this.ask(query);
      return;
    }
    this.hurry = false;
    const option = this.options()[this.chosen];
    this.element.close();
    location.assign(option?.href ?? `/search?${new URLSearchParams({ q: query.trim() }).toString()}`);
  }
}
