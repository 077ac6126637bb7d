// Waits on a chapter for a reader who has kept something, or begins to; only
// then is the rest fetched.

export function remember(): void {
  const main = document.querySelector<HTMLElement>("main[data-chapter]");
  if (main === null) return;

  main.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLTextAreaElement && target.form?.hasAttribute("data-answer-form")) void remembered();
  });
  const prose = main.querySelector(".prose");
  const button = main.querySelector<HTMLElement>("[data-notes-button]");
  if (button !== null) button.hidden = false;
  button?.addEventListener("click", () => void import("./mine").then(async (m) => (await m.noting())?.enterMargin()));
  const selected = (): void => {
    const selection = getSelection();
    if (selection === null || selection.isCollapsed || !prose?.contains(selection.anchorNode)) return;
    document.removeEventListener("selectionchange", selected);
    void import("./mine").then((m) => m.noting());
  };
  document.addEventListener("selectionchange", selected);
  // What is clicked is chosen; what is opened otherwise, by a search in the
  // page for example, is not.
  main.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    const question = target.closest<HTMLElement>("[data-question]");
    const summary = target.closest("summary");
    if (question === null || summary === null) return;
    const option = summary.closest<HTMLElement>(".option");
    if (option !== null) {
      const given = [...question.querySelectorAll(".option")].indexOf(option);
      void chosen(question, String(given), option.dataset["right"] === "true");
    } else if (summary.closest("[data-numeric]") !== null) void chosen(question, "", false);
  });
  main.addEventListener("numbered", (event) => {
    const { detail, target } = event as CustomEvent<{ given: string; right: boolean }>;
    const question = target instanceof Element ? target.closest<HTMLElement>("[data-question]") : null;
    if (question !== null) void chosen(question, detail.given, detail.right);
  });
}

async function chosen(question: HTMLElement, given: string, right: boolean): Promise<void> {
  const [{ choose }] = await Promise.all([import("./choices"), remembered()]);
  await choose(question, given, right);
}

// remembered puts what the reader has kept into the page.
export async function remembered(): Promise<void> {
  await (await import("./mine")).mine();
}
