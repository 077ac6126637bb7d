// An answer is what a verdict comes to, as the server sums it up: its outcome
// and which checks passed. Words and times may differ between two engines that
// agree.

// corrects says whether the second answer takes back the first.
export function corrects(first: string | undefined, second: string | undefined): boolean {
  return first !== undefined && second !== undefined && first !== second;
}
