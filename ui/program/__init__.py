"""One program a person: start, hand-over, settings, log, sandbox, self-test."""
