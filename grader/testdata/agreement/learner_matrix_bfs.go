package main

import (
	"fmt"
)

type pos struct{ r, c int }

var dirs = []pos{{0, 1}, {1, 0}, {0, -1}, {-1, 0}}

func bfs(g []string) int {
	seen := map[pos]int{{0, 0}: 0}
	q := []pos{{0, 0}}
	for len(q) > 0 {
		p := q[0]
		q = q[1:]
		if p.r == len(g)-1 && p.c == len(g[0])-1 {
			return seen[p]
		}
		for _, d := range dirs {
			n := pos{p.r + d.r, p.c + d.c}
			if n.r < 0 || n.c < 0 || n.r >= len(g) || n.c >= len(g[0]) || g[n.r][n.c] == '#' {
				continue
			}
			if _, ok := seen[n]; !ok {
				seen[n] = seen[p] + 1
				q = append(q, n)
			}
		}
	}
	return -1
}

func main() {
	fmt.Println(bfs([]string{"..#", "#..", "##."}), bfs([]string{".#", "#."}))
	graph := map[string][]string{"a": {"b", "c"}, "b": {"d"}, "c": {"d"}}
	var order []string
	seen := map[string]bool{}
	var visit func(string)
	visit = func(n string) {
		if seen[n] {
			return
		}
		seen[n] = true
		for _, m := range graph[n] {
			visit(m)
		}
		order = append(order, n)
	}
	visit("a")
	fmt.Println(order)
}
