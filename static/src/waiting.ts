// A submission's page that came before its verdict fills in by itself.
import { refusal } from "./fragment";
import { advance, follow } from "./stages";
import { walk } from "./walk";

export async function waitForVerdict(): Promise<void> {
  const region = document.querySelector<HTMLElement>("[data-submission-url]");
  const url = region?.dataset["submissionUrl"];
  if (region === null || url === undefined || region.querySelector("[data-pending]") === null) return;
  const announce = document.querySelector<HTMLElement>("[data-announce]");
  const tell = (news: string): void => {
    if (announce !== null && news !== "") announce.textContent = news;
  };
  try {
    await follow(url, (section) => {
      tell(advance(region.querySelector<HTMLElement>(".verdict"), section));
      region.replaceChildren(section);
      walk(region);
    });
  } catch (cause) {
    // What is there already, such as a first answer, stays readable.
    const said = refusal(cause);
    region.append(said);
    tell(said.textContent ?? "");
  }
}
