// The list of the keys for reading.

const keys: [keys: string[], what: string][] = [
  [["←"], "the chapter before"],
  [["→"], "the next chapter"],
  [["S", "/"], "search"],
  [["G"], "the glossary, and back"],
  [["E"], "edit the program nearest to the middle of the window"],
  [["T"], "the next colours"],
  [["?"], "this list"],
  [["Esc"], "close what is open"],
];

// help lists the keys.
export function help(): void {
  let dialog = document.querySelector<HTMLDialogElement>("dialog.keys");
  if (dialog === null) {
    dialog = document.createElement("dialog");
    dialog.className = "keys";
    dialog.setAttribute("closedby", "any");
    dialog.setAttribute("aria-labelledby", "keys-title");
    const title = document.createElement("h2");
    title.id = "keys-title";
    title.textContent = "Keys for reading";
    const list = document.createElement("dl");
    for (const [names, what] of keys) {
      const term = document.createElement("dt");
      names.forEach((name, i) => {
        const key = document.createElement("kbd");
        key.textContent = name;
        term.append(i > 0 ? " or " : "", key);
      });
      const meaning = document.createElement("dd");
      meaning.textContent = what;
      list.append(term, meaning);
    }
    const note = document.createElement("p");
    note.className = "aside";
    note.textContent = "They rest while you type, and can be turned off under Aa. In a diagram, and in a table or program that is wider than its place, the arrows move there.";
    const close = document.createElement("button");
    close.type = "button";
    close.className = "quiet";
    close.textContent = "Close";
    close.addEventListener("click", () => dialog?.close());
    dialog.append(title, list, note, close);
    document.body.append(dialog);
  }
  if (!dialog.open) dialog.showModal();
}
