package main

import (
	"errors"
	"fmt"
)

type res struct {
	i   int
	v   string
	err error
}

func fetch(i int) (string, error) {
	if i%3 == 2 {
		return "", fmt.Errorf("no %d", i)
	}
	return fmt.Sprint("v", i), nil
}

func main() {
	ch := make(chan res)
	n := 6
	for i := range n {
		go func() { v, err := fetch(i); ch <- res{i, v, err} }()
	}
	out := make([]res, n)
	for range n {
		r := <-ch
		out[r.i] = r
	}
	for _, r := range out {
		fmt.Println(r.i, r.v, r.err)
	}
	errs := make(chan error, 3)
	for _, s := range []string{"a", "", "c"} {
		go func(s string) {
			if s == "" {
				errs <- errors.New("empty")
				return
			}
			errs <- nil
		}(s)
	}
	bad := 0
	for i := 0; i < 3; i++ {
		if err := <-errs; err != nil {
			bad++
			fmt.Println(err)
		}
	}
	fmt.Println(bad)
}
