package main

import "fmt"

func kind(v any) string {
	switch v := v.(type) {
	case nil:
		return "nil"
	case int:
		return fmt.Sprint("int ", v+1)
	case string:
		return "string " + v
	case bool:
		return "bool"
	}
	return "other"
}

func main() {
	for _, v := range []any{nil, 1, "x", true, 2.5} {
		fmt.Println(kind(v))
	}
	m := map[string]any{"a": 1, "b": "two"}
	n, ok := m["a"].(int)
	s, ok2 := m["a"].(string)
	fmt.Println(n, ok, s == "", ok2)
}
