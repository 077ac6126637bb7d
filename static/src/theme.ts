// Applies the reader's stored choice of colours before the first paint. It is
// loaded blocking, in the head, so it stays this small and can never throw.
try {
  const choice = localStorage.getItem("theme");
  if (choice === "light" || choice === "dark") document.documentElement.dataset["theme"] = choice;
} catch {
  // Storage may be forbidden; the system's colours hold then.
}
