package frontend

// Program checks files with packages that nobody has read from yet.
func Program(files []File) (Result, error) {
	p, err := OpenPackages()
	if err != nil {
		return Result{}, err
	}
	return p.Program(files), nil
}

// Lab checks files and tests likewise.
func Lab(files, tests []File) (Result, error) {
	p, err := OpenPackages()
	if err != nil {
		return Result{}, err
	}
	return p.Lab(files, tests)
}
