package course

import "time"

// A Publication is what a server knows of its own pages: since when each has
// been there, and since when it has said what it says.
type Publication struct {
	ID    string               // names this server's publication for good: 32 hexadecimal digits
	Pages map[string]Published // by path: "/chapters/clocks"
}

// Published are the dates of a page.
type Published struct {
	Since   time.Time // when it was first there
	Changed time.Time // when its words last changed
}
