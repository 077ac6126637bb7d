package dump

import "strings"

// maxWaits is how many waiting goroutines are told; the others wait likewise.
const maxWaits = 4

// waits words what a goroutine's state means, after its place.
var waits = map[string]string{
	"chan receive":            "receives from a channel",
	"chan receive (nil chan)": "receives from a nil channel, which delivers nothing",
	"chan send":               "sends on a channel",
	"chan send (nil chan)":    "sends on a nil channel, which takes nothing",
	"select":                  "waits in a select",
	"select (no cases)":       "waits in a select without cases",
	"sync.Mutex.Lock":         "waits to lock a sync.Mutex",
	"sync.RWMutex.Lock":       "waits to lock a sync.RWMutex",
	"sync.RWMutex.RLock":      "waits to read-lock a sync.RWMutex",
	"sync.WaitGroup.Wait":     "waits for a sync.WaitGroup",
	"sync.Cond.Wait":          "waits for a sync.Cond",
	"semacquire":              "waits for a lock",
	"sleep":                   "sleeps",
}

// Waiting words which of the learner's lines wait, and for what, one clause
// each. It is empty where none of the learner's goroutines waits.
func Waiting(all []Goroutine) string {
	var clauses []string
	seen := map[string]bool{}
	for _, g := range all {
		what, ok := waits[g.State]
		if !ok || g.At == (Place{}) {
			continue
		}
		clause := g.At.String() + " " + what
		if !seen[clause] {
			seen[clause] = true
			clauses = append(clauses, clause)
		}
	}
	if more := len(clauses) - maxWaits; more > 0 {
		clauses = append(clauses[:maxWaits], "and other lines wait too")
	}
	text := strings.Join(clauses, "; ")
	if held(all) {
		text += ". Time is virtual here and stands still while a goroutine waits for a lock: do not sleep while you hold one that another goroutine needs"
	}
	return text
}

// Deadlock words why nothing goes on any more: who waits for what in the
// youngest bubble, or anywhere where there is none.
func Deadlock(all []Goroutine) string {
	if in := Bubble(all); len(in) > 0 {
		all = in
	}
	if waiting := Waiting(all); waiting != "" {
		return "deadlock: " + waiting
	}
	return "deadlock: the test waits for something that your code never does, and no goroutine of yours is left to do it"
}

// held says whether goroutines of a bubble wait for a lock while others sleep:
// the bubble's clock stands until the lock is free, and so for ever.
func held(all []Goroutine) bool {
	var sleeps, locked bool
	for _, g := range all {
		if g.Bubble == "" {
			continue
		}
		sleeps = sleeps || g.State == "sleep"
		locked = locked || strings.HasPrefix(g.State, "sync.Mutex") || strings.HasPrefix(g.State, "sync.RWMutex")
	}
	return sleeps && locked
}

// Bubble is the goroutines of the youngest bubble in a dump.
func Bubble(all []Goroutine) []Goroutine {
	youngest := ""
	for _, g := range all {
		if len(g.Bubble) > len(youngest) || len(g.Bubble) == len(youngest) && g.Bubble > youngest {
			youngest = g.Bubble
		}
	}
	var in []Goroutine
	for _, g := range all {
		if youngest != "" && g.Bubble == youngest {
			in = append(in, g)
		}
	}
	return in
}

// Asleep says whether no goroutine of a dump can go on, save the one that took
// it, as far as a dump can tell: one that waits may be woken by a timer, which
// no dump shows. It is certain where surely is true too: then some bubble
// stands still, because one of its goroutines waits for what is no business of
// the bubble's, such as a lock, and outside nothing that could help is left.
func Asleep(all []Goroutine) (asleep, surely bool) {
	taken := false
	inside, outside := false, false
	for _, g := range all {
		switch _, waits := waits[g.State]; {
		case g.State == "running" && !taken:
			taken = true
		case g.Bubble != "" && waits:
			inside = inside || !g.Durable
		case strings.HasPrefix(g.State, "synctest."):
		case waits && g.State != "sleep":
			outside = outside || g.Tested
		default:
			return false, false
		}
	}
	return true, inside && !outside
}
