package main

import (
	"errors"
	"fmt"
)

type Closer interface{ Close() error }
type file struct{ open bool }

func (f *file) Close() error {
	if !f.open {
		return errors.New("closed twice")
	}
	f.open = false
	return nil
}
func closeAll(cs ...Closer) error {
	var errs []error
	for _, c := range cs {
		if err := c.Close(); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func main() {
	f, g := &file{true}, &file{false}
	fmt.Println(closeAll(f, g) != nil)
	err := closeAll(f)
	fmt.Println(err)
	fmt.Println(closeAll() == nil)
	var c Closer
	fmt.Println(c == nil)
	c = f
	fmt.Println(c != nil)
}
