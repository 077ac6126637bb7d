package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"fmt"
	"time"
)

const (
	// handoverTime is how long a secret is good for: time enough to find the
	// other device and type.
	handoverTime = 10 * time.Minute
	// handoverLetters are of 5 bits each. Fifty bits cannot be guessed in ten
	// minutes at the rate that the server allows, and can be typed.
	handoverLetters = 10
)

// NewHandover makes a secret that will make one other browser the learner's too,
// and says until when. It is handed out this once, in capital letters and the
// digits 2 to 7; only its hash is kept. The learner's secret before is void.
func (s *Store) NewHandover(ctx context.Context, learner int64) (secret string, until time.Time, err error) {
	secret = rand.Text()[:handoverLetters]
	now := s.now()
	until = fromMilli(now.Add(handoverTime).UnixMilli())
	err = s.change(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `delete from handover where learner = ? or expires <= ?`, learner, now.UnixMilli()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `insert into handover (hash, learner, expires) values (?, ?, ?)`, hash(secret), learner, until.UnixMilli())
		return err
	})
	if err != nil {
		return "", time.Time{}, fmt.Errorf("store: learner %d: new handover: %w", learner, mean(err))
	}
	return secret, until, nil
}

// TakeOver uses up the secret and returns a new token of the learner's that it
// was made for. One that is used, too old or unknown is course.ErrNotFound; the
// error does not contain it.
func (s *Store) TakeOver(ctx context.Context, secret string) (token string, err error) {
	random := make([]byte, tokenBytes)
	rand.Read(random) // never fails: it ends the program first
	token = base64.RawURLEncoding.EncodeToString(random)
	err = s.change(ctx, func(tx *sql.Tx) error {
		now := s.now().UnixMilli()
		var learner int64
		err := tx.QueryRowContext(ctx, `delete from handover where hash = ? and expires > ? returning learner`, hash(secret), now).Scan(&learner)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `insert into token (hash, learner, at) values (?, ?, ?)`, hash(token), learner, now)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("store: take over: %w", mean(err))
	}
	return token, nil
}
