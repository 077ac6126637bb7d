package main

import "fmt"

type Shape interface {
	Area() float64
	Name() string
}
type Square struct{ side float64 }
type Circle struct{ r float64 }

func (s Square) Area() float64  { return s.side * s.side }
func (s Square) Name() string   { return "square" }
func (c *Circle) Area() float64 { return 3 * c.r * c.r }
func (c *Circle) Name() string  { return "circle" }

func total(shapes ...Shape) (sum float64) {
	for _, s := range shapes {
		sum += s.Area()
	}
	return sum
}

func main() {
	shapes := []Shape{Square{2}, &Circle{1}}
	for _, s := range shapes {
		fmt.Println(s.Name(), s.Area())
	}
	fmt.Println(total(shapes...), total(), total(Square{1}))
	var none Shape
	fmt.Println(none == nil, shapes[0] != nil)
	for _, s := range shapes {
		switch v := s.(type) {
		case Square:
			fmt.Println("side", v.side)
		case *Circle:
			fmt.Println("radius", v.r)
		}
	}
}
