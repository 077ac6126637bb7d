package sim_test

import (
	"testing"

	"happensbefore/sim"
)

func TestADiagramSaysWhatAMessageHolds(t *testing.T) {
	type entry struct{ Term, Command int }
	type message struct {
		Kind    string
		OK      bool
		LogTerm int
		Entries []entry
		Known   map[string]int
		Rest    []string
	}
	for want, m := range map[string]sim.Message{
		"append":                          message{Kind: "append", Known: map[string]int{}, Rest: []string{}},
		"append ok=true logTerm=2":        message{Kind: "append", OK: true, LogTerm: 2},
		"entries=[{term=1 command=7} {}]": message{Entries: []entry{{1, 7}, {}}},
		"known={A:1 B:0} rest=[x y]":      message{Known: map[string]int{"B": 0, "A": 1}, Rest: []string{"x", "y"}},
		"nothing":                         nil,
		"rest=[a very long word that goes on and on and on until i…": message{Rest: []string{"a very long word that goes on and on and on until it is cut off"}},
	} {
		if got := sim.Words(m); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
