// tries: names that the tools know from cgo and the runtime
// outcome: passed
// says: All 2 checks pass

package double

func Double(n int) int {
	return 2 * n
}

var _cgo_init, _cgo_thread_start, _cgo_notify_runtime_init_done uintptr = 1, 1, 1

func _Cfunc_exit()   {}
func _cgoexp_main()  {}
func x_cgo_init()    {}
func runtime_main()  {}
func main_main()     {}
func __race_report() {}
