// Package estimate owns calculators: back-of-envelope estimates whose givens a
// reader can change. It imports no other room and does no input or output.
//
// A calculator is text, one quantity a line:
//
//	title: A URL shortener
//	New links | new = 2,000,000 links/day
//	Reads for each link | ratio = 100 reads/link
//	Peak over average | peak = 3
//	Reads at the peak | reads: new * ratio * peak in reads/s | what the cache is for
//
// A line with = is a given, a number with its unit; one with : is a step, a
// formula and the unit in which its result is told. A third column is a note.
// Formulas have + - * / ( ), numbers, the names of lines above, and min, max and
// ceil. Units are checked: a step whose formula does not come out in its unit is
// a fault, as is a sum of unlike things.
//
// Known units are those of time (ns, µs, ms, s, min, h, day, year of 365 days)
// and of data (bit, B, their multiples by 1,000 and by 1,024), and %. Every other
// word is a unit of its own, links or $, whose plural is the same unit.
package estimate
