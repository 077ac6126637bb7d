package main

import (
	"errors"
	"fmt"
	"sync"
)

type Op int

const (
	Get Op = iota
	Put
	Del
)

type Req struct {
	Op       Op
	Key, Val string
	Reply    chan Resp
}
type Resp struct {
	Val string
	OK  bool
	Err error
}

var ErrNoKey = errors.New("no such key")

type Server struct {
	reqs   chan Req
	data   map[string]string
	served int
}

func Start() *Server {
	s := &Server{reqs: make(chan Req), data: map[string]string{}}
	go s.loop()
	return s
}
func (s *Server) loop() {
	for r := range s.reqs {
		s.served++
		switch r.Op {
		case Get:
			v, ok := s.data[r.Key]
			resp := Resp{Val: v, OK: ok}
			if !ok {
				resp.Err = fmt.Errorf("get %s: %w", r.Key, ErrNoKey)
			}
			r.Reply <- resp
		case Put:
			s.data[r.Key] = r.Val
			r.Reply <- Resp{OK: true}
		case Del:
			_, ok := s.data[r.Key]
			delete(s.data, r.Key)
			r.Reply <- Resp{OK: ok}
		}
	}
}
func (s *Server) do(op Op, k, v string) Resp {
	r := Req{op, k, v, make(chan Resp)}
	s.reqs <- r
	return <-r.Reply
}

func main() {
	s := Start()
	fmt.Println(s.do(Put, "a", "1").OK, s.do(Get, "a", "").Val)
	r := s.do(Get, "b", "")
	fmt.Println(r.OK, r.Err, errors.Is(r.Err, ErrNoKey))
	fmt.Println(s.do(Del, "a", "").OK, s.do(Del, "a", "").OK)
	var wg sync.WaitGroup
	for i := range 5 {
		wg.Add(1)
		go func() { defer wg.Done(); s.do(Put, fmt.Sprint("k", i), fmt.Sprint(i)) }()
	}
	wg.Wait()
	for i := range 5 {
		fmt.Println(s.do(Get, fmt.Sprint("k", i), "").Val)
	}
	fmt.Println(s.served)
	close(s.reqs)
}
