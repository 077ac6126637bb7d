package sim

import (
	"fmt"
	"reflect"
	"time"
)

// A shape is what has to be known of a type to copy its values.
type shape struct {
	flat   bool // values share no memory with their copies: nothing is to be done
	kind   reflect.Kind
	fields []field // of a struct: those that are not flat
	elem   *shape  // of a slice, an array or a map
}

type field struct {
	index int
	*shape
}

// shapes are those of the types met so far.
type shapes struct {
	last      reflect.Type
	lastShape *shape
	known     map[reflect.Type]*shape
}

// copied is a copy of m that shares no memory with it. A flat value in an
// interface cannot be changed, so it is its own copy.
func (s *shapes) copied(m Message) Message {
	if m == nil {
		return nil
	}
	t := reflect.TypeOf(m)
	if t != s.last {
		s.lastShape, s.last = s.of(t), t
	}
	if s.lastShape.flat {
		return m
	}
	out := reflect.New(t).Elem()
	out.Set(reflect.ValueOf(m))
	s.lastShape.separate(out)
	return out.Interface()
}

var timeType = reflect.TypeFor[time.Time]()

// of is the shape of a type. It panics where values of the type cannot travel.
func (s *shapes) of(t reflect.Type) *shape {
	if known := s.known[t]; known != nil {
		return known
	}
	if s.known == nil {
		s.known = map[reflect.Type]*shape{}
	}
	// Entered before its parts are looked at, which may hold it again.
	out := &shape{kind: t.Kind()}
	s.known[t] = out
	switch {
	case plain(t.Kind()) || t == timeType:
		out.flat = true
	case t.Kind() == reflect.Struct:
		out.flat = true
		for i := range t.NumField() {
			f := t.Field(i)
			if !f.IsExported() {
				panic(fmt.Sprintf("sim: the field %s of a message is not exported: only exported fields can travel, so begin its name with a capital letter", f.Name))
			}
			if part := s.of(f.Type); !part.flat {
				out.flat = false
				out.fields = append(out.fields, field{i, part})
			}
		}
	case t.Kind() == reflect.Array:
		out.elem = s.of(t.Elem())
		out.flat = out.elem.flat
	case t.Kind() == reflect.Slice:
		out.elem = s.of(t.Elem())
	case t.Kind() == reflect.Map:
		out.elem = s.of(t.Elem())
		if !s.of(t.Key()).flat {
			panic(fmt.Sprintf("sim: a message holds a map whose keys are %s: use numbers, strings or structs of such", t.Key()))
		}
	default:
		delete(s.known, t)
		panic(fmt.Sprintf("sim: a message holds a %s: only numbers, strings, booleans, and slices, maps and structs of them can travel", t.Kind()))
	}
	return out
}

// separate makes what v holds its own.
func (s *shape) separate(v reflect.Value) {
	switch s.kind {
	case reflect.Struct:
		for _, f := range s.fields {
			f.separate(v.Field(f.index))
		}
	case reflect.Array:
		for i := range v.Len() {
			s.elem.separate(v.Index(i))
		}
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		fresh := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(fresh, v)
		if !s.elem.flat {
			for i := range fresh.Len() {
				s.elem.separate(fresh.Index(i))
			}
		}
		v.Set(fresh)
	case reflect.Map:
		if v.IsNil() {
			return
		}
		fresh := reflect.MakeMapWithSize(v.Type(), v.Len())
		for entries := v.MapRange(); entries.Next(); {
			value := entries.Value()
			if !s.elem.flat {
				own := reflect.New(value.Type()).Elem()
				own.Set(value)
				s.elem.separate(own)
				value = own
			}
			fresh.SetMapIndex(entries.Key(), value)
		}
		v.Set(fresh)
	}
}

func plain(k reflect.Kind) bool {
	return k == reflect.Bool || k == reflect.String || reflect.Int <= k && k <= reflect.Float64
}
