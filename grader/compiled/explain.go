package compiled

import (
	"fmt"
	"strings"

	"happensbefore/grader/compiled/dump"
	"happensbefore/grader/wire"
)

// Explain words the data races that a compiled lab's report tells of: the
// frames say which check met one, and the race detector has said where on
// standard error. The frames are changed in place.
func Explain(frames []wire.Frame, stderr string) {
	for i := range frames {
		f := &frames[i]
		switch {
		case f.Result != nil && f.Result.Reason == wire.Race:
			f.Result.Message = strings.TrimSpace(races(dump.RacesOf(stderr, f.Test)) + "\n" + f.Result.Message)
		case f.Reason == wire.Race:
			f.Message = races(dump.RacesOf(stderr, f.Test))
		}
	}
}

func races(all []dump.Race) string {
	switch len(all) {
	case 0:
		return "data race: two goroutines used the same memory at the same time, and no lock or channel orders the two"
	case 1:
		return all[0].String()
	case 2:
		return all[0].String() + ". There is another one"
	}
	return fmt.Sprintf("%s. There are %d more", all[0], len(all)-1)
}
