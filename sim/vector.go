package sim

import "slices"

// vectors is vector time, for properties that ask what could have caused what.
// It is kept in runs where one does.
type vectors struct {
	nodes   [][]int // each node's time
	records [][]int // of World.records
}

// causes has the world keep vector time. It has to be asked for before the run.
func (w *World) causes() *vectors {
	if w.vectors == nil {
		w.vectors = &vectors{nodes: make([][]int, len(w.system.Nodes))}
		for i := range w.vectors.nodes {
			w.vectors.nodes[i] = make([]int, len(w.system.Nodes))
		}
	}
	return w.vectors
}

// sent is the time that travels with a message.
func (v *vectors) sent(node int) []int {
	if v == nil {
		return nil
	}
	v.nodes[node][node]++
	return slices.Clone(v.nodes[node])
}

func (v *vectors) received(node int, time []int) {
	if v == nil {
		return
	}
	for i, t := range time {
		v.nodes[node][i] = max(v.nodes[node][i], t)
	}
	v.nodes[node][node]++
}

func (v *vectors) recorded(node int) {
	if v == nil {
		return
	}
	v.nodes[node][node]++
	v.records = append(v.records, slices.Clone(v.nodes[node]))
}

// before says whether one record happened before another: the node of the
// first is the given one.
func (v *vectors) before(first, node, second int) bool {
	return first != second && v.records[first][node] <= v.records[second][node]
}
