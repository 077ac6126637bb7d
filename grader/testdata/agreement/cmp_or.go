package main

import (
	"cmp"
	"fmt"
)

func main() { fmt.Println(cmp.Or("", "x"), cmp.Or(0, 3)) }
