package server

// A recent remembers the values of the keys used last, at most twice its size:
// when the young generation is full it becomes the old one, and the old one is
// forgotten. It is not safe for concurrent use.
type recent[K comparable, V any] struct {
	size       int
	young, old map[K]V
}

// get returns the key's value and keeps it from being forgotten soon.
func (m *recent[K, V]) get(key K) (V, bool) {
	if v, ok := m.young[key]; ok {
		return v, true
	}
	v, ok := m.old[key]
	if ok {
		m.put(key, v)
	}
	return v, ok
}

func (m *recent[K, V]) put(key K, value V) {
	if len(m.young) >= m.size || m.young == nil {
		m.old, m.young = m.young, make(map[K]V)
	}
	m.young[key] = value
}
