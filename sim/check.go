package sim

// T is the part of *testing.T that Check needs.
type T interface {
	Helper()
	Name() string
	Fatalf(format string, args ...any)
}

// Check runs the system under the schedule of the test's seed, and fails the
// test where a property does not hold.
func Check(t T, s System) {
	t.Helper()
	out := Random(&s, Seed(t))
	if out.Broken != nil {
		t.Fatalf("%s: %s", out.Broken.Property, out.Broken.What)
	}
}
