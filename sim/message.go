package sim

import (
	"reflect"
	"sort"
	"strconv"
	"strings"
	"time"
)

// maxWords bounds what a diagram says of one message, in bytes.
const maxWords = 60

// words is what a diagram says of a message: the field Kind as it is, where
// there is one, then all other fields that are neither zero nor empty. The message's type
// has no name in the interpreter, so it is not said.
func words(m Message) string {
	var b strings.Builder
	say(&b, reflect.ValueOf(m), true)
	return clip(b.String(), maxWords)
}

// clip bounds a text and makes it valid.
func clip(s string, most int) string {
	if len(s) > most {
		s = s[:most-len("…")]
		return strings.ToValidUTF8(s, "") + "…"
	}
	return strings.ToValidUTF8(s, "\ufffd")
}

func say(b *strings.Builder, v reflect.Value, top bool) {
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == timeType {
			b.WriteString(v.Interface().(time.Time).Sub(start).String())
			return
		}
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
			if b.Len() > maxWords {
				break // the rest would be cut
			}
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
		b.WriteString("{" + strings.Join(entries, " ") + "}")
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
		if f.IsZero() || (f.Kind() == reflect.Slice || f.Kind() == reflect.Map) && f.Len() == 0 {
			continue
		}
		if !first {
			b.WriteByte(' ')
		}
		first = false
		if name := v.Type().Field(i).Name; name != "Kind" {
			b.WriteString(lower(name) + "=")
		}
		say(b, f, false)
	}
}

// lower is a field's name as a diagram writes it: nextIndex, but ok and id.
func lower(name string) string {
	if strings.ToUpper(name) == name {
		return strings.ToLower(name)
	}
	return strings.ToLower(name[:1]) + name[1:]
}
