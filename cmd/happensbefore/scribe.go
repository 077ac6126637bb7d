package main

import (
	"flag"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"

	"happensbefore/scribe"
	"happensbefore/server"
)

// An askConfig is whom the host has chosen to write answers.
type askConfig struct {
	url     string
	model   string
	keyFile string
	key     string // by environment alone: a command line can be read by others
}

// LogValue tells whom, and no secret of theirs.
func (c askConfig) LogValue() slog.Value {
	address, err := url.Parse(c.url)
	if err != nil {
		return slog.StringValue("no address")
	}
	return slog.GroupValue(slog.String("url", address.Redacted()), slog.String("model", c.model))
}

// askFlags are the flags of serve that name an endpoint.
func askFlags(flags *flag.FlagSet, env environment) *askConfig {
	c := askConfig{key: env.getenv("HAPPENSBEFORE_ASK_KEY")}
	flags.StringVar(&c.url, "ask-url", env.getenv("HAPPENSBEFORE_ASK_URL"), "base address of an endpoint that speaks OpenAI's protocol, as https://api.example.com/v1: it writes answers to questions from the book's passages; empty: the passages are the answer (HAPPENSBEFORE_ASK_URL)")
	flags.StringVar(&c.model, "ask-model", env.getenv("HAPPENSBEFORE_ASK_MODEL"), "name of the model there (HAPPENSBEFORE_ASK_MODEL)")
	flags.StringVar(&c.keyFile, "ask-key-file", env.getenv("HAPPENSBEFORE_ASK_KEY_FILE"), "file with the endpoint's key, where it asks for one; or put the key into HAPPENSBEFORE_ASK_KEY (HAPPENSBEFORE_ASK_KEY_FILE)")
	return &c
}

// scribe is nil where no endpoint is named.
func (c askConfig) scribe() (server.Scribe, error) {
	if c.url == "" {
		if c.model != "" || c.keyFile != "" {
			return nil, usage("serve: --ask-model and --ask-key-file belong to --ask-url, which is missing")
		}
		return nil, nil
	}
	key := c.key
	if c.keyFile != "" {
		text, err := os.ReadFile(c.keyFile)
		if err != nil {
			return nil, fmt.Errorf("the endpoint's key: %w", err)
		}
		key = strings.TrimSpace(string(text))
	}
	s, err := scribe.New(c.url, c.model, key)
	if err != nil {
		return nil, usage("serve: --ask-url, --ask-model: %v", err)
	}
	return s, nil
}
