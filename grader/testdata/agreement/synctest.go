package main

import (
	"testing"
	"testing/synctest"
)

func TestX(t *testing.T) { synctest.Test(t, func(t *testing.T) {}) }
func main()              {}
