package main

import (
	"fmt"
)

type Addr struct {
	City string
	Zip  [2]int
}
type Person struct {
	Name string
	Home Addr
	Work *Addr
	Tags map[string]bool
	Kids []Person
}

func (p *Person) Move(c string) { p.Home.City = c; p.Home.Zip[1]++ }
func (p Person) Renamed(n string) Person {
	p.Name = n
	p.Home.City += "!"
	if p.Work != nil {
		p.Work.City += "?"
	}
	return p
}

func main() {
	p := Person{Name: "a", Home: Addr{"x", [2]int{1, 2}}, Work: &Addr{City: "w"}, Tags: map[string]bool{"t": true}}
	q := p.Renamed("b")
	p.Move("y")
	fmt.Println(p.Name, p.Home, p.Work.City, q.Name, q.Home)
	p.Kids = append(p.Kids, q, Person{Name: "k"})
	p.Kids[0].Move("z")
	fmt.Println(q.Home.City, p.Kids[0].Home, len(p.Kids[1].Tags))
	p.Kids[1].Kids = append(p.Kids[1].Kids, Person{Name: "deep"})
	fmt.Println(p.Kids[1].Kids[0].Name)
	for i := range p.Kids {
		k := &p.Kids[i]
		k.Name += "2"
	}
	for _, k := range p.Kids {
		k.Name = "lost"
		fmt.Println(len(k.Name))
	}
	fmt.Println(p.Kids[0].Name, p.Kids[1].Name)
	a := p.Home
	a.Zip[0] = 50
	fmt.Println(p.Home.Zip, a.Zip, a == p.Home)
	ptr := &p.Home.Zip[0]
	*ptr = 9
	fmt.Println(p.Home.Zip)
}
