package search

import "strings"

// empty are words that say nothing about what is looked for: the small words
// of English and those with which questions are asked.
var empty = func() map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(`
		a about after again all almost already also am among an and any anybody anyone anything are aren as at be became because been before being
		between both but by came can cannot could couldn d did didn do does doesn doing don done down during each else ever every everybody
		everyone everything explain few for from get gets getting give given gives go goes going gone got had hadn happen happens has hasn have haven
		having he help her here hers him his how however i if in into is isn it its itself just know let like ll m make makes many may me mean
		meaning means might mine more most much must my myself need needs never no nobody none nor not nothing now of off often on once one only
		onto or other others our ours out over own please possible quite rather re really s same say says shall she should shouldn so some
		somebody someone something sometimes still such sure t take tell than that the their theirs them themselves then there these they thing
		things this those though through to together too under until up upon us use used uses using ve very want wants was wasn way we well were weren
		what whatever when where whether which while who whom whose why will with within without won would wouldn yet you your yours yourself`) {
		set[w] = true
	}
	return set
}()
