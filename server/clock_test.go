package server

import (
	"os"
	"testing"
	"time"

	"github.com/dlclark/regexp2/v2"
)

// TestMain starts the highlighter's clock, once, outside every bubble: it is a
// goroutine of the whole process that the first timed match starts. Started
// inside a bubble it would outlive the bubble, which synctest reports.
func TestMain(m *testing.M) {
	clock := regexp2.MustCompile(`x`, regexp2.None)
	clock.MatchTimeout = time.Hour // longer than any run of these tests
	if _, err := clock.MatchString("x"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}
