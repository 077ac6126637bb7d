// Every page: colours, ticks, sections, questions, examples. A page is whole
// without any of it.
import { examples } from "./example";
import { comfortButton } from "./masthead";
import { numericQuestions } from "./numeric";
import { localTimes, markRead, ticks } from "./reading";
import { outlinePlace, sectionSpy } from "./sections";
import { shortcuts } from "./shortcuts";
import { waitForVerdict } from "./waiting";
import { walk } from "./walk";

comfortButton();
shortcuts();
outlinePlace();
sectionSpy();
numericQuestions();
examples();
markRead();
localTimes(document);
calculators();
void waitForVerdict();
walk(document);
void ticks();

// calculators come on few pages, and bring their script along.
function calculators(): void {
  const figures = document.querySelectorAll<HTMLElement>("[data-calculator]");
  if (figures.length > 0) void import("./calculator").then(({ calculator }) => figures.forEach(calculator));
}
