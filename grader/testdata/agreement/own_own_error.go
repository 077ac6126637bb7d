package main

import (
	"errors"
	"fmt"
)

type NotFound struct{ Key string }

func (e NotFound) Error() string { return "not found: " + e.Key }

func find(k string) error { return fmt.Errorf("find: %w", NotFound{k}) }

func main() {
	var nf NotFound
	err := find("x")
	fmt.Println(err, errors.As(err, &nf), nf.Key)
}
