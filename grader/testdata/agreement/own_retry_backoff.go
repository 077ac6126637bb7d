package main

import (
	"errors"
	"fmt"
	"time"
)

var errTemporary = errors.New("temporary")

func retry(attempts int, wait time.Duration, f func(n int) error) (err error) {
	for n := range attempts {
		if err = f(n); err == nil {
			return nil
		}
		if !errors.Is(err, errTemporary) {
			return err
		}
		time.Sleep(wait)
		wait = min(2*wait, time.Second)
	}
	return fmt.Errorf("after %d attempts: %w", attempts, err)
}

func main() {
	begin := time.Now()
	fmt.Println(retry(5, 10*time.Millisecond, func(n int) error {
		if n < 3 {
			return errTemporary
		}
		return nil
	}))
	fmt.Println(time.Since(begin) >= 70*time.Millisecond)
	fmt.Println(retry(2, time.Millisecond, func(int) error { return fmt.Errorf("wrapped: %w", errTemporary) }))
	fmt.Println(retry(2, time.Millisecond, func(int) error { return errors.New("fatal") }))
}
