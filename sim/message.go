package sim

import (
	"fmt"
	"reflect"
	"sort"
	"strconv"
	"strings"
)

// copied is a copy of m that shares no memory with it.
func copied(m Message) Message {
	if m == nil {
		return nil
	}
	v := reflect.ValueOf(m)
	out := reflect.New(v.Type()).Elem()
	copyInto(out, v)
	return out.Interface()
}

func copyInto(to, from reflect.Value) {
	switch from.Kind() {
	case reflect.Struct:
		for i := range from.NumField() {
			if !from.Type().Field(i).IsExported() {
				panic(fmt.Sprintf("sim: the field %s of a message is not exported: it cannot travel", from.Type().Field(i).Name))
			}
			copyInto(to.Field(i), from.Field(i))
		}
	case reflect.Array:
		for i := range from.Len() {
			copyInto(to.Index(i), from.Index(i))
		}
	case reflect.Slice:
		if from.IsNil() {
			return
		}
		to.Set(reflect.MakeSlice(from.Type(), from.Len(), from.Len()))
		if plain(from.Type().Elem().Kind()) {
			reflect.Copy(to, from)
			return
		}
		for i := range from.Len() {
			copyInto(to.Index(i), from.Index(i))
		}
	case reflect.Map:
		if from.IsNil() {
			return
		}
		to.Set(reflect.MakeMapWithSize(from.Type(), from.Len()))
		for entries := from.MapRange(); entries.Next(); {
			v := reflect.New(from.Type().Elem()).Elem()
			copyInto(v, entries.Value())
			to.SetMapIndex(entries.Key(), v)
		}
	default:
		if !plain(from.Kind()) {
			panic(fmt.Sprintf("sim: a message holds a %s: only numbers, strings, booleans, and slices, maps and structs of them can travel", from.Kind()))
		}
		to.Set(from)
	}
}

func plain(k reflect.Kind) bool {
	return k == reflect.Bool || k == reflect.String || reflect.Int <= k && k <= reflect.Float64
}

// maxWords bounds what a diagram says of one message, in bytes.
const maxWords = 60

// words is what a diagram says of a message: the field Kind as it is, where
// there is one, then all other fields that are not zero. The message's type
// has no name in the interpreter, so it is not said.
func words(m Message) string {
	var b strings.Builder
	say(&b, reflect.ValueOf(m), true)
	s := b.String()
	if len(s) > maxWords {
		s = strings.ToValidUTF8(s[:maxWords-len("…")], "") + "…"
	}
	return s
}

func say(b *strings.Builder, v reflect.Value, top bool) {
	switch v.Kind() {
	case reflect.Struct:
		if !top {
			b.WriteByte('{')
		}
		sayFields(b, v)
		if !top {
			b.WriteByte('}')
		}
	case reflect.Slice, reflect.Array:
		b.WriteByte('[')
		for i := range v.Len() {
			if i > 0 {
				b.WriteByte(' ')
			}
			say(b, v.Index(i), false)
		}
		b.WriteByte(']')
	case reflect.Map:
		entries := make([]string, 0, v.Len())
		for e := v.MapRange(); e.Next(); {
			var entry strings.Builder
			say(&entry, e.Key(), false)
			entry.WriteByte(':')
			say(&entry, e.Value(), false)
			entries = append(entries, entry.String())
		}
		sort.Strings(entries)
		b.WriteString("map[" + strings.Join(entries, " ") + "]")
	case reflect.String:
		b.WriteString(v.String())
	case reflect.Bool:
		b.WriteString(strconv.FormatBool(v.Bool()))
	case reflect.Float32, reflect.Float64:
		b.WriteString(strconv.FormatFloat(v.Float(), 'g', -1, 64))
	case reflect.Invalid:
		b.WriteString("nothing")
	default:
		if v.CanInt() {
			b.WriteString(strconv.FormatInt(v.Int(), 10))
		} else if v.CanUint() {
			b.WriteString(strconv.FormatUint(v.Uint(), 10))
		}
	}
}

func sayFields(b *strings.Builder, v reflect.Value) {
	first := true
	for i := range v.NumField() {
		f := v.Field(i)
		if f.IsZero() {
			continue
		}
		if !first {
			b.WriteByte(' ')
		}
		first = false
		if name := v.Type().Field(i).Name; name != "Kind" {
			b.WriteString(strings.ToLower(name[:1]) + name[1:] + "=")
		}
		say(b, f, false)
	}
}
