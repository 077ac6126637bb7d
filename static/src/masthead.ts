// The button for how pages look. What it opens is fetched when it is first asked
// for.
import { appear, aspects } from "./appearance";

export function comfortButton(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-comfort-button]");
  button?.addEventListener("click", () => void import("./comfort").then(({ open }) => open(button)), { once: true });

  // What is chosen in one tab holds in all.
  addEventListener("storage", ({ key, newValue }) => {
    for (const aspect of aspects) {
      if (key === `choice:${aspect}`) appear(aspect, newValue);
      else if (key === null) appear(aspect, null);
    }
  });
}
