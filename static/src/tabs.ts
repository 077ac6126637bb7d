// Files as tabs. A tab is chosen with a click, or with the arrow keys.

export interface Tab {
  name: string;
  note?: string; // beside the name
  panel: HTMLElement;
  shown?: () => void; // each time it comes to the front
}

export interface Tabs {
  readonly list: HTMLElement;
  show(name: string): void;
  count(name: string, problems: number): void;
}

export function tabs(label: string, all: Tab[]): Tabs {
  const list = document.createElement("div");
  list.className = "tabs";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", label);
  const buttons = new Map<string, HTMLButtonElement>();

  const show = (name: string): void => {
    for (const tab of all) {
      const button = buttons.get(tab.name);
      const front = tab.name === name;
      tab.panel.hidden = !front;
      button?.setAttribute("aria-selected", String(front));
      if (button !== undefined) button.tabIndex = front ? 0 : -1;
    }
    all.find((tab) => tab.name === name)?.shown?.();
  };
  for (const tab of all) {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("role", "tab");
    button.id = `tab-${tab.name}`;
    tab.panel.id ||= `panel-${tab.name}`;
    button.setAttribute("aria-controls", tab.panel.id);
    button.append(tab.name);
    if (tab.note !== undefined) {
      const note = document.createElement("span");
      note.className = "note";
      note.textContent = tab.note;
      button.append(" ", note);
    }
    button.addEventListener("click", () => show(tab.name));
    tab.panel.setAttribute("role", "tabpanel");
    tab.panel.setAttribute("aria-labelledby", button.id);
    buttons.set(tab.name, button);
    list.append(button);
  }
  list.addEventListener("keydown", (event) => {
    const order = [...buttons.values()];
    const here = order.indexOf(event.target as HTMLButtonElement);
    if (here < 0) return;
    const last = order.length - 1;
    const steps: Record<string, number> = { ArrowRight: here === last ? 0 : here + 1, ArrowLeft: here === 0 ? last : here - 1, Home: 0, End: last };
    const next = order[steps[event.key] ?? -1];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
    next.click();
  });
  show(all[0]?.name ?? "");
  return {
    list,
    show,
    count(name, problems) {
      const button = buttons.get(name);
      if (button === undefined) return;
      let mark = button.querySelector<HTMLElement>(".problem-count");
      if (problems === 0) {
        mark?.remove();
        return;
      }
      if (mark === null) {
        mark = document.createElement("span");
        mark.className = "problem-count";
        button.append(" ", mark);
      }
      mark.textContent = String(problems);
      const said = document.createElement("span");
      said.className = "unseen";
      said.textContent = problems === 1 ? " problem" : " problems";
      mark.append(said);
    },
  };
}
