package sim

import (
	"cmp"
	"slices"
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
		w.bubble.act(nil, "begin "+client+" "+name+" "+key+" "+decimal(value), note)
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
		w.bubble.act(nil, "end "+o.Client+" "+o.Name+" "+decimal(result), note)
	}
}

// History is all operations that were begun, oldest first.
func (w *World) History() []*Operation { return w.history }

// operations is the history as a diagram shows it: the latest, where there are
// too many.
func (w *World) operations() []trace.Op {
	var ops []trace.Op
	for _, o := range w.history {
		op := trace.Op{Client: client(o.Client), Label: o.asked(), From: o.Call, Open: !o.Done}
		if o.Done {
			op.Result, op.To = o.answered(), o.Return
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

// reads are the operations that are given nothing.
var reads = []string{"read", "get", "load"}

func (o *Operation) asked() string {
	label := o.Name
	if o.Key != "" {
		label += " " + o.Key
		if !slices.Contains(reads, o.Name) {
			label += "=" + decimal(o.Value)
		}
	} else if !slices.Contains(reads, o.Name) && o.Value != 0 {
		label += " " + decimal(o.Value)
	}
	return said(label)
}

func (o *Operation) answered() string {
	if o.Name == "write" || o.Name == "put" || o.Name == "set" {
		return "ok"
	}
	return decimal(o.Result)
}
