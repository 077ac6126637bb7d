package dump

import "strings"

const mark = "happensbefore: here end the races of "

// Mark is the line that a compiled lab writes after the race detector's reports
// about a check, or about the whole run where test is "".
func Mark(test string) string { return mark + test + "\n" }

// RacesOf reads the reports about a check.
func RacesOf(text, test string) []Race {
	before, _, ok := strings.Cut(text, Mark(test))
	if !ok {
		return nil
	}
	if i := strings.LastIndex(before, mark); i >= 0 {
		before = before[i:]
	}
	return Races(before)
}
