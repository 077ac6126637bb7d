package trace

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestParse(t *testing.T) {
	got := parse(t, `
# how every statement reads
title:  "Quoted title"
nodes: node 1, B
clocks: none

node 1: write x=1: the second colon is text
node 1 -> B: m1 "a -> b: c"
B <- m1
B <- m1 again
B->node 1:m2
m2 lost
B: "quoted <- text"
crash node 1
restart node 1
partition node 1 | B
heal
note B: “curly quotes”
`)
	want := &Trace{
		Title: "Quoted title",
		Nodes: []string{"node 1", "B"},
		Events: []Event{
			{Kind: Local, Node: "node 1", Label: "write x=1: the second colon is text", Line: 7},
			{Kind: Send, Node: "node 1", Peer: "B", Message: "m1", Label: "a -> b: c", Line: 8},
			{Kind: Receive, Node: "B", Peer: "node 1", Message: "m1", Cause: "e2", Line: 9},
			{Kind: Receive, Node: "B", Peer: "node 1", Message: "m1", Cause: "e2", Line: 10},
			{Kind: Send, Node: "B", Peer: "node 1", Message: "m2", Line: 11},
			{Kind: Lost, Node: "B", Peer: "node 1", Message: "m2", Cause: "e5", Line: 12},
			{Kind: Local, Node: "B", Label: "quoted <- text", Line: 13},
			{Kind: Crash, Node: "node 1", Line: 14},
			{Kind: Restart, Node: "node 1", Line: 15},
			{Kind: Partition, Groups: [][]string{{"node 1"}, {"B"}}, Line: 16},
			{Kind: Heal, Line: 17},
			{Kind: Note, Node: "B", Label: "curly quotes", Line: 18},
		},
	}
	ignore := cmpopts.IgnoreFields(Event{}, "ID", "Lamport", "Vector")
	if diff := cmp.Diff(want, got, ignore, cmpopts.IgnoreUnexported(Event{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestParseRefuses(t *testing.T) {
	const head = "nodes: A, B, C\n"
	for _, c := range []struct{ name, source, want string }{
		{"nothing at all", "", "the trace names no nodes: begin with a line such as “nodes: A, B”"},
		{"no events", head, "the trace has no events: add a line such as “A: write x=1”"},
		{"an event before the nodes", "A: x\nB: y", "line 1: an event stands before the nodes are named: write a line such as “nodes: A, B” above it"},
		{"a node twice", "nodes: A, A\nA: x", `line 1: node "A" is named twice: name each node once`},
		{"a node without a name", "nodes: A,, B\nA: x", "line 1: a node has no name: write “nodes: A, B, C”"},
		{"a node named like a statement", "nodes: note, B\nB: x", "line 1: the node's name \"note\" begins with a word of the format: choose another name"},
		{"a node with a sign of the format", "nodes: A|B\nA|B: x", "line 1: the node's name \"A|B\" holds a sign of the format: use letters, digits and spaces"},
		{"the nodes twice", head + "nodes: D\nA: x", "line 2: the line “nodes:” stands twice: keep one of them"},
		{"unknown clocks", "clocks: atomic\n" + head + "A: x", `line 1: unknown clocks "atomic": use lamport, vector or none`},
		{"an unknown node", head + "D: x", `line 2: unknown node "D": use one of A, B, C, or add it to the line “nodes:”`},
		{"an unknown receiver", head + "A -> D: m", `line 2: unknown node "D": use one of A, B, C, or add it to the line “nodes:”`},
		{"a message to oneself", head + "A -> A: m", "line 2: A sends a message to itself: make it a local event: “A: …”"},
		{"a message sent twice", head + "A -> B: m\nA -> C: m", `line 3: message "m" was already sent on line 2: give every message a name of its own`},
		{"a message never sent", head + "B <- m", `line 2: B receives message "m", which was never sent: add a line such as “A -> B: m” before it, or correct the message's name`},
		{"a message in another case", head + "A -> B: M\nB <- m", `line 3: B receives message "m", which was never sent (there is a "M"): add a line such as “A -> B: m” before it, or correct the message's name`},
		{"a message sent later", head + "B <- m\nA -> B: m", `line 2: B receives message "m", which was never sent up to here (it is sent further down on line 3): add a line such as “A -> B: m” before it, or correct the message's name`},
		{"a message for somebody else", head + "A -> B: m\nC <- m", `line 3: message "m" was sent to B, not to C: write “B <- m”, or send it to C`},
		{"a message received twice", head + "A -> B: m\nB <- m\nB <- m", `line 4: message "m" was already received on line 3: correct the message's name, or write “B <- m again” if the network delivers a second copy`},
		{"a copy without a first", head + "A -> B: m\nB <- m again", `line 3: message "m" has not been received before: write “B <- m”`},
		{"a lost message that arrives", head + "A -> B: m\nm lost\nB <- m", `line 4: message "m" arrives although it was lost on line 3: remove the loss or the receive`},
		{"a received message that is lost", head + "A -> B: m\nB <- m\nm lost", `line 4: message "m" was already received on line 3: remove one of the two`},
		{"a loss of nothing", head + "m lost", `line 2: message "m" is lost but was never sent: add a line such as “A -> B: m” before it, or correct the message's name`},
		{"an event on a crashed node", head + "crash A\nA: x", "line 3: A does something although it crashed on line 2: add “restart A” before it"},
		{"a send from a crashed node", head + "crash A\nA -> B: m", "line 3: A does something although it crashed on line 2: add “restart A” before it"},
		{"a receive on a crashed node", head + "A -> B: m\ncrash B\nB <- m", `line 4: B receives "m" although it crashed on line 3: write “m lost”, or add “restart B” before it`},
		{"a crash of what is down", head + "crash A\ncrash A", "line 3: A is already down: it crashed on line 2: remove it, or add “restart A” between the two"},
		{"a restart of what is up", head + "restart A", "line 2: A restarts but is not down: add “crash A” where it goes down"},
		{"a crash of nobody", head + "crash", "line 2: which node is meant?: write “crash A”"},
		{"a partition with one side", head + "partition A, B", "line 2: the partition has one side only: name at least two groups with a bar between them: “partition A, B | C”"},
		{"a partition with an empty side", head + "partition A |", "line 2: the partition has an empty side: name at least one node on each side of a bar"},
		{"a node on two sides", head + "partition A | A, B", "line 2: A stands on two sides of the partition: name each node on one side only"},
		{"a message through a partition", head + "A -> B: m\npartition A | B\nB <- m", `line 4: message "m" crosses the partition on line 3 between A and B: write “m lost”, or add “heal” before it`},
		{"a healing of nothing", head + "heal", "line 2: nothing to heal: there is no partition here: add a line such as “partition A | B” before it"},
		{"a healing of some nodes", head + "partition A | B\nheal A", "line 3: a heal ends the whole partition and names no nodes: write “heal” alone on its line"},
		{"a note without a text", head + "note A:", "line 2: the note lacks its node or its text: write “note A: \"…\"”"},
		{"a label without quotes", head + "A -> B: m set x", `line 2: the message's label is not in quotes: write “A -> B: m "set x"”`},
		{"a message without a name", head + `A -> B: "set x"`, `line 2: the send cannot be read: write “A -> B: m1 "label"”: the message needs a name so that it can be received`},
		{"a receive with more", head + "A -> B: m\nB <- m and smiles", "line 3: the receive cannot be read: write “B <- m1”, or “B <- m1 again” for a second copy; a remark goes into a note"},
		{"an event without a label", head + "A:", "line 2: the event has no label: write “A: what it does”"},
		{"a line that says nothing", head + "hello", "line 2: the line \"hello\" cannot be read: write one of"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse(c.source)
			if err == nil {
				t.Fatal("accepted")
			}
			if got, _, _ := strings.Cut(err.Error(), "\n"); got != c.want && !(strings.HasSuffix(c.want, "one of") && strings.HasPrefix(got, c.want)) {
				t.Errorf("says  %s\nwants %s", got, c.want)
			}
		})
	}
}

func TestParseBounds(t *testing.T) {
	_, err := Parse("nodes: A\n" + strings.Repeat("A: x\n", MaxEvents+1))
	if err == nil || !strings.Contains(err.Error(), "401 events") {
		t.Errorf("too many events: %v", err)
	}
	_, err = Parse("nodes: a,b,c,d,e,f,g,h,i,j,k,l,m\na: x\n")
	if err == nil || !strings.Contains(err.Error(), "13 nodes") {
		t.Errorf("too many nodes: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(three)
	f.Add("nodes: A, B\npartition A | B\nheal\nA -> B: m \"<x>\"\nm lost\nnote A: \"&\"\n")
	f.Fuzz(func(t *testing.T, source string) {
		tr, err := Parse(source)
		if err != nil {
			return
		}
		wellFormed(t, tr.SVG("f"))
		_ = tr.Text()
	})
}
