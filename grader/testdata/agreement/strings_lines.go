package main

import (
	"fmt"
	"strings"
)

func main() {
	for l := range strings.SplitSeq("a,b", ",") {
		fmt.Println(l)
	}
}
