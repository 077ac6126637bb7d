package trace

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Bounds of what can still be read as a picture, and of what an untrusted
// author can make the server draw.
const (
	MaxNodes  = 12
	MaxEvents = 400
	MaxOps    = 200
)

// Parse reads the text format that the package comment describes. The trace is
// stamped. The error, if any, is an Errors with every fault that was found.
func Parse(source string) (*Trace, error) {
	p := parser{trace: &Trace{}}
	for i, line := range strings.Split(source, "\n") {
		p.line = i + 1
		p.statement(strings.TrimSpace(line))
	}
	t := p.trace
	if len(t.Events) > MaxEvents {
		p.fault("split it into several traces", "the trace has %d events, more than %d", len(t.Events), MaxEvents)
		return nil, p.errs
	}
	if len(t.Ops) > MaxOps {
		p.fault("leave out what does not matter here", "the trace has %d operations, more than %d", len(t.Ops), MaxOps)
		return nil, p.errs
	}
	if t.Nodes == nil && len(p.errs) > 0 {
		return nil, p.errs
	}
	var faults Errors
	if err := t.stamp(true); errors.As(err, &faults) {
		// Where a line could not be read, what follows from its absence is noise.
		if len(p.errs) == 0 {
			p.errs = faults
		}
	}
	for i := range p.copies {
		p.checkCopy(p.copies[i])
	}
	if len(t.Events) == 0 && len(t.Ops) == 0 && len(p.errs) == 0 {
		p.line = 0
		p.fault("add a line such as “A: write x=1”", "the trace has no events")
	}
	if len(p.errs) > 0 {
		slices.SortStableFunc(p.errs, func(a, b Error) int { return cmp.Compare(a.Line, b.Line) })
		return nil, p.errs
	}
	return t, nil
}

type parser struct {
	trace  *Trace
	line   int
	copies []copied // every receive, with whether it is announced as a copy
	errs   Errors
}

type copied struct {
	event int
	again bool
}

// fault is false, for those who say whether a statement could be read.
func (p *parser) fault(mend, format string, args ...any) bool {
	p.errs = append(p.errs, Error{Line: p.line, What: fmt.Sprintf(format, args...), Mend: mend})
	return false
}

func (p *parser) statement(s string) {
	if s == "" || strings.HasPrefix(s, "#") {
		return
	}
	word, rest := firstWord(s)
	switch word {
	case "title:":
		if p.header("title", p.trace.Title != "") {
			p.trace.Title = unquote(rest)
		}
		return
	case "clocks:":
		p.clocks(rest)
		return
	case "step:":
		p.step(rest)
		return
	case "omitted:":
		p.omitted(rest)
		return
	case "nodes:":
		p.nodes(rest)
		return
	case "op":
		p.op(rest)
		return
	}
	e := Event{Line: p.line}
	if strings.HasPrefix(s, "@") {
		at, err := time.ParseDuration(word[1:])
		if err != nil || rest == "" {
			p.fault("write “@120ms A: event”", "the time %q cannot be read", word)
			return
		}
		e.Timed, e.At, s = true, at, rest
		word, rest = firstWord(s)
	}
	if p.trace.Nodes == nil {
		p.fault("write a line such as “nodes: A, B” above it", "an event stands before the nodes are named")
		p.trace.Nodes = []string{} // said once
		return
	}
	if p.event(&e, s, word, rest) {
		p.trace.Events = append(p.trace.Events, e)
	}
}

func firstWord(s string) (word, rest string) {
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		return s[:i], strings.TrimSpace(s[i:])
	}
	return s, ""
}

// event reads the statements that begin with a word of the format.
func (p *parser) event(e *Event, s, word, rest string) bool {
	e.Kind = Kind(word)
	switch e.Kind {
	case Crash, Restart, Pause, Resume:
		if rest == "" {
			return p.fault(fmt.Sprintf("write “%s A”", word), "which node is meant?")
		}
		e.Node = rest
	case Partition:
		e.Groups = partition(rest)
	case Cut:
		if !e.link(rest) {
			return p.fault("write “cut A -> B”: one direction of one link", "which link is cut?")
		}
	case Heal:
		if rest != "" && !e.link(rest) {
			return p.fault("write “heal” alone on its line, or “heal A -> B” for a cut", "a heal ends the whole partition and names no nodes")
		}
	case Note:
		node, text, ok := labelled(rest)
		if !ok || strings.TrimSpace(text) == "" {
			return p.fault(`write “note A: "…"”`, "the note lacks its node or its text")
		}
		e.Node, e.Label = node, text
	case Fail:
		node, text, ok := labelled(rest)
		if !ok || strings.TrimSpace(text) == "" {
			return p.fault("write “fail A: what broke”", "the failure lacks its node or its text")
		}
		e.Node, e.Label = node, text
	default:
		return p.action(e, s)
	}
	return true
}

