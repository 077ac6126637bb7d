// Diagrams become walkable as soon as there is one: what that takes is not
// fetched for a page without.
export function walk(root: ParentNode): void {
  if (root.querySelector("svg.trace") !== null) void import("./diagram").then(({ diagrams }) => diagrams(root));
}
