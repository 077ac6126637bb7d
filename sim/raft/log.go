package raft

import (
	"encoding/binary"
	"hash/crc32"

	"happensbefore/sim"
)

// file is where the log is on the disk: one record an entry, of four bytes for
// its length, four for its checksum, and the entry.
const file = "log"

const header = 8

// A journal is the log, in memory and on the disk. Entries are counted from 1.
type journal struct {
	disk    *sim.Disk
	entries []Entry
	ends    []int // where each entry's record ends in the file
	durable int   // so many entries are safe from a crash
	version int   // how often it has changed
}

// recovered reads the log from the disk. What a crash has torn off at the end
// was never promised to anybody, and is cut, lest later records follow it.
func recovered(disk *sim.Disk, f flaw) *journal {
	j := &journal{disk: disk}
	data := disk.Read(file)
	end := 0
	for {
		e, length, ok := decode(data[end:])
		if !ok {
			break
		}
		end += length
		j.entries = append(j.entries, e)
		j.ends = append(j.ends, end)
	}
	if end < len(data) && f != keepsTornTail {
		disk.Truncate(file, end)
	}
	j.durable = len(j.entries)
	return j
}

func (j *journal) last() int { return len(j.entries) }

// term is that of the entry at an index, and 0 before the first one.
func (j *journal) term(index int) int {
	if index == 0 {
		return 0
	}
	return j.entries[index-1].Term
}

func (j *journal) at(index int) Entry { return j.entries[index-1] }

// after is the entries behind an index.
func (j *journal) after(index int) []Entry { return j.entries[index:] }

// append adds entries, which are durable after the next sync.
func (j *journal) append(entries ...Entry) {
	end := 0
	if n := len(j.ends); n > 0 {
		end = j.ends[n-1]
	}
	for _, e := range entries {
		record := encode(e)
		j.disk.Append(file, record)
		end += len(record)
		j.entries = append(j.entries, e)
		j.ends = append(j.ends, end)
	}
	j.version++
}

func (j *journal) sync() {
	if j.durable < len(j.entries) {
		j.disk.Sync(file)
		j.durable = len(j.entries)
	}
}

// cut drops all entries behind an index.
func (j *journal) cut(index int) {
	if index >= len(j.entries) {
		return
	}
	end := 0
	if index > 0 {
		end = j.ends[index-1]
	}
	j.disk.Truncate(file, end)
	j.entries = j.entries[:index:index]
	j.ends = j.ends[:index:index]
	j.durable = min(j.durable, index)
	j.version++
}

func encode(e Entry) []byte {
	b := make([]byte, header, header+32)
	b = binary.AppendVarint(b, int64(e.Term))
	b = binary.AppendVarint(b, int64(e.Command.Serial))
	b = binary.AppendVarint(b, int64(e.Command.Value))
	for _, s := range []string{e.Command.Client, e.Command.Name, e.Command.Key} {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	binary.BigEndian.PutUint32(b, uint32(len(b)-header))
	binary.BigEndian.PutUint32(b[4:], crc32.ChecksumIEEE(b[header:]))
	return b
}

// decode reads the record at the beginning of data; ok says that it is whole.
func decode(data []byte) (e Entry, length int, ok bool) {
	if len(data) < header {
		return e, 0, false
	}
	size := int(binary.BigEndian.Uint32(data))
	if size > len(data)-header {
		return e, 0, false
	}
	body := data[header : header+size]
	if crc32.ChecksumIEEE(body) != binary.BigEndian.Uint32(data[4:]) {
		return e, 0, false
	}
	for _, to := range []*int{&e.Term, &e.Command.Serial, &e.Command.Value} {
		v, n := binary.Varint(body)
		*to, body = int(v), body[n:]
	}
	for _, to := range []*string{&e.Command.Client, &e.Command.Name, &e.Command.Key} {
		v, n := binary.Uvarint(body)
		*to, body = string(body[n:n+int(v)]), body[n+int(v):]
	}
	return e, header + size, true
}
