package main

import (
	"fmt"
)

type Item struct {
	Name  string
	Qty   int
	Price float64
}
type Cart struct {
	items  []Item
	coupon *float64
}

func (c *Cart) Add(n string, q int, p float64) {
	for i := range c.items {
		if c.items[i].Name == n {
			c.items[i].Qty += q
			return
		}
	}
	c.items = append(c.items, Item{Name: n, Qty: q, Price: p})
}
func (c Cart) Total() (t float64) {
	for _, it := range c.items {
		t += float64(it.Qty) * it.Price
	}
	if c.coupon != nil {
		t *= 1 - *c.coupon
	}
	return
}

func main() {
	var c Cart
	c.Add("a", 2, 1.5)
	c.Add("b", 1, 10)
	c.Add("a", 1, 1.5)
	fmt.Println(c.items, c.Total())
	ten := 0.1
	c.coupon = &ten
	fmt.Printf("%.2f\n", c.Total())
	d := c
	d.Add("z", 1, 1)
	d.items[0].Qty = 100
	fmt.Println(len(c.items), len(d.items), c.items[0].Qty)
	ten = 0.5
	fmt.Printf("%.2f\n", c.Total())
}
