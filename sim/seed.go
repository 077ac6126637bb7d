package sim

import (
	"strconv"
	"strings"
)

const marker = "/seed="

// Seed is the seed that a test runs on: the number after the last "/seed=" in
// its name, so that "go test -run" can repeat a single seed, or 1 where the
// name has none.
func Seed(t interface{ Name() string }) uint64 {
	name := t.Name()
	at := strings.LastIndex(name, marker)
	if at < 0 {
		return 1
	}
	digits := name[at+len(marker):]
	end := 0
	// A seeded test may have subtests of its own, and the testing package adds
	// "#01" to a name that is used twice.
	for end < len(digits) && '0' <= digits[end] && digits[end] <= '9' {
		end++
	}
	seed, err := strconv.ParseUint(digits[:end], 10, 64)
	if err != nil {
		return 1
	}
	return seed
}
