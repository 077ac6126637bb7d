// The way to the search from every page: a link, and where there are scripts a
// dialog, which is fetched when it is first asked for.
export function searchButton(): void {
  const button = document.querySelector<HTMLAnchorElement>("[data-search-button]");
  button?.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    import("./search").then(
      ({ openSearch }) => openSearch(button.dataset["styles"]),
      () => location.assign(button.href),
    );
  });
}
