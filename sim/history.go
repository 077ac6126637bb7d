package sim

import "time"

// An Operation is what a client asked of the system and was told, for
// properties such as linearizability.
type Operation struct {
	Client string
	Name   string // as "read" or "write"
	Key    string
	Value  int // what was given with it
	Result int // what came back
	Call   time.Duration
	Return time.Duration
	Done   bool // it came back; if not, it may or may not have happened

	called, returned int // how many calls and returns came before: decides within one instant
	world            *World
}

// Begin notes that a client begins an operation now.
func (w *World) Begin(client, name, key string, value int) *Operation {
	o := &Operation{Client: client, Name: name, Key: key, Value: value, Call: w.now, called: w.turns, world: w}
	w.turns++
	w.history = append(w.history, o)
	return o
}

// End notes that the operation came back now, with a result. The first call counts.
func (o *Operation) End(result int) {
	if o.Done {
		return
	}
	w := o.world
	o.Done, o.Result, o.Return, o.returned = true, result, w.now, w.turns
	w.turns++
}

// History is all operations that were begun, oldest first.
func (w *World) History() []*Operation { return w.history }
