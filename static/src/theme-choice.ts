// The button that goes round the three choices: the system's, light, dark.

type Choice = "automatic" | "light" | "dark";

const next: Record<Choice, Choice> = { automatic: "light", light: "dark", dark: "automatic" };

export function themeChoice(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-theme-button]");
  if (button === null) return;
  const show = (choice: Choice): void => {
    button.dataset["choice"] = choice;
    button.setAttribute("aria-label", `Colours: ${choice}. Change to ${next[choice]}`);
    button.title = `Colours: ${choice}`;
  };
  let choice: Choice = stored();
  show(choice);
  button.hidden = false;
  button.addEventListener("click", () => {
    choice = next[choice];
    if (choice === "automatic") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = choice;
    try {
      if (choice === "automatic") localStorage.removeItem("theme");
      else localStorage.setItem("theme", choice);
    } catch {
      // The choice then holds for this page only.
    }
    show(choice);
  });
}

function stored(): Choice {
  const theme = document.documentElement.dataset["theme"];
  return theme === "light" || theme === "dark" ? theme : "automatic";
}
