package course

import "time"

// A Lab is what a learner may see of a lab. The hidden tests, the solutions
// and the wrong solutions are not part of it: they stay in the labs room.
type Lab struct {
	Slug       string
	Title      string
	Chapter    string // slug of the chapter that needs it
	Summary    string
	Difficulty int // 1 warm-up … 5 a weekend
	Minutes    int
	HTML       string // the task, sanitised

	Checks  []Check // the grading contract, in the order shown
	Visible []Check // one for each visible test; they give no points
	Starter []File  // what the learner begins with and may change
	Tests   []File  // the visible tests
	Limits  Limits

	Problems []Problem // where the file breaks the rules; a lab with problems is shown, not graded
}

// MaxScore is the sum of the points of all checks.
func (l *Lab) MaxScore() int {
	sum := 0
	for _, c := range l.Checks {
		sum += c.Points
	}
	return sum
}

// A Check is one line of the grading contract: one test, in the learner's words.
type Check struct {
	Test   string   // name of the test function
	Says   string   // what it demands, in plain words
	Points int      // positive for a hidden test
	Seeds  int      // how many seeds it runs on; at least 1
	Hints  []string // HTML, from gentle to nearly the answer
}

// A Variant is a named set of files that replaces the starter's: a solution.
type Variant struct {
	Name  string
	Files []File
}

// Limits bound one run or one grading of one submission.
type Limits struct {
	Wall   time.Duration // real time from start to verdict
	Memory int64         // bytes
	Output int64         // bytes printed by the learner's code
}

// DefaultLimits hold where a lab sets none of its own.
func DefaultLimits() Limits {
	return Limits{Wall: 5 * time.Second, Memory: 256 << 20, Output: 64 << 10}
}

// MaxSource is the size of a submission in bytes, all files together. The
// largest lab's solution is a tenth of it.
const MaxSource = 64 << 10

// Named are the labs with these slugs, in this order, as far as they exist.
func Named(labs []Lab, slugs []string) []Lab {
	var list []Lab
	for _, slug := range slugs {
		for _, l := range labs {
			if l.Slug == slug {
				list = append(list, l)
			}
		}
	}
	return list
}
