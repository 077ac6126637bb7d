// Every page: colours, ticks, sections, questions, examples. A page is whole
// without any of it.
import { examples } from "./example";
import { numericQuestions } from "./numeric";
import { localTimes, markRead, ticks } from "./reading";
import { sectionSpy } from "./sections";
import { themeChoice } from "./theme-choice";
import { waitForVerdict } from "./waiting";

themeChoice();
sectionSpy();
numericQuestions();
examples();
markRead();
localTimes(document);
void waitForVerdict();
void ticks();
