package interpreted

import (
	"fmt"
	"reflect"

	"happensbefore/grader/frontend"
)

// selects is the package that lowered select statements use.
func selects() (path string, values map[string]reflect.Value) {
	return frontend.SelectPackage, map[string]reflect.Value{"Wait": reflect.ValueOf(wait)}
}

// wait is one run of a select statement; see frontend.SelectPackage.
func wait(block bool, kinds string, operands ...any) (chosen int, ok bool) {
	cases := make([]reflect.SelectCase, 0, len(kinds)+1)
	for i, kind := range kinds {
		channel, place := reflect.ValueOf(operands[2*i]), reflect.ValueOf(operands[2*i+1])
		c := reflect.SelectCase{Dir: reflect.SelectRecv, Chan: channel}
		if kind == 's' {
			c.Dir, c.Send = reflect.SelectSend, place.Elem()
		}
		cases = append(cases, c)
	}
	if !block {
		cases = append(cases, reflect.SelectCase{Dir: reflect.SelectDefault})
	}
	chosen, value, ok := reflect.Select(cases)
	switch {
	case chosen == len(kinds):
		return -1, false
	case kinds[chosen] == 's':
		return chosen, false
	}
	place := reflect.ValueOf(operands[2*chosen+1]).Elem()
	if !value.Type().AssignableTo(place.Type()) {
		panic(fmt.Sprintf("reflect.Select: a %s for a %s", value.Type(), place.Type()))
	}
	place.Set(value)
	return chosen, ok
}
