package main

import (
	"errors"
	"fmt"
	"os"
)

type E struct{ K string }

func (e *E) Error() string   { return e.K }
func (e *E) Is(t error) bool { return t == os.ErrNotExist }
func (e *E) Unwrap() error   { return os.ErrClosed }
func main() {
	err := error(&E{"k"})
	fmt.Println(errors.Is(err, os.ErrNotExist), errors.Is(err, os.ErrClosed))
}
