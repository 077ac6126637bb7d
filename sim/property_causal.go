package sim

import "fmt"

// CausalDelivery is the property that every node delivers in causal order:
// where the sending of one message happened before the sending of another, no
// node delivers the second without having delivered the first. What is sent is
// what nodes record as sent with a number of its own, delivered what they
// record as delivered with that number. A node needs not deliver what it sent.
func CausalDelivery(says, sent, delivered string) Property {
	return Property{says, func(w *World) Judge {
		causes := w.causes()
		seen := 0
		var sendings []int // of World.records
		done := map[string]map[int]bool{}
		return Judge{Step: func(w *World) string {
			for ; seen < len(w.records); seen++ {
				r := w.records[seen]
				if done[r.Node] == nil {
					done[r.Node] = map[int]bool{}
				}
				switch r.What {
				case sent:
					sendings = append(sendings, seen)
					done[r.Node][r.Number] = true
				case delivered:
					done[r.Node][r.Number] = true
					if what := w.premature(causes, sendings, r, done[r.Node], sent, delivered); what != "" {
						return what
					}
				}
			}
			return ""
		}}
	}}
}

// premature says what should have been delivered before a delivery.
func (w *World) premature(causes *vectors, sendings []int, r Record, done map[int]bool, sent, delivered string) string {
	this := -1
	for _, i := range sendings {
		if w.records[i].Number == r.Number {
			this = i
		}
	}
	if this < 0 {
		return fmt.Sprintf("%s recorded %s %d, which nobody recorded as %s", r.Node, delivered, r.Number, sent)
	}
	for _, i := range sendings {
		first := w.records[i]
		if !done[first.Number] && causes.before(i, w.named[first.Node].index, this) {
			return fmt.Sprintf("%s delivered %d of %s without %d of %s, which happened before it", r.Node, r.Number, w.records[this].Node, first.Number, first.Node)
		}
	}
	return ""
}
