package main

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
)

type kv struct {
	key, val string
	deleted  bool
}

type SSTable struct{ rows []kv }

func (s *SSTable) Get(key string) (kv, bool) {
	i := sort.Search(len(s.rows), func(i int) bool { return s.rows[i].key >= key })
	if i < len(s.rows) && s.rows[i].key == key {
		return s.rows[i], true
	}
	return kv{}, false
}

type LSM struct {
	mem    map[string]kv
	tables []*SSTable
	limit  int
}

func Open(limit int) *LSM { return &LSM{mem: map[string]kv{}, limit: limit} }

func (l *LSM) put(r kv) {
	l.mem[r.key] = r
	if len(l.mem) >= l.limit {
		l.Flush()
	}
}
func (l *LSM) Put(k, v string) { l.put(kv{key: k, val: v}) }
func (l *LSM) Delete(k string) { l.put(kv{key: k, deleted: true}) }

func (l *LSM) Flush() {
	if len(l.mem) == 0 {
		return
	}
	t := &SSTable{}
	for _, r := range l.mem {
		t.rows = append(t.rows, r)
	}
	sort.Slice(t.rows, func(i, j int) bool { return t.rows[i].key < t.rows[j].key })
	l.tables = append([]*SSTable{t}, l.tables...)
	clear(l.mem)
}

func (l *LSM) Get(k string) (string, bool) {
	if r, ok := l.mem[k]; ok {
		return r.val, !r.deleted
	}
	for _, t := range l.tables {
		if r, ok := t.Get(k); ok {
			return r.val, !r.deleted
		}
	}
	return "", false
}

func (l *LSM) Compact() {
	seen := map[string]struct{}{}
	out := &SSTable{}
	for _, t := range l.tables {
		for _, r := range t.rows {
			if _, dup := seen[r.key]; dup {
				continue
			}
			seen[r.key] = struct{}{}
			if !r.deleted {
				out.rows = append(out.rows, r)
			}
		}
	}
	sort.SliceStable(out.rows, func(i, j int) bool { return strings.Compare(out.rows[i].key, out.rows[j].key) < 0 })
	l.tables = []*SSTable{out}
}

func main() {
	db := Open(4)
	for i := 0; i < 10; i++ {
		db.Put(fmt.Sprintf("k%02d", i), strings.Repeat("x", i%3))
	}
	db.Delete("k03")
	db.Put("k05", "new")
	fmt.Println(len(db.tables), len(db.mem))
	for _, k := range []string{"k00", "k03", "k05", "k99"} {
		v, ok := db.Get(k)
		fmt.Printf("%s %q %t\n", k, v, ok)
	}
	db.Flush()
	db.Compact()
	var buf bytes.Buffer
	for _, r := range db.tables[0].rows {
		fmt.Fprintf(&buf, "%s:%s ", r.key, r.val)
	}
	fmt.Println(buf.String(), len(db.tables[0].rows))
}
