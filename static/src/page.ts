// Every page: colours, ticks, sections, questions, examples. A page is whole
// without any of it.
import { choice } from "./choice";
import { examples } from "./example";
import { comfortButton } from "./masthead";
import { numericQuestions } from "./numeric";
import { runningHead } from "./paper";
import { localTimes, markRead, type Me, ticks } from "./reading";
import { remember } from "./remember";
import { searchButton } from "./search-button";
import { outlinePlace, sectionSpy } from "./sections";
import { shortcuts } from "./shortcuts";
import { terms } from "./terms";
import { waitForVerdict } from "./waiting";
import { walk } from "./walk";

comfortButton();
searchButton();
shortcuts();
outlinePlace();
sectionSpy();
markRead();
remember();
localTimes(document);
runningHead();
terms();
void waitForVerdict();
void ticks().then(place);
if (choice("kept") !== undefined || document.querySelector("[data-keep-book], [data-kept-list]") !== null) {
  void import("./keep").then(({ keep }) => keep());
}
enliven(document);
// A preview puts new text into the page.
document.addEventListener("fresh", (event) => enliven(event.target as HTMLElement));

// place is where the reader is in the book, in this browser or another.
function place(me: Me | undefined): void {
  if (document.querySelector("main[data-chapter], [data-go-on]") !== null) void import("./place").then(({ goOn }) => goOn(me?.places));
}

function enliven(root: ParentNode): void {
  numericQuestions(root);
  examples(root);
  calculators(root);
  walk(root);
  if (root.querySelector(".footnotes") !== null) void import("./sidenotes").then(({ sidenotes }) => sidenotes());
}

// calculators come on few pages, and bring their script along.
function calculators(root: ParentNode): void {
  const figures = root.querySelectorAll<HTMLElement>("[data-calculator]");
  if (figures.length > 0) void import("./calculator").then(({ calculator }) => figures.forEach(calculator));
}
