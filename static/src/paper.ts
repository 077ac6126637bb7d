// What paper needs and a style sheet cannot take from the page: the title, for
// the head of each page.
export function runningHead(): void {
  const title = document.querySelector("h1")?.textContent;
  if (title) document.documentElement.style.setProperty("--running-head", JSON.stringify(title));
}
