// A submission's page that came before its verdict fills in by itself.
import { graded, refusal } from "./fragment";

export async function waitForVerdict(): Promise<void> {
  const region = document.querySelector<HTMLElement>("[data-verdict-url]");
  const url = region?.dataset["verdictUrl"];
  if (region === null || url === undefined || region.querySelector("[data-pending]") === null) return;
  try {
    region.replaceChildren(await graded(url));
  } catch (cause) {
    region.replaceChildren(refusal(cause));
  }
}
