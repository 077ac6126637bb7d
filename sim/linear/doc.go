// Package linear decides whether what clients were told could have come from
// one copy of the data that does one operation after the other: whether a
// history of operations is linearizable (Herlihy and Wing, 1990). It decides
// with porcupine, for models that it has ready and for those that a test makes.
//
// It imports sim and trace and, from outside, porcupine. It runs where sim runs,
// beside code under grading, and is trusted no further. Only its picture of a
// history is also made in the server, of what a process under grading reported.
package linear
