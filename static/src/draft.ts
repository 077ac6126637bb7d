// Drafts: what the learner has typed, kept in this browser per lab and file.

const key = (lab: string, file: string): string => `draft:${lab}:${file}`;

export function draft(lab: string, file: string): string | undefined {
  try {
    return localStorage.getItem(key(lab, file)) ?? undefined;
  } catch {
    return undefined;
  }
}

// keep says whether the draft could be kept; storage may be full or forbidden.
export function keep(lab: string, file: string, text: string): boolean {
  try {
    localStorage.setItem(key(lab, file), text);
    return true;
  } catch {
    return false;
  }
}

export function forget(lab: string, file: string): void {
  try {
    localStorage.removeItem(key(lab, file));
  } catch {
    // Nothing was kept then.
  }
}
