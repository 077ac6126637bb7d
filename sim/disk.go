package sim

// A Disk is what of a node survives a crash. Save is atomic and durable at
// once; what Append adds to a file is durable after the next Sync only, and a
// crash before may keep any first part of it.
type Disk struct {
	saved map[string]Message
	files map[string]*file
}

type file struct {
	data    []byte
	durable int // so many bytes of data are safe
}

// Save replaces the value kept under a name. The value is copied, as a message is.
func (d *Disk) Save(name string, v Message) {
	if d.saved == nil {
		d.saved = map[string]Message{}
	}
	d.saved[name] = copied(v)
}

// Load is a copy of the value kept under a name, and whether there is one.
func (d *Disk) Load(name string) (Message, bool) {
	v, ok := d.saved[name]
	return copied(v), ok
}

// Append adds data at the end of a file, which need not exist.
func (d *Disk) Append(name string, data []byte) {
	f := d.files[name]
	if f == nil {
		if d.files == nil {
			d.files = map[string]*file{}
		}
		f = &file{}
		d.files[name] = f
	}
	f.data = append(f.data, data...)
}

// Sync makes durable what was appended to a file.
func (d *Disk) Sync(name string) {
	if f := d.files[name]; f != nil {
		f.durable = len(f.data)
	}
}

// Read is a copy of a file's content, as far as it was appended or, after a
// crash, has survived. Of a file that does not exist it is nil.
func (d *Disk) Read(name string) []byte {
	if f := d.files[name]; f != nil {
		return append([]byte(nil), f.data...)
	}
	return nil
}

// Truncate cuts a file to its first n bytes, durably.
func (d *Disk) Truncate(name string, n int) {
	if f := d.files[name]; f != nil && 0 <= n && n <= len(f.data) {
		f.data = f.data[:n]
		f.durable = n
	}
}

// crash loses what was not synced, but for the first keep bytes in each file.
func (d *Disk) crash(keep int) {
	for _, f := range d.files {
		f.durable = min(len(f.data), f.durable+keep)
		f.data = f.data[:f.durable]
	}
}
