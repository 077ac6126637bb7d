package main

import (
	"fmt"
)

type Base struct {
	id   int
	name string
}

func (b *Base) SetID(i int)     { b.id = i }
func (b Base) Describe() string { return fmt.Sprintf("%d:%s", b.id, b.name) }

type User struct {
	Base
	email string
}
type Admin struct {
	*Base
	level int
}

func main() {
	u := User{Base{1, "u"}, "e"}
	u.SetID(5)
	fmt.Println(u.id, u.Describe(), u.Base.name)
	a := Admin{&Base{2, "a"}, 3}
	a.SetID(7)
	a.name = "z"
	fmt.Println(a.Describe(), a.Base.id)
	v := u
	v.SetID(100)
	fmt.Println(u.id, v.id)
}
