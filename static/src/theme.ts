// Applies what the reader has chosen before the first paint. It is loaded
// blocking, in the head, so it stays this small and can never throw.
import { appear, aspects } from "./appearance";

document.documentElement.dataset["scripts"] = "";
try {
  for (const aspect of aspects) appear(aspect, localStorage.getItem(`choice:${aspect}`));
} catch {
  // Storage may be forbidden; what the style sheet says holds then.
}
