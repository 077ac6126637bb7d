package main

import (
	"errors"
	"fmt"
)

type Store interface {
	Get(k string) (string, bool)
	Put(k, v string) error
}
type mem struct {
	data  map[string]string
	limit int
}

var errFull = errors.New("full")

func (m *mem) Get(k string) (string, bool) { v, ok := m.data[k]; return v, ok }
func (m *mem) Put(k, v string) error {
	if len(m.data) >= m.limit {
		return fmt.Errorf("put %q: %w", k, errFull)
	}
	m.data[k] = v
	return nil
}

type logged struct {
	inner Store
	log   []string
}

func (l *logged) Get(k string) (string, bool) { l.log = append(l.log, "get "+k); return l.inner.Get(k) }
func (l *logged) Put(k, v string) error       { l.log = append(l.log, "put "+k); return l.inner.Put(k, v) }
func NewStore() Store                         { return &logged{inner: &mem{data: map[string]string{}, limit: 1}} }
func use(s Store) {
	if err := s.Put("a", "1"); err != nil {
		fmt.Println(err)
	}
	err := s.Put("b", "2")
	fmt.Println(err, errors.Is(err, errFull))
	v, ok := s.Get("a")
	fmt.Println(v, ok)
}

func main() {
	use(NewStore())
	l := &logged{inner: &mem{data: map[string]string{}, limit: 9}}
	use(l)
	fmt.Println(l.log, len(l.log))
	if _, ok := l.inner.(*mem); ok {
		fmt.Println("mem")
	}
}
