// tries: leaving out what the tests call
// outcome: did not compile
// says: undefined: double.Double

package double
