package course

import (
	"errors"
	"fmt"
	"time"
)

// The conditions every room reports with one value, so that a border (an HTTP
// status, an exit code) can be chosen with errors.Is and never by text.
var (
	ErrNotFound  = errors.New("not found")
	ErrConflict  = errors.New("conflict")
	ErrForbidden = errors.New("forbidden")
)

// An InvalidError says that what somebody handed in cannot be accepted. Both
// fields are written for that person and may be shown to them as they are.
type InvalidError struct {
	Field  string // which input, in the words of the form or the flag
	Reason string // what is wrong with it and how to mend it
}

func (e *InvalidError) Error() string { return e.Field + ": " + e.Reason }

// A BusyError says that there is more to do than can be waited for: nothing was
// taken, and nothing is lost but the asking.
type BusyError struct {
	Own    bool          // it is the learner's own work that fills their share
	Before int           // how many are before them in line
	After  time.Duration // when trying again may help
}

func (e *BusyError) Error() string {
	if e.Own {
		return fmt.Sprintf("busy: %d of the learner's own wait already", e.Before)
	}
	return fmt.Sprintf("busy: %d wait already", e.Before)
}

// A Problem is one fault in what an author wrote, with its place and its mend.
type Problem struct {
	File string // path relative to the content or labs folder's parent, as an editor opens it
	Line int    // 1-based; 0 when the whole file is meant
	What string // what is wrong
	Mend string // what the author can do about it
}

// String is "file:line: what: mend", the form editors can jump to.
func (p Problem) String() string {
	place := p.File
	if p.Line > 0 {
		place = fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	if p.Mend == "" {
		return place + ": " + p.What
	}
	return place + ": " + p.What + ": " + p.Mend
}
