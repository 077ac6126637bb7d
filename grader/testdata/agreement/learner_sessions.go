package main

import (
	"fmt"
	"sync"
	"time"
)

type Session struct {
	id   string
	user string
	exp  time.Time
	hits int
}
type Store struct {
	mu  sync.Mutex
	m   map[string]*Session
	ttl time.Duration
	seq int
}

func (s *Store) Login(u string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seq++
	id := fmt.Sprintf("s%03d", s.seq)
	s.m[id] = &Session{id: id, user: u, exp: time.Now().Add(s.ttl)}
	return id
}
func (s *Store) Get(id string) (*Session, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	x, ok := s.m[id]
	if !ok || time.Now().After(x.exp) {
		delete(s.m, id)
		return nil, false
	}
	x.hits++
	x.exp = time.Now().Add(s.ttl)
	return x, true
}
func (s *Store) Sweep() (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, x := range s.m {
		if time.Now().After(x.exp) {
			delete(s.m, id)
			n++
		}
	}
	return n
}

func main() {
	s := &Store{m: map[string]*Session{}, ttl: 60 * time.Millisecond}
	a := s.Login("ann")
	b := s.Login("bob")
	time.Sleep(50 * time.Millisecond)
	x, ok := s.Get(a)
	fmt.Println(x.user, x.hits, ok)
	time.Sleep(50 * time.Millisecond)
	y, ok := s.Get(b)
	fmt.Println(y == nil, ok)
	x, ok = s.Get(a)
	fmt.Println(x.hits, ok)
	time.Sleep(time.Second)
	fmt.Println(s.Sweep(), len(s.m), a, b)
}
