package linear

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/anishathalye/porcupine"

	"happensbefore/sim"
	"happensbefore/trace"
)

// ErrUnknown is the error for a history that none of the models here is for.
var ErrUnknown = errors.New("linear: no model knows these operations")

const (
	// A picture is made for what a process under grading reported, and deciding is
	// exponential at worst.
	mostPictured = 100
	patience     = time.Second
)

// Picture is porcupine's own picture of a trace's operations: a page with a
// script in it, in which the partial orders that it tried can be looked at. Of
// two things in one instant, the trace does not say which came first: there,
// operations come back before others are called.
func Picture(t *trace.Trace) ([]byte, error) {
	history, m, err := recalled(t.Ops)
	if err != nil {
		return nil, err
	}
	p := checker(m)
	p.DescribeOperation = func(input, _ any) string { return words(input.(*sim.Operation)) }
	p.DescribeState = func(state any) string { return fmt.Sprint(state) }
	_, info := porcupine.CheckOperationsVerbose(p, history, patience)
	var page bytes.Buffer
	if err := porcupine.Visualize(p, info, &page); err != nil {
		return nil, fmt.Errorf("linear: %w", err)
	}
	return page.Bytes(), nil
}

// Pictured says whether Picture has a model for the operations.
func Pictured(t *trace.Trace) bool {
	_, _, err := recalled(t.Ops)
	return err == nil
}

func words(o *sim.Operation) string {
	if !o.Done {
		return o.Asked() + " → ?"
	}
	return o.Asked() + " → " + o.Answered()
}

// recalled is the history that a trace's operations tell of.
func recalled(ops []trace.Op) ([]porcupine.Operation, Model, error) {
	if len(ops) == 0 || len(ops) > mostPictured {
		return nil, Model{}, ErrUnknown
	}
	names := map[string]bool{}
	var history []*sim.Operation
	for i := range ops {
		o, ok := recall(&ops[i])
		if !ok {
			return nil, Model{}, fmt.Errorf("%w: %q", ErrUnknown, ops[i].Label)
		}
		names[o.Name] = true
		history = append(history, o)
	}
	m, ok := modelFor(names)
	if !ok {
		return nil, Model{}, ErrUnknown
	}
	all := operations(history)
	for i, times := range turns(ops) {
		all[i].Call = times[0]
		if history[i].Done {
			all[i].Return = times[1]
		}
	}
	return all, m, nil
}

// modelFor is the first model that knows all of these operations.
func modelFor(names map[string]bool) (Model, bool) {
	for _, known := range []struct {
		names []string
		model Model
	}{
		{[]string{"write", "read"}, Register()},
		{[]string{"write", "read", "cas"}, CompareAndSwap()},
		{[]string{"add", "next", "read"}, Counter()},
		{[]string{"put", "get", "delete"}, KeyValue()},
		{[]string{"enqueue", "dequeue"}, Queue()},
	} {
		all := true
		for name := range names {
			all = all && slices.Contains(known.names, name)
		}
		if all {
			return known.model, true
		}
	}
	return Model{}, false
}

// recall reads what Operation.Asked and Answered wrote.
func recall(op *trace.Op) (*sim.Operation, bool) {
	o := &sim.Operation{Client: op.Client, Done: !op.Open}
	name, rest, _ := strings.Cut(op.Label, " ")
	o.Name = name
	var err error
	number := func(s string) (n int) {
		n, e := strconv.Atoi(s)
		err = errors.Join(err, e)
		return n
	}
	switch name {
	case "read", "get", "next", "dequeue", "delete":
		o.Key = rest
	case "write", "put", "add", "enqueue":
		if at := strings.LastIndex(rest, "="); at >= 0 {
			o.Key, rest = rest[:at], rest[at+1:]
		}
		o.Value = number(rest)
	case "cas":
		fields := strings.Fields(rest)
		if len(fields) == 4 {
			o.Key, fields = fields[0], fields[1:]
		}
		if len(fields) != 3 || fields[1] != "to" {
			return nil, false
		}
		o.Expect, o.Value = number(fields[0]), number(fields[2])
	default:
		return nil, false
	}
	switch {
	case op.Open || op.Result == "ok" || op.Result == "no":
	case op.Result == "yes":
		o.Result = 1
	default:
		o.Result = number(op.Result)
	}
	return o, err == nil
}

// turns is, for each operation, when it was called and when it came back, in
// whole numbers of which no two are alike.
func turns(ops []trace.Op) [][2]int64 {
	type moment struct {
		at    time.Duration
		rank  int // of one instant: 0 what comes back, 1 what is called, 2 what is called and comes back
		op    int
		which int
	}
	var all []moment
	for i, o := range ops {
		all = append(all, moment{o.From, 1, i, 0})
		switch {
		case o.Open:
		case o.To == o.From:
			all = append(all, moment{o.To, 2, i, 1})
		default:
			all = append(all, moment{o.To, 0, i, 1})
		}
	}
	slices.SortStableFunc(all, func(a, b moment) int {
		if d := cmp.Compare(a.at, b.at); d != 0 {
			return d
		}
		return cmp.Compare(a.rank, b.rank)
	})
	times := make([][2]int64, len(ops))
	for turn, m := range all {
		times[m.op][m.which] = int64(turn)
	}
	return times
}
