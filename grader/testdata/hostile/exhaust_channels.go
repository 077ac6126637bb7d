// tries: channels with large buffers
// outcome: over memory or timed out
// says: more than its 128 MiB

package double

func Double(n int) int {
	var all []chan [512]byte
	for {
		all = append(all, make(chan [512]byte, 1024))
	}
}
