package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"strings"
)

type Rec struct {
	Seq int
	Key string
	Val []byte
}

func encode(r Rec) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(r.Seq))
	b = append(b, byte(len(r.Key)))
	b = append(b, r.Key...)
	return append(b, r.Val...)
}
func decode(b []byte) (r Rec, err error) {
	if len(b) < 5 {
		return r, errors.New("short")
	}
	r.Seq = int(binary.BigEndian.Uint32(b))
	n := int(b[4])
	if len(b) < 5+n {
		err = errors.New("torn")
		return
	}
	r.Key = string(b[5 : 5+n])
	r.Val = b[5+n:]
	return
}

func main() {
	e := encode(Rec{7, "key", []byte("val")})
	fmt.Println(e)
	r, err := decode(e)
	fmt.Println(r.Seq, r.Key, string(r.Val), err)
	_, err = decode(e[:6])
	fmt.Println(err)
	_, err = decode(nil)
	fmt.Println(err)
	fmt.Println(crc32.ChecksumIEEE(e))
	var buf bytes.Buffer
	buf.Write(e)
	buf.WriteString("x")
	fmt.Println(buf.Len(), buf.String()[5:8])
	sc := bufio.NewScanner(strings.NewReader("a b\nc\n"))
	n := 0
	for sc.Scan() {
		n++
		fmt.Println(n, sc.Text())
	}
	w := strings.Builder{}
	fmt.Fprintf(&w, "%d-%s", 1, "z")
	fmt.Println(w.String())
}
