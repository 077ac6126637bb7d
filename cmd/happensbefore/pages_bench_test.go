package main

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"
)

// BenchmarkPages prints how many chapters a second the server gives out, beside
// nginx with the same bytes as files, compressed beforehand as ours are. wrk
// asks both, over connections that stay open; all share this machine. Both
// sides of a row take turns, and the best of each counts.
func BenchmarkPages(b *testing.B) {
	for b.Loop() { // once: it takes far longer than a benchmark must
		s, _ := serveBuilt(b, "--spares", "0", "--toolchain", noToolchain)
		nginx := startNginx(b, s, "/chapters/clocks")
		table := newBenchTable("Chapters a second, and the slowest of 100 in ms, beside nginx with the same bytes (gzip_static, brotli_static, one worker process a processor).")
		table.row("coding", "connections", "this server", "nginx", "ratio", "p99 here", "p99 nginx", "wrk's processors")
		for _, coding := range []string{"br", "gzip"} {
			for _, connections := range []int{1, 16, 64} {
				var ours, theirs []load
				for range 3 {
					ours = append(ours, wrk(b, s.url+"/chapters/clocks", coding, connections))
					theirs = append(theirs, wrk(b, nginx+"/chapters/clocks", coding, connections))
				}
				us, them := best(ours), best(theirs)
				table.row(coding, connections, fmt.Sprintf("%.0f", us.rate), fmt.Sprintf("%.0f", them.rate), fmt.Sprintf("%.2f", us.rate/them.rate),
					fmt.Sprintf("%.2f", us.p99), fmt.Sprintf("%.2f", them.p99), fmt.Sprintf("%.2f, %.2f", us.cpu, them.cpu))
			}
		}
		table.print()
	}
	b.ReportMetric(0, "ns/op")
}

// A load is what wrk saw. Its own processors' share tells whether it was what
// held things up: near its two threads, it was.
type load struct{ rate, p99, cpu float64 }

func best(all []load) load {
	return slices.MaxFunc(all, func(a, b load) int { return int(a.rate - b.rate) })
}

var (
	wrkRate = regexp.MustCompile(`Requests/sec:\s+([\d.]+)`)
	wrkP99  = regexp.MustCompile(`99%\s+([\d.]+)(us|ms|s)`)
	wrkBad  = regexp.MustCompile(`Non-2xx|Socket errors`)
)

func wrk(b *testing.B, url, coding string, connections int) load {
	b.Helper()
	const seconds = 2
	threads := min(2, connections)
	cmd := exec.Command("wrk", "--latency", "-t", strconv.Itoa(threads), "-c", strconv.Itoa(connections), "-d", strconv.Itoa(seconds)+"s", "-H", "Accept-Encoding: "+coding, url)
	out, err := cmd.CombinedOutput()
	if err != nil {
		b.Fatalf("wrk, which .ci/nginx installs: %v\n%s", err, out)
	}
	rate, p99 := wrkRate.FindSubmatch(out), wrkP99.FindSubmatch(out)
	if rate == nil || p99 == nil || wrkBad.Match(out) {
		b.Fatalf("wrk: %s", out)
	}
	var l load
	l.rate, _ = strconv.ParseFloat(string(rate[1]), 64)
	l.p99, _ = strconv.ParseFloat(string(p99[1]), 64)
	l.p99 *= map[string]float64{"us": 0.001, "ms": 1, "s": 1000}[string(p99[2])]
	l.cpu = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds() / seconds
	return l
}

const nginxConfig = `%sworker_processes %d;
daemon off;
pid %[3]s/nginx.pid;
error_log %[3]s/error.log;
events { worker_connections 1024; }
http {
	access_log off;
	sendfile on;
	tcp_nopush on;
	keepalive_requests 100000000;
	open_file_cache max=1000;
	client_body_temp_path %[3]s/body;
	proxy_temp_path %[3]s/proxy;
	fastcgi_temp_path %[3]s/fastcgi;
	uwsgi_temp_path %[3]s/uwsgi;
	scgi_temp_path %[3]s/scgi;
	server {
		listen %[4]s;
		root %[3]s/root;
		default_type "text/html; charset=utf-8";
		gzip_static on;
		%[5]s
	}
}
`

// startNginx serves the bytes of a page of ours, in each coding, and returns
// where.
func startNginx(b *testing.B, s *site, page string) string {
	b.Helper()
	path, err := exec.LookPath("nginx")
	if err != nil {
		b.Fatalf("%v: .ci/nginx installs it", err)
	}
	dir := b.TempDir()
	if err := os.Chmod(dir, 0o755); err != nil {
		b.Fatal(err)
	}
	for dir := dir; dir != "/tmp" && dir != "/"; dir = filepath.Dir(dir) {
		os.Chmod(dir, 0o755) //nolint:errcheck // nginx's workers are nobody; asking it tells
	}
	file := filepath.Join(dir, "root", filepath.FromSlash(page))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		b.Fatal(err)
	}
	for coding, ending := range map[string]string{"identity": "", "gzip": ".gz", "br": ".br"} {
		if err := os.WriteFile(file+ending, fetchCoded(b, s.url+page, coding), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	const module = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"
	load, brotli := "", ""
	if _, err := os.Stat(module); err == nil {
		load, brotli = "load_module "+module+";\n", "brotli_static on;"
	} else {
		b.Fatalf("%v: .ci/nginx installs it", err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	addr := listener.Addr().String()
	listener.Close()
	config := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(config, fmt.Appendf(nil, nginxConfig, load, runtime.NumCPU(), dir, addr, brotli), 0o644); err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(path, "-c", config)
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		cmd.Process.Signal(os.Interrupt) //nolint:errcheck // it may have ended
		cmd.Wait()                       //nolint:errcheck // by a signal
	})
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if answer, err := http.Get("http://" + addr + page); err == nil {
			answer.Body.Close()
			break
		} else if time.Now().After(deadline) {
			b.Fatalf("nginx does not answer: %v\n%s", err, said.String())
		}
	}
	for _, coding := range []string{"gzip", "br"} {
		if ours, theirs := fetchCoded(b, s.url+page, coding), fetchCoded(b, "http://"+addr+page, coding); !bytes.Equal(ours, theirs) {
			b.Fatalf("nginx has other bytes in the coding %s: %d and %d", coding, len(ours), len(theirs))
		}
	}
	return "http://" + addr
}

// fetchCoded is a page's bytes as they are on the way.
func fetchCoded(b *testing.B, url, coding string) []byte {
	b.Helper()
	request, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		b.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", coding)
	answer, err := (&http.Transport{DisableCompression: true}).RoundTrip(request)
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close()
	var body bytes.Buffer
	if _, err := body.ReadFrom(answer.Body); err != nil || answer.StatusCode != http.StatusOK {
		b.Fatalf("%s: %d %v", url, answer.StatusCode, err)
	}
	if got := answer.Header.Get("Content-Encoding"); got != coding && coding != "identity" {
		b.Fatalf("%s comes with the coding %q, not %q", url, got, coding)
	}
	return body.Bytes()
}
