package main

import (
	"fmt"
	"net/netip"
	"strings"
)

// Prefixes are networks, as a flag.
type prefixes []netip.Prefix

func (p *prefixes) String() string {
	var list []string
	for _, prefix := range *p {
		list = append(list, prefix.String())
	}
	return strings.Join(list, ",")
}

// Set reads a list with commas; an address alone is a network of one.
func (p *prefixes) Set(text string) error {
	var list prefixes
	for field := range strings.SplitSeq(text, ",") {
		field = strings.TrimSpace(field)
		if field == "" {
			continue
		}
		prefix, err := netip.ParsePrefix(field)
		if addr, addrErr := netip.ParseAddr(field); addrErr == nil {
			prefix, err = addr.Prefix(addr.BitLen())
		}
		if err != nil {
			return fmt.Errorf("%q is neither a network like 10.0.0.0/8 nor an address", field)
		}
		list = append(list, prefix.Masked())
	}
	*p = list
	return nil
}
