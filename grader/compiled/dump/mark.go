package dump

import "strings"

const (
	mark  = "happensbefore: here end the races of "
	still = "happensbefore: the time is over for\n"
)

// Still begins what a compiled lab writes just before its time is over: the
// goroutines as they are then.
func Still(goroutines []byte) []byte { return append([]byte("\n"+still), goroutines...) }

// AtTheEnd is what Still wrote into a text.
func AtTheEnd(text string) []Goroutine {
	_, after, _ := strings.Cut(text, still)
	return Goroutines(after)
}

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

// RacesAfterMarks reads the reports behind the last mark: those of the check
// that was under way when the program died.
func RacesAfterMarks(text string) []Race {
	if i := strings.LastIndex(text, mark); i >= 0 {
		text = text[i:]
	}
	return Races(text)
}
