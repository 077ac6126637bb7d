package main

import "fmt"

type N struct{ ID int }

func (n N) String() string { return fmt.Sprintf("N%d", n.ID) }
func main()                { fmt.Println([]N{{1}}, map[string]N{"a": {2}}, struct{ X N }{N{3}}) }
