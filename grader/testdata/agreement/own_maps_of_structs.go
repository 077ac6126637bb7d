package main

import (
	"fmt"
	"sort"
)

type Account struct {
	Name    string
	Balance int
	History []int
}

func main() {
	accounts := map[string]Account{}
	for _, n := range []string{"ann", "bob"} {
		accounts[n] = Account{Name: n}
	}
	a := accounts["ann"]
	a.Balance += 10
	a.History = append(a.History, 10)
	fmt.Println(accounts["ann"].Balance)
	accounts["ann"] = a
	fmt.Println(accounts["ann"])
	byPtr := map[string]*Account{"c": {Name: "c"}}
	byPtr["c"].Balance -= 5
	byPtr["c"].History = append(byPtr["c"].History, -5)
	fmt.Println(*byPtr["c"], byPtr["x"] == nil)
	type key struct{ a, b int }
	grid := map[key]string{{1, 2}: "x"}
	grid[key{3, 4}] = "y"
	fmt.Println(grid[key{1, 2}], len(grid))
	var names []string
	for n := range accounts {
		names = append(names, n)
	}
	sort.Strings(names)
	fmt.Println(names)
	delete(accounts, "ann")
	if acc, ok := accounts["ann"]; !ok {
		fmt.Println("gone", acc.Name == "", acc.Balance)
	}
}
