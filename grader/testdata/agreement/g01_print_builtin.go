package main

func main() { println("a", 1, 1.5); print("x", "y\n") }
