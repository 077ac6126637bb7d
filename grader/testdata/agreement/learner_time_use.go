package main

import (
	"fmt"
	"time"
)

type Bucket struct {
	at time.Time
	n  int
}

func main() {
	t := time.Date(2024, 2, 28, 23, 0, 0, 0, time.UTC)
	u := t.Add(26 * time.Hour)
	fmt.Println(u.Format("2006-01-02 15:04"), u.Sub(t), u.After(t), t.Before(u), u.Weekday(), t.Equal(u), t.YearDay())
	b := Bucket{at: t}
	b.at = b.at.Truncate(24 * time.Hour)
	fmt.Println(b.at.Hour(), b.at.IsZero(), time.Time{}.IsZero())
	d := 90 * time.Second
	fmt.Println(d.Minutes(), d.String(), d.Round(time.Minute), int64(d/time.Millisecond))
	start := time.Now()
	time.Sleep(3 * time.Second)
	fmt.Println(time.Since(start) >= 3*time.Second, time.Until(start) < 0)
	var last time.Time
	if last.IsZero() || t.Sub(last) > time.Hour {
		last = t
	}
	fmt.Println(last == t, last.Unix())
}
