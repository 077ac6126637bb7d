package content

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"encoding/json"
	"io"
	"log"
	mathrand "math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
)

// BenchmarkNumbers measures what the numbers card says of one machine:
// appendices/numbers-card.md. It needs nothing but the standard library.
func BenchmarkNumbers(b *testing.B) {
	b.Run("sequential read of 1 MiB of memory", func(b *testing.B) {
		words := make([]uint64, 1<<26/8) // 64 MiB, more than a core's caches
		for i := range words {
			words[i] = uint64(i)
		}
		at, sum := 0, uint64(0)
		for b.Loop() {
			for _, w := range words[at : at+1<<20/8] {
				sum += w
			}
			at = (at + 1<<20/8) % len(words)
		}
		keep = sum
	})
	b.Run("random read of memory", func(b *testing.B) {
		next := cycle(1 << 25) // 128 MiB of int32
		at := int32(0)
		for b.Loop() {
			at = next[at]
		}
		keep = uint64(at)
	})
	b.Run("atomic add", func(b *testing.B) {
		var n atomic.Int64
		for b.Loop() {
			n.Add(1)
		}
	})
	b.Run("mutex that nobody else wants", func(b *testing.B) {
		var m sync.Mutex
		n := 0
		for b.Loop() {
			m.Lock()
			n++
			m.Unlock()
		}
	})
	b.Run("value to another goroutine and back", func(b *testing.B) {
		there, back := make(chan int), make(chan int)
		go func() {
			for v := range there {
				back <- v
			}
		}()
		for b.Loop() {
			there <- 1
			<-back
		}
		close(there)
	})
	b.Run("system call", func(b *testing.B) {
		for b.Loop() {
			os.Getppid()
		}
	})
	b.Run("SHA-256 of 1 KiB", func(b *testing.B) {
		block := random(1 << 10)
		for b.Loop() {
			sha256.Sum256(block)
		}
	})
	b.Run("JSON of 1 KiB read", func(b *testing.B) {
		text := record(b)
		for b.Loop() {
			var into []map[string]any
			if err := json.Unmarshal(text, &into); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("gzip of 1 MiB of JSON", func(b *testing.B) {
		text := bytes.Repeat(record(b), 1<<20/len(record(b))+1)[:1<<20]
		for b.Loop() {
			z := gzip.NewWriter(io.Discard)
			if _, err := z.Write(text); err != nil {
				b.Fatal(err)
			}
			if err := z.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("4 KiB written and synced to disk", func(b *testing.B) {
		// Not in the temporary folder, which is memory on many machines.
		file, err := os.OpenFile(filepath.Join(".", "numbers.tmp"), os.O_CREATE|os.O_RDWR|os.O_TRUNC, 0o600)
		if err != nil {
			b.Fatal(err)
		}
		defer os.Remove(file.Name())
		defer file.Close()
		page := random(4 << 10)
		for b.Loop() {
			if _, err := file.WriteAt(page, 0); err != nil {
				b.Fatal(err)
			}
			if err := file.Sync(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("TCP round trip on one machine", func(b *testing.B) {
		conn := dial(b, echo(b))
		one := []byte{1}
		for b.Loop() {
			if _, err := conn.Write(one); err != nil {
				b.Fatal(err)
			}
			if _, err := io.ReadFull(conn, one); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("TCP connection opened on one machine", func(b *testing.B) {
		address := echo(b)
		for b.Loop() {
			conn, err := net.Dial("tcp", address)
			if err != nil {
				b.Fatal(err)
			}
			conn.Close()
		}
	})
	answer := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") })
	b.Run("HTTP request on an open connection", func(b *testing.B) {
		server := httptest.NewServer(answer)
		defer server.Close()
		for b.Loop() {
			fetch(b, server.Client(), server.URL)
		}
	})
	b.Run("TLS 1.3 handshake on one machine", func(b *testing.B) {
		server := httptest.NewUnstartedServer(answer)
		server.Config.ErrorLog = log.New(io.Discard, "", 0) // it complains of clients that ask nothing
		server.StartTLS()
		defer server.Close()
		config := server.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
		config.MinVersion = tls.VersionTLS13
		config.ServerName = "example.com"
		for b.Loop() {
			conn, err := (&tls.Dialer{Config: config}).DialContext(context.Background(), "tcp", server.Listener.Addr().String())
			if err != nil {
				b.Fatal(err)
			}
			conn.Close()
		}
	})
}

var keep uint64 // what a loop computed, so that the compiler does not leave it out

// cycle is one cycle through all places in random order, so that no read can
// begin before the one in front of it is there (Sattolo's shuffle).
func cycle(n int32) []int32 {
	next := make([]int32, n)
	for i := range next {
		next[i] = int32(i)
	}
	draw := mathrand.New(mathrand.NewPCG(1, 2))
	for i := n - 1; i > 0; i-- {
		j := draw.Int32N(i)
		next[i], next[j] = next[j], next[i]
	}
	return next
}

func random(size int) []byte {
	block := make([]byte, size)
	_, _ = rand.Read(block) // it never fails
	return block
}

// record is a list of small objects, 1 KiB of JSON.
func record(b *testing.B) []byte {
	b.Helper()
	type order struct {
		ID     int      `json:"id"`
		Name   string   `json:"name"`
		Amount float64  `json:"amount"`
		Tags   []string `json:"tags"`
	}
	var list []order
	for i := 0; ; i++ {
		list = append(list, order{1000 + i, "An ordinary customer", 12.5 * float64(i), []string{"paid", "shipped"}})
		text, err := json.Marshal(list)
		if err != nil {
			b.Fatal(err)
		}
		if len(text) >= 1<<10 {
			return text
		}
	}
}

// echo listens on loopback and sends back what comes.
func echo(b *testing.B) (address string) {
	b.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				_, _ = io.Copy(conn, conn)
			}()
		}
	}()
	return listener.Addr().String()
}

func dial(b *testing.B, address string) net.Conn {
	b.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { conn.Close() })
	return conn
}

func fetch(b *testing.B, client *http.Client, url string) {
	b.Helper()
	answer, err := client.Get(url)
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		b.Fatal(err)
	}
}
