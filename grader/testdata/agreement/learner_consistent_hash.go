package main

import (
	"fmt"
	"hash/fnv"
	"sort"
	"strconv"
)

type point struct {
	hash uint32
	node string
}
type Ring struct {
	points []point
	n      int
}

func h(s string) uint32 { x := fnv.New32a(); x.Write([]byte(s)); return x.Sum32() }
func (r *Ring) Add(nodes ...string) {
	for _, node := range nodes {
		for i := range r.n {
			r.points = append(r.points, point{h(node + "#" + strconv.Itoa(i)), node})
		}
	}
	sort.Slice(r.points, func(i, j int) bool { return r.points[i].hash < r.points[j].hash })
}
func (r *Ring) Owner(k string) string {
	if len(r.points) == 0 {
		return ""
	}
	x := h(k)
	i := sort.Search(len(r.points), func(i int) bool { return r.points[i].hash >= x })
	return r.points[i%len(r.points)].node
}

func main() {
	r := &Ring{n: 8}
	fmt.Printf("%q\n", r.Owner("x"))
	r.Add("a", "b", "c")
	count := map[string]int{}
	for i := range 200 {
		count[r.Owner(fmt.Sprint("k", i))]++
	}
	fmt.Println(count)
}
