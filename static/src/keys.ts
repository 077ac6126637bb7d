// Keys other than the editor's own, fetched only by who wants them.
import type { Extension } from "@codemirror/state";
import { choose, chosenKeys, type Keys } from "./choice";

export async function bindings(keys: Keys): Promise<Extension> {
  switch (keys) {
    case "vim":
      return (await import("@replit/codemirror-vim")).vim({ status: true });
    case "emacs":
      return (await import("@replit/codemirror-emacs")).emacs();
    default:
      return [];
  }
}

const names: Record<Keys, string> = { plain: "the editor’s own", vim: "Vim", emacs: "Emacs" };

// keysChoice is the field in which they are chosen.
export function keysChoice(bind: (keys: Extension) => void, tell: (text: string) => void): HTMLElement {
  const label = document.createElement("label");
  label.append("Keys ");
  const select = document.createElement("select");
  for (const keys of Object.keys(names) as Keys[]) select.add(new Option(names[keys], keys));
  select.value = chosenKeys();
  label.append(select);
  const apply = async (): Promise<void> => {
    const keys = select.value as Keys;
    try {
      const extension = await bindings(keys);
      if (keys !== select.value) return; // others were chosen meanwhile
      bind(extension);
      choose("keys", keys);
    } catch {
      tell("Those keys could not be fetched. Try again when the connection is back.");
    }
  };
  select.addEventListener("change", () => void apply());
  if (select.value !== "plain") void apply();
  return label;
}
