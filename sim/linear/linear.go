package linear

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"

	"github.com/anishathalye/porcupine"

	"happensbefore/sim"
)

// Linearizable is the property that the history of a run is linearizable for a
// model.
func Linearizable(says string, m Model) sim.Property {
	return sim.Property{Says: says, New: func(*sim.World) sim.Judge {
		done := 0
		return sim.Judge{
			Step: func(w *sim.World) string {
				if !w.Early() {
					return ""
				}
				if n := returned(w.History()); n > done {
					done = n
					return m.wrong(w.History())
				}
				return ""
			},
			End: func(w *sim.World) string { return m.wrong(w.History()) },
		}
	}}
}

// wrong says which operation no order explains, or "".
func (m Model) wrong(history []*sim.Operation) string {
	if m.explains(history) {
		return ""
	}
	// A history whose beginning has no order has none, so the first beginning
	// that has none can be found by halving.
	returns := returnsOf(history)
	low, high := 0, len(returns) // up to returns[low-1] there is an order, up to returns[high-1] none
	for low+1 < high {
		if middle := (low + high) / 2; m.explains(until(history, returns[middle-1])) {
			low = middle
		} else {
			high = middle
		}
	}
	if high == 0 {
		return "what happened has no order that the model allows"
	}
	last := returns[high-1]
	o := history[slices.IndexFunc(history, func(o *sim.Operation) bool { _, r := o.Turns(); return o.Done && r == last })]
	what := fmt.Sprintf("%s's %s gave %s at %s, which no order of the operations explains", o.Client, o.Asked(), o.Answered(), o.Return)
	if right := m.right(until(history, last), o); len(right) > 0 {
		what += "; right would have been " + strings.Join(right, " or ")
	}
	return what
}

// maxRight bounds how many results are tried in the place of a wrong one.
const maxRight = 16

// right is the results that the operation could have given, of all values that
// the history speaks of.
func (m Model) right(history []*sim.Operation, o *sim.Operation) []string {
	at := slices.IndexFunc(history, func(h *sim.Operation) bool { return is(h, o) })
	results := []int{0, 1}
	for _, h := range history {
		for _, v := range []int{h.Value, h.Result} {
			if !slices.Contains(results, v) && len(results) < maxRight {
				results = append(results, v)
			}
		}
	}
	slices.Sort(results)
	var right []string
	for _, result := range results {
		other := *o
		other.Result = result
		tried := slices.Clone(history)
		tried[at] = &other
		if m.explains(tried) {
			right = append(right, other.Answered())
		}
	}
	return right
}

func is(a, b *sim.Operation) bool {
	x, _ := a.Turns()
	y, _ := b.Turns()
	return x == y
}

func returned(history []*sim.Operation) int {
	n := 0
	for _, o := range history {
		if o.Done {
			n++
		}
	}
	return n
}

// returnsOf is the turns at which operations came back, in order.
func returnsOf(history []*sim.Operation) []int {
	var turns []int
	for _, o := range history {
		if _, r := o.Turns(); o.Done {
			turns = append(turns, r)
		}
	}
	slices.Sort(turns)
	return turns
}

// until is the history as it was known after a turn: what came back later had
// not come back.
func until(history []*sim.Operation, turn int) []*sim.Operation {
	var known []*sim.Operation
	for _, o := range history {
		called, back := o.Turns()
		if called > turn {
			continue
		}
		if o.Done && back > turn {
			open := *o
			open.Done = false
			o = &open
		}
		known = append(known, o)
	}
	return known
}

// explains says whether there is an order.
func (m Model) explains(history []*sim.Operation) bool {
	return porcupine.CheckOperations(checker(m), operations(history))
}

// operations is the history as porcupine takes it. Turns stand for times, so
// that two operations in one instant keep the order that they had. What never
// came back may come at any time after its call, or be as good as never: then
// it stands behind all others.
func operations(history []*sim.Operation) []porcupine.Operation {
	var all []porcupine.Operation
	clients := map[string]int{}
	for _, o := range history {
		id, known := clients[o.Client]
		if !known {
			id = len(clients)
			clients[o.Client] = id
		}
		called, back := o.Turns()
		p := porcupine.Operation{ClientId: id, Input: o, Call: int64(called), Output: o, Return: int64(back)}
		if !o.Done {
			p.Return = math.MaxInt64
		}
		all = append(all, p)
	}
	return all
}

// checker is the model as porcupine takes it.
func checker(m Model) porcupine.Model {
	p := porcupine.Model{
		Init: func() any { return m.New() },
		Step: func(state, input, _ any) (bool, any) {
			next, ok := m.Step(state, input.(*sim.Operation))
			return ok, next
		},
		Equal: reflect.DeepEqual,
	}
	if m.Keyed {
		p.Partition = byKey
	}
	return p
}

// byKey is the operations of each key, in the order in which keys appear.
func byKey(all []porcupine.Operation) [][]porcupine.Operation {
	var parts [][]porcupine.Operation
	place := map[string]int{}
	for _, p := range all {
		key := p.Input.(*sim.Operation).Key
		at, known := place[key]
		if !known {
			at = len(parts)
			place[key] = at
			parts = append(parts, nil)
		}
		parts[at] = append(parts[at], p)
	}
	return parts
}
