package linear

import (
	"slices"

	"happensbefore/sim"
)

// A Model says what one copy of the data does. Its states are values that are
// never changed: Step gives the next one.
type Model struct {
	Keyed bool       // what happens to one key says nothing of another
	New   func() any // the state before the first operation

	// Step says whether the operation may give its Result in this state, and what
	// the state is then. An operation that never came back (Done is false) may
	// give anything.
	Step func(state any, o *sim.Operation) (next any, ok bool)
}

// gave says whether an operation may have given a result.
func gave(o *sim.Operation, result int) bool { return !o.Done || o.Result == result }

// Register is registers, one for each key, each 0 at first: "write" sets one to
// Value, "read" gives it.
func Register() Model {
	return Model{Keyed: true, New: zero, Step: func(state any, o *sim.Operation) (any, bool) {
		switch o.Name {
		case "write":
			return o.Value, true
		case "read":
			return state, gave(o, state.(int))
		}
		return state, false
	}}
}

// CompareAndSwap is registers as Register has them that know "cas" too: where
// there is Expect, it sets Value and gives 1; elsewhere it gives 0.
func CompareAndSwap() Model {
	plain := Register()
	return Model{Keyed: true, New: zero, Step: func(state any, o *sim.Operation) (any, bool) {
		if o.Name != "cas" {
			return plain.Step(state, o)
		}
		if state.(int) == o.Expect {
			return o.Value, gave(o, 1)
		}
		return state, gave(o, 0)
	}}
}

// Counter is counters, one for each key, each 0 at first: "add" adds Value and
// may give anything, "next" adds 1 and gives the sum, "read" gives the sum.
func Counter() Model {
	return Model{Keyed: true, New: zero, Step: func(state any, o *sim.Operation) (any, bool) {
		switch sum := state.(int); o.Name {
		case "add":
			return sum + o.Value, true
		case "next":
			return sum + 1, gave(o, sum+1)
		case "read":
			return sum, gave(o, sum)
		}
		return state, false
	}}
}

// KeyValue is a map: "put" sets a key to Value, "delete" takes it out, "get"
// gives it, or 0 where there is none.
func KeyValue() Model {
	return Model{Keyed: true, New: zero, Step: func(state any, o *sim.Operation) (any, bool) {
		switch o.Name {
		case "put":
			return o.Value, true
		case "delete":
			return 0, true
		case "get":
			return state, gave(o, state.(int))
		}
		return state, false
	}}
}

// Queue is queues, one for each key: "enqueue" puts Value, which is not 0, at
// the end; "dequeue" takes the first and gives it, or 0 where there is none.
func Queue() Model {
	return Model{Keyed: true, New: func() any { return []int(nil) }, Step: func(state any, o *sim.Operation) (any, bool) {
		switch q := state.([]int); o.Name {
		case "enqueue":
			return append(slices.Clip(q), o.Value), true
		case "dequeue":
			if len(q) == 0 {
				return q, gave(o, 0)
			}
			return q[1:], gave(o, q[0])
		}
		return state, false
	}}
}

func zero() any { return 0 }
