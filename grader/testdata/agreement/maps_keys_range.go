package main

import (
	"fmt"
	"maps"
)

func main() {
	m := map[string]int{"b": 1}
	for k := range maps.Keys(m) {
		fmt.Println(k)
	}
}
