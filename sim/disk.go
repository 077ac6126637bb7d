package sim

import "slices"

// A Disk is what of a node survives a crash. Save is atomic and durable at
// once; what Append adds to a file is durable after the next Sync only, and a
// crash before may keep any first part of it.
type Disk struct{ node *Node }

// A store is the disk's content.
type store struct {
	saved map[string]Message
	files map[string]*file
}

type file struct {
	data    []byte
	durable int // so many bytes of data are safe
}

// Save replaces the value kept under a name. The value is copied, as a message is.
func (d *Disk) Save(name string, v Message) {
	s, done := d.write(true)
	defer done()
	if s == nil {
		return
	}
	if s.saved == nil {
		s.saved = map[string]Message{}
	}
	s.saved[name] = d.node.world.shapes.copied(v)
}

// Load is a copy of the value kept under a name, and whether there is one.
func (d *Disk) Load(name string) (Message, bool) {
	s, done := d.read()
	defer done()
	v, ok := s.saved[name]
	return d.node.world.shapes.copied(v), ok
}

// Append adds data at the end of a file, which need not exist.
func (d *Disk) Append(name string, data []byte) {
	s, done := d.write(false)
	defer done()
	if s == nil {
		return
	}
	f := s.files[name]
	if f == nil {
		if s.files == nil {
			s.files = map[string]*file{}
		}
		f = &file{}
		s.files[name] = f
	}
	f.data = append(f.data, data...)
}

// Sync makes durable what was appended to a file.
func (d *Disk) Sync(name string) {
	s, done := d.write(true)
	defer done()
	if s == nil {
		return
	}
	if f := s.files[name]; f != nil {
		f.durable = len(f.data)
	}
}

// Read is a copy of a file's content, as far as it was appended or, after a
// crash, has survived. Of a file that does not exist it is nil.
func (d *Disk) Read(name string) []byte {
	s, done := d.read()
	defer done()
	if f := s.files[name]; f != nil {
		return append([]byte(nil), f.data...)
	}
	return nil
}

// Truncate cuts a file to its first n bytes, durably.
func (d *Disk) Truncate(name string, n int) {
	s, done := d.write(true)
	defer done()
	if s == nil {
		return
	}
	if f := s.files[name]; f != nil && 0 <= n && n <= len(f.data) {
		f.data = f.data[:n]
		f.durable = n
	}
}

func nothing() {}

func (d *Disk) read() (s *store, done func()) {
	n := d.node
	if b := n.world.bubble; b != nil {
		b.enter(n)
		return &n.store, b.mu.Unlock
	}
	return &n.store, nothing
}

// write counts a write. The store is nil where nothing is to be written: the
// node is gone, or goes down in this very write, which is all or nothing unless
// it is whole bytes of a file that are added.
func (d *Disk) write(atomic bool) (s *store, done func()) {
	n := d.node
	done = nothing
	if b := n.world.bubble; b != nil {
		b.enter(n)
		done = b.mu.Unlock
	}
	if n.gone() {
		return nil, done
	}
	n.writes++
	i := slices.IndexFunc(n.breaks, func(s *Step) bool { return s.N == n.writes })
	if i < 0 {
		return &n.store, done
	}
	n.dying = n.breaks[i]
	n.world.dying = append(n.world.dying, n.machine)
	if atomic {
		return nil, done
	}
	return &n.store, done
}

// crash loses what was not synced, but for the first keep bytes in each file.
func (s *store) crash(keep int) {
	for _, f := range s.files {
		f.durable = min(len(f.data), f.durable+keep)
		f.data = f.data[:f.durable]
	}
}
