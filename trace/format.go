package trace

import (
	"fmt"
	"strings"
)

// The two readings of the signs that a quoted text cannot hold as they are.
var (
	escaped  = strings.NewReplacer(`\`, `\\`, "\n", `\n`, `"`, `\"`)
	unescape = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\"`, `"`)
)

// Format is the trace in the text format, which Parse reads back. The trace
// must be such that Stamp accepts it; of a name that the format cannot hold,
// Parse will say so.
func Format(t *Trace) string {
	var b strings.Builder
	if t.Title != "" {
		fmt.Fprintf(&b, "title: %s\n", said(t.Title))
	}
	if t.Clocks != NoClocks {
		fmt.Fprintf(&b, "clocks: %s\n", t.Clocks)
	}
	if t.Omitted > 0 {
		fmt.Fprintf(&b, "omitted: %d\n", t.Omitted)
	}
	for _, step := range t.Steps {
		fmt.Fprintf(&b, "step: %s\n", said(step))
	}
	if len(t.Nodes) > 0 {
		fmt.Fprintf(&b, "nodes: %s\n", strings.Join(t.Nodes, ", "))
	}
	received := map[string]bool{}
	for i := range t.Events {
		e := &t.Events[i]
		if e.Timed {
			fmt.Fprintf(&b, "@%s ", e.At)
		}
		b.WriteString(e.statement())
		if e.Kind == Receive {
			if received[e.Message] {
				b.WriteString(" again")
			}
			received[e.Message] = true
		}
		b.WriteByte('\n')
	}
	for i := range t.Ops {
		b.WriteString(t.Ops[i].statement() + "\n")
	}
	return b.String()
}

func (e *Event) statement() string {
	switch e.Kind {
	case Local:
		return e.Node + ": " + said(e.Label)
	case Send:
		s := fmt.Sprintf("%s -> %s: %s", e.Node, e.Peer, e.Message)
		if e.Label != "" {
			s += " " + quote(e.Label)
		}
		return s
	case Receive:
		return e.Node + " <- " + e.Message
	case Lost:
		return e.Message + " lost"
	case Note, Fail:
		return fmt.Sprintf("%s %s: %s", e.Kind, e.Node, said(e.Label))
	case Partition:
		return "partition " + groups(e.Groups)
	case Cut:
		return fmt.Sprintf("cut %s -> %s", e.Node, e.Peer)
	case Heal:
		if e.Node != "" {
			return fmt.Sprintf("heal %s -> %s", e.Node, e.Peer)
		}
		return "heal"
	}
	return string(e.Kind) + " " + e.Node
}

func (o *Op) statement() string {
	if o.Open {
		return fmt.Sprintf("op %s @%s..: %s", o.Client, o.From, said(o.Label))
	}
	head := fmt.Sprintf("op %s @%s..%s: ", o.Client, o.From, o.To)
	label, result := said(o.Label), said(o.Result)
	switch {
	case o.Result == "" && !strings.Contains(o.Label, "→") && !strings.Contains(o.Label, "->"):
		return head + label
	case o.Result == "":
		return head + quote(o.Label)
	case plain(o.Label) && plain(o.Result) && !strings.Contains(o.Result, "→"):
		return head + label + " → " + result
	}
	return head + quote(o.Label) + " → " + quote(o.Result)
}

// said is a label as it stands where it reads back the same, else in quotes.
func said(s string) string {
	if plain(s) {
		return s
	}
	return quote(s)
}

func plain(s string) bool {
	return s != "" && strings.TrimSpace(s) == s && !strings.Contains(s, "\n") && !strings.HasPrefix(straight(s), `"`)
}

func quote(s string) string { return `"` + escaped.Replace(s) + `"` }
