package server

import (
	"fmt"
	"net/http/httptest"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"
)

func TestClient(t *testing.T) {
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
	tests := []struct {
		name      string
		remote    string
		forwarded []string
		proxies   []netip.Prefix
		want      string
	}{
		{"straight", "192.0.2.1:5000", nil, proxies, "192.0.2.1"},
		{"a forged header from a stranger", "192.0.2.1:5000", []string{"203.0.113.9"}, proxies, "192.0.2.1"},
		{"no proxies known", "10.0.0.1:5000", []string{"203.0.113.9"}, nil, "10.0.0.1"},
		{"through our proxy", "10.0.0.1:5000", []string{"203.0.113.9"}, proxies, "203.0.113.9"},
		{"through two of ours", "10.0.0.1:5000", []string{"203.0.113.9, 10.0.0.2"}, proxies, "203.0.113.9"},
		{"what the client wrote before", "10.0.0.1:5000", []string{"198.51.100.1, 203.0.113.9"}, proxies, "203.0.113.9"},
		{"in two headers", "10.0.0.1:5000", []string{"198.51.100.1", "203.0.113.9"}, proxies, "203.0.113.9"},
		{"nonsense", "10.0.0.1:5000", []string{"me"}, proxies, "10.0.0.1"},
		{"all of them ours", "10.0.0.1:5000", []string{"10.0.0.3, 10.0.0.2"}, proxies, "10.0.0.3"},
		{"IPv6 is counted by network", "[2001:db8:1:2:3:4:5:6]:5000", nil, proxies, "2001:db8:1:2::"},
		{"IPv6 with a zone", "[fe80::1%eth0]:5000", nil, proxies, "fe80::"},
		{"IPv4 in IPv6", "[::ffff:192.0.2.1]:5000", nil, proxies, "192.0.2.1"},
		{"our IPv6 proxy", "[fd00::1]:5000", []string{"2001:db8::1"}, proxies, "2001:db8::"},
		{"a Unix socket", "@", nil, proxies, "invalid IP"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest("GET", "/", nil)
			r.RemoteAddr = tt.remote
			r.Header["X-Forwarded-For"] = tt.forwarded
			if got := client(r, tt.proxies).String(); got != tt.want {
				t.Errorf("client = %s, want %s", got, tt.want)
			}
		})
	}
}

func TestMeter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMeter(Rate{PerSecond: 2, Burst: 3}, defaultRuns)
		one, two := netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("192.0.2.2")
		for i := range 3 {
			if wait := m.wait(one); wait != 0 {
				t.Fatalf("request %d of the burst waits %s", i, wait)
			}
		}
		for range 5 { // asking again does not make it worse
			if wait := m.wait(one); wait != 500*time.Millisecond {
				t.Fatalf("after the burst: wait %s, want 500 ms", wait)
			}
		}
		if wait := m.wait(two); wait != 0 {
			t.Errorf("another client waits %s", wait)
		}
		time.Sleep(500 * time.Millisecond)
		if wait := m.wait(one); wait != 0 {
			t.Errorf("after the wait: wait %s", wait)
		}
	})
}

func TestTheDefaultRateHoldsWhereNoneIsSet(t *testing.T) {
	m := newMeter(Rate{}, Rate{PerSecond: 1, Burst: 1})
	addr := netip.MustParseAddr("192.0.2.1")
	if first, second := m.wait(addr), m.wait(addr); first != 0 || second == 0 {
		t.Errorf("waits %s, %s", first, second)
	}
}

func TestRecentForgetsTheOldestAndStaysSmall(t *testing.T) {
	m := recent[string, int]{size: 10}
	m.put("kept in use", 1)
	m.put("left alone", 2)
	for i := range 1000 {
		m.put(fmt.Sprint(i), i)
		if n := len(m.young) + len(m.old); n > 20 {
			t.Fatalf("%d entries, want at most 20", n)
		}
		if v, ok := m.get("kept in use"); !ok || v != 1 {
			t.Fatalf("after %d others, one in use is forgotten", i)
		}
	}
	if _, ok := m.get("left alone"); ok {
		t.Error("one not in use is still there")
	}
}
