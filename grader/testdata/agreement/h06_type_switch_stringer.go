package main

import "fmt"

type C int

func (c C) String() string { return "C!" }
func k(v any) string {
	switch x := v.(type) {
	case nil:
		return "nil"
	case int, int64:
		return fmt.Sprint("int ", x)
	case fmt.Stringer:
		return x.String()
	case error:
		return x.Error()
	case []int:
		return fmt.Sprint(len(x))
	case func() int:
		return fmt.Sprint(x())
	default:
		return fmt.Sprintf("%T", x)
	}
}
func main() {
	for _, x := range []any{nil, 1, int64(2), C(1), fmt.Errorf("e"), []int{1}, func() int { return 4 }, 1.5, struct{}{}} {
		fmt.Println(k(x))
	}
}
