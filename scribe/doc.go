// Package scribe has an answer written from passages of the book, by whatever
// language model the host has named: anything that speaks OpenAI's protocol for
// chats.
//
// It imports course alone. It trusts the model with nothing: what comes back is
// text, of which only references to the passages that were given are kept as
// references, and the passages are shown beside it. The host's key goes to the
// host's endpoint and nowhere else.
package scribe
