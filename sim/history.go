package sim

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"happensbefore/trace"
)

// An Operation is what a client asked of the system and was told, for
// properties such as linearizability.
type Operation struct {
	Client string
	Name   string // as "read" or "write"
	Key    string
	Value  int // what was given with it
	Expect int // of a compare-and-swap, what has to be there
	Result int // what came back
	Call   time.Duration
	Return time.Duration
	Done   bool // it came back; if not, it may or may not have happened

	called, returned int // how many calls and returns came before: decides within one instant
	world            *World
}

// Begin notes that a client begins an operation now.
func (w *World) Begin(client, name, key string, value int) *Operation {
	o := &Operation{Client: client, Name: name, Key: key, Value: value, Call: w.now, world: w}
	// Which of two operations was called first in one instant decides much, so
	// free goroutines' calls are put in order as all they do is.
	note := func() {
		o.called = w.turns
		w.turns++
		w.history = append(w.history, o)
	}
	if w.bubble == nil {
		note()
	} else {
		o.Call = w.bubble.now()
		w.bubble.act(nil, "begin "+client+" "+name+" "+key+" "+strconv.Itoa(value), note)
	}
	return o
}

// End notes that the operation came back now, with a result. The first call counts.
func (o *Operation) End(result int) {
	w := o.world
	note := func() {
		if o.Done {
			return
		}
		o.Done, o.Result, o.Return, o.returned = true, result, w.now, w.turns
		w.turns++
	}
	if w.bubble == nil {
		note()
	} else {
		w.bubble.act(nil, "end "+o.Client+" "+o.Name+" "+strconv.Itoa(result), note)
	}
}

// Turns is how many calls and returns came before the operation's call, and
// before its return: which of two comes first, where both are at one instant.
func (o *Operation) Turns() (called, returned int) { return o.called, o.returned }

// Precedes says whether the operation had come back when the other was called.
func (o *Operation) Precedes(other *Operation) bool { return o.Done && o.returned < other.called }

// History is all operations that were begun, oldest first.
func (w *World) History() []*Operation { return w.history }

// operations is the history as a diagram shows it: the latest, where there are
// too many.
func (w *World) operations() []trace.Op {
	var ops []trace.Op
	for _, o := range w.history {
		op := trace.Op{Client: client(o.Client), Label: said(o.Asked()), From: o.Call, Open: !o.Done}
		if o.Done {
			op.Result, op.To = o.Answered(), o.Return
		}
		ops = append(ops, op)
	}
	slices.SortStableFunc(ops, func(a, b trace.Op) int { return cmp.Compare(a.From, b.From) })
	return ops[max(0, len(ops)-trace.MaxOps):]
}

func client(name string) string {
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if strings.ContainsRune(":@\"“”\n\r", r) {
			return '_'
		}
		return r
	}, clip(name, maxName)))
	if name == "" {
		return "client"
	}
	return name
}

// plainResult is operations of which the result says no more than that they
// came back; bare is those that are given no value.
var (
	plainResult = map[string]bool{"write": true, "put": true, "set": true, "add": true, "enqueue": true, "push": true, "delete": true}
	bare        = map[string]bool{"read": true, "get": true, "next": true, "dequeue": true, "pop": true, "delete": true}
)

// Asked is what was asked for, in words: "write x=3".
func (o *Operation) Asked() string {
	words := []string{o.Name}
	if o.Key != "" {
		words = append(words, o.Key)
	}
	switch {
	case o.Name == "cas":
		words = append(words, fmt.Sprintf("%d to %d", o.Expect, o.Value))
	case bare[o.Name] && o.Value == 0:
	case o.Key != "":
		words[len(words)-1] += "=" + strconv.Itoa(o.Value)
	default:
		words = append(words, strconv.Itoa(o.Value))
	}
	return strings.Join(words, " ")
}

// Answered is what came back, in words.
func (o *Operation) Answered() string {
	switch {
	case !o.Done:
		return ""
	case plainResult[o.Name] && o.Result == 0:
		return "ok"
	case o.Name == "cas" && o.Result == 0:
		return "no"
	case o.Name == "cas":
		return "yes"
	}
	return strconv.Itoa(o.Result)
}
