package main

import "fmt"

type Ping struct{ ID int }
type Pong struct{ ID int }

func main() {
	for _, m := range []any{Ping{1}, Pong{2}} {
		switch m := m.(type) {
		case Pong:
			fmt.Println("pong", m.ID)
		case Ping:
			fmt.Println("ping", m.ID)
		}
	}
}
