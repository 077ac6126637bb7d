// How the pages look to this reader: attributes of the root element, which the
// style sheet goes by, kept in this browser.
export const aspects = ["theme", "text", "measure", "outline"] as const;

export type Aspect = (typeof aspects)[number];

// appear sets an aspect; without a value it is as the style sheet has it.
export function appear(aspect: Aspect, value: string | null): void {
  const { dataset } = document.documentElement;
  if (value === null) delete dataset[aspect];
  else dataset[aspect] = value;
}
