package main

import "fmt"

const size = 3

type Board [size][size]int

func (b Board) Sum() (s int) {
	for _, row := range b {
		for _, v := range row {
			s += v
		}
	}
	return
}

func (b *Board) Set(i, j, v int) { b[i][j] = v }

func main() {
	var b Board
	b.Set(1, 2, 5)
	c := b
	c.Set(0, 0, 1)
	fmt.Println(b.Sum(), c.Sum(), b == c, b)
	rows := make([][]int, 3)
	for i := range rows {
		rows[i] = make([]int, 3)
		for j := range rows[i] {
			rows[i][j] = i * j
		}
	}
	fmt.Println(rows, len(rows), cap(rows[0][:2]))
	s := rows[0]
	s = append(s, 9)
	s[0] = 7
	fmt.Println(rows[0], s)
	copy(rows[1], rows[2])
	fmt.Println(rows)
	i, j := 0, 2
	rows[0][i], rows[0][j] = rows[0][j], rows[0][i]
	fmt.Println(rows[0])
}