// link reads the two ends of a link.
func (e *Event) link(s string) bool {
	from, to, ok := strings.Cut(s, "->")
	e.Node, e.Peer = strings.TrimSpace(from), strings.TrimSpace(to)
	return ok && e.Node != "" && e.Peer != ""
}

// labelled takes a node apart from the label behind the first colon.
func labelled(s string) (node, label string, ok bool) {
	node, label, ok = strings.Cut(s, ":")
	node = strings.TrimSpace(node)
	return node, unquote(label), ok && node != "" && !strings.Contains(node, `"`)
}

// action reads the statements that begin with a node or a message. The arrows
// are looked for left of the first quote and colon, so that labels may hold them.
func (p *parser) action(e *Event, s string) bool {
	head := s
	if i := strings.IndexAny(head, `:"`); i >= 0 {
		head = head[:i]
	}
	switch {
	case strings.Contains(head, "<-"):
		node, what, _ := strings.Cut(s, "<-")
		words := strings.Fields(what)
		again := len(words) == 2 && words[1] == "again"
		if node = strings.TrimSpace(node); node == "" || len(words) != 1 && !again {
			return p.fault("write “B <- m1”, or “B <- m1 again” for a second copy; a remark goes into a note", "the receive cannot be read")
		}
		p.copies = append(p.copies, copied{len(p.trace.Events), again})
		e.Kind, e.Node, e.Message = Receive, node, words[0]
	case strings.Contains(head, "->"):
		return p.send(e, s)
	case len(head) < len(s) && s[len(head)] == ':':
		node, text, _ := labelled(s)
		if text == "" {
			return p.fault(fmt.Sprintf("write “%s: what it does”", node), "the event has no label")
		}
		if node == "" {
			return p.unread(s)
		}
		e.Kind, e.Node, e.Label = Local, node, text
	default:
		words := strings.Fields(s)
		if len(words) != 2 || words[1] != "lost" {
			return p.unread(s)
		}
		e.Kind, e.Message = Lost, words[0]
	}
	return true
}

func (p *parser) unread(s string) bool {
	return p.fault(`write one of “A: event”, “A -> B: m1 "label"”, “B <- m1”, “m1 lost”, “crash A”, “restart A”, “pause A”, “resume A”, “partition A | B”, “cut A -> B”, “heal”, “note A: "text"”, “fail A: text”, “op C @1ms..2ms: call → answer”`,
		"the line %q cannot be read", s)
}

func (p *parser) send(e *Event, s string) bool {
	from, rest, _ := strings.Cut(s, "->")
	to, rest, _ := strings.Cut(rest, ":")
	from, to = strings.TrimSpace(from), strings.TrimSpace(to)
	message, label := firstWord(strings.TrimSpace(rest))
	if from == "" || to == "" || message == "" || strings.HasPrefix(message, `"`) {
		return p.fault(`write “A -> B: m1 "label"”: the message needs a name so that it can be received`, "the send cannot be read")
	}
	if !messageName(message) {
		return p.fault("use letters and digits", "the message's name %q is a word or holds a sign of the format", message)
	}
	if label != "" && !quoted(label) {
		return p.fault(fmt.Sprintf(`write “%s -> %s: %s "%s"”`, from, to, message, strings.Trim(label, `"`)), "the message's label is not in quotes")
	}
	e.Kind, e.Node, e.Peer, e.Message, e.Label = Send, from, to, message, unquote(label)
	return true
}

// messageName says whether a message of that name can be told of: its loss
// begins a line with it.
func messageName(s string) bool {
	return !reserved[s] && !strings.ContainsAny(s, `:"`) && !strings.ContainsAny(s[:1], "#@") && !strings.Contains(s, "->") && !strings.Contains(s, "<-")
}

// op reads an operation of a history, behind its first word.
func (p *parser) op(s string) {
	head, text, ok := strings.Cut(s, ":")
	client, span, timed := strings.Cut(head, "@")
	from, to, both := strings.Cut(strings.TrimSpace(span), "..")
	o := Op{Client: strings.TrimSpace(client), Open: to == "", Line: p.line}
	var err, err2 error
	o.From, err = time.ParseDuration(from)
	if !o.Open {
		o.To, err2 = time.ParseDuration(strings.TrimPrefix(to, "@"))
	}
	if !ok || !timed || !both || err != nil || err2 != nil || !clientName(o.Client) {
		p.fault("write “op C1 @10ms..40ms: write x=3 → ok”, or “op C1 @10ms..: write x=3” where it was never answered", "the operation cannot be read")
		return
	}
	o.Label, o.Result = answered(strings.TrimSpace(text), o.Open)
	if o.Label == "" {
		p.fault("write what was asked for behind the colon", "the operation has no label")
		return
	}
	p.trace.Ops = append(p.trace.Ops, o)
}

func clientName(s string) bool { return s != "" && !strings.ContainsAny(s, `:@"`) }

