package main

import (
	"fmt"
	"math/rand/v2"
	"time"
)

func main() { fmt.Println(rand.N(10*time.Second) < 10*time.Second) }
