package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"fmt"

	"happensbefore/course"
)

// tokenBytes makes a token of 256 random bits: nobody guesses one, so its hash
// needs neither salt nor slowness.
const tokenBytes = 32

// NewGuest makes a learner without a name and the token that proves to be
// them. The token is handed out this once; only its hash is kept.
func (s *Store) NewGuest(ctx context.Context) (course.Learner, string, error) {
	secret := make([]byte, tokenBytes)
	rand.Read(secret) // never fails: it ends the program first
	token := base64.RawURLEncoding.EncodeToString(secret)

	var learner course.Learner
	err := s.change(ctx, func(tx *sql.Tx) error {
		at := s.now().UnixMilli()
		result, err := tx.ExecContext(ctx, `insert into learner (name, at) values ('', ?)`, at)
		if err != nil {
			return err
		}
		id, err := result.LastInsertId()
		if err != nil {
			return err
		}
		learner = course.Learner{ID: id, At: fromMilli(at)}
		_, err = tx.ExecContext(ctx, `insert into token (hash, learner, at) values (?, ?, ?)`, hash(token), id, at)
		return err
	})
	if err != nil {
		return course.Learner{}, "", fmt.Errorf("store: new guest: %w", mean(err))
	}
	return learner, token, nil
}

// LearnerByToken returns the learner that the token was made for, or
// course.ErrNotFound. The error does not contain the token.
func (s *Store) LearnerByToken(ctx context.Context, token string) (course.Learner, error) {
	var learner course.Learner
	var at int64
	err := s.read.QueryRowContext(ctx, `
		select learner.id, learner.name, learner.at
		from token join learner on learner.id = token.learner
		where token.hash = ?`, hash(token)).Scan(&learner.ID, &learner.Name, &at)
	if err != nil {
		return course.Learner{}, fmt.Errorf("store: learner by token: %w", mean(err))
	}
	learner.At = fromMilli(at)
	return learner, nil
}

func hash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