// answered takes a call apart from its answer, at the arrow between two quoted
// texts or at the last arrow.
func answered(s string, open bool) (label, result string) {
	if open {
		return unquote(s), ""
	}
	if quoted(s) {
		if label, result, ok := strings.Cut(s, `" → "`); ok {
			return unquote(label + `"`), unquote(`"` + result)
		}
		return unquote(s), ""
	}
	for _, arrow := range []string{"→", "->"} {
		if label, result, ok := cutLast(s, arrow); ok {
			return unquote(label), unquote(result)
		}
	}
	return unquote(s), ""
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

func (p *parser) header(name string, twice bool) bool {
	if twice {
		p.fault("keep one of them", "the line “%s:” stands twice", name)
	}
	return !twice
}

func (p *parser) clocks(s string) {
	if !p.header("clocks", p.trace.Clocks != NoClocks) {
		return
	}
	switch s {
	case "lamport", "vector":
		p.trace.Clocks = Clocks(s)
	case "none":
	default:
		p.fault("use lamport, vector or none", "unknown clocks %q", s)
	}
}

func (p *parser) omitted(s string) {
	if !p.header("omitted", p.trace.Omitted != 0) {
		return
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		p.fault("write how many, such as “omitted: 340”", "%q events before these cannot be", s)
		return
	}
	p.trace.Omitted = n
}

func (p *parser) step(s string) {
	s = unquote(s)
	if s == "" {
		p.fault("write it behind “step:”, such as “step: drop A -> B #1”", "the step is empty")
		return
	}
	p.trace.Steps = append(p.trace.Steps, s)
}

// reserved are the words that begin a statement.
var reserved = map[string]bool{"title": true, "nodes": true, "clocks": true, "omitted": true, "step": true, "op": true, "note": true, "crash": true, "restart": true,
	"pause": true, "resume": true, "fail": true, "partition": true, "cut": true, "heal": true}

func (p *parser) nodes(s string) {
	if !p.header("nodes", len(p.trace.Nodes) > 0) {
		return
	}
	p.trace.Nodes = []string{}
	for _, n := range strings.Split(s, ",") {
		n = strings.TrimSpace(n)
		first, _ := firstWord(n)
		switch {
		case n == "":
			p.fault("write “nodes: A, B, C”", "a node has no name")
		case strings.ContainsAny(n, `:|"`) || strings.ContainsAny(n[:1], "#@") || strings.Contains(n, "->") || strings.Contains(n, "<-"):
			p.fault("use letters, digits and spaces", "the node's name %q holds a sign of the format", n)
		case reserved[first]:
			p.fault("choose another name", "the node's name %q begins with a word of the format", n)
		case slices.Contains(p.trace.Nodes, n):
			p.fault("name each node once", "node %q is named twice", n)
		default:
			p.trace.Nodes = append(p.trace.Nodes, n)
		}
	}
	if len(p.trace.Nodes) > MaxNodes {
		p.fault("leave out the nodes that do nothing here", "%d nodes are more than a diagram can hold (%d)", len(p.trace.Nodes), MaxNodes)
	}
}

func partition(s string) [][]string {
	var groups [][]string
	for _, side := range strings.Split(s, "|") {
		var group []string
		for _, n := range strings.Split(side, ",") {
			if n = strings.TrimSpace(n); n != "" {
				group = append(group, n)
			}
		}
		groups = append(groups, group)
	}
	return groups
}

// checkCopy holds an author to saying that a second receive is meant.
func (p *parser) checkCopy(c copied) {
	e := p.trace.Events[c.event]
	first := slices.IndexFunc(p.trace.Events[:c.event], func(o Event) bool { return o.Kind == Receive && o.Message == e.Message })
	p.line = e.Line
	switch {
	case first >= 0 && !c.again:
		p.fault(fmt.Sprintf("correct the message's name, or write “%s <- %s again” if the network delivers a second copy", e.Node, e.Message),
			"message %q was already received%s", e.Message, at(&p.trace.Events[first]))
	case first < 0 && c.again:
		p.fault(fmt.Sprintf("write “%s <- %s”", e.Node, e.Message), "message %q has not been received before", e.Message)
	}
}

func quoted(s string) bool {
	s = straight(s)
	return len(s) >= 2 && s[0] == '"' && s[len(s)-1] == '"'
}

// unquote is what a text says: as it stands, or between quotes, where \n is a
// new line, \" a quote and \\ a backslash.
func unquote(s string) string {
	if s = strings.TrimSpace(s); !quoted(s) {
		return s
	}
	s = straight(s)
	return unescape.Replace(s[1 : len(s)-1])
}

// straight turns the curly quotes that an editor may have put at the ends into straight ones.
func straight(s string) string {
	for _, q := range []string{"“", "”"} {
		if strings.HasPrefix(s, q) {
			s = `"` + strings.TrimPrefix(s, q)
		}
		if strings.HasSuffix(s, q) {
			s = strings.TrimSuffix(s, q) + `"`
		}
	}
	return s
}
