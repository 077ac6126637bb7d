// What a reader has chosen on a page, kept in this browser.

export function choice(name: string): string | undefined {
  try {
    return localStorage.getItem(`choice:${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function choose(name: string, value: string): void {
  try {
    localStorage.setItem(`choice:${name}`, value);
  } catch {
    // It then holds for this page only.
  }
}

// forget leaves it to the page again.
export function forget(name: string): void {
  try {
    localStorage.removeItem(`choice:${name}`);
  } catch {
    // Then nothing was kept either.
  }
}

export type Keys = "plain" | "vim" | "emacs";

export function chosenKeys(): Keys {
  const kept = choice("keys");
  return kept === "vim" || kept === "emacs" ? kept : "plain";
}
