package main

import (
	"encoding/json"
	"fmt"
)

type L int

func (l L) MarshalText() ([]byte, error) { return []byte("low"), nil }
func (l L) MarshalJSON() ([]byte, error) { return []byte(`"L"`), nil }
func main() {
	b, err := json.Marshal(map[string]any{"l": L(1)})
	fmt.Println(string(b), err)
	b, err = json.Marshal(struct{ V L }{2})
	fmt.Println(string(b), err)
	b, err = json.Marshal(L(3))
	fmt.Println(string(b), err)
}
