package main

import (
	"errors"
	"fmt"
	"sync"
)

func f() (n int, err error) {
	defer func() {
		n *= 2
		if err != nil {
			err = fmt.Errorf("f: %w", err)
		}
	}()
	n = 21
	return n, nil
}
func g() (n int, err error) {
	defer func() {
		if err != nil {
			n = -1
		}
	}()
	return 5, errors.New("bad")
}

var mu sync.Mutex

func h() int { mu.Lock(); defer mu.Unlock(); return 3 }

func main() {
	fmt.Println(f())
	fmt.Println(g())
	fmt.Println(h(), h())
}
