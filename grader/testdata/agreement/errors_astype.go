package main

import (
	"errors"
	"fmt"
)

type E struct{ c int }

func (e *E) Error() string { return fmt.Sprint("E", e.c) }
func main()                { err := fmt.Errorf("w: %w", &E{3}); e, ok := errors.AsType[*E](err); fmt.Println(ok, e.c) }
