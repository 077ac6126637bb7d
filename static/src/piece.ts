// fragment is the element of a piece of HTML that the server has rendered.
export function fragment(html: string, selector: string): HTMLElement | null {
  return new DOMParser().parseFromString(html, "text/html").body.querySelector<HTMLElement>(selector);
}
