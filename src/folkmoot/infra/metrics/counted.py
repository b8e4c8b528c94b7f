"""What processes count as they work.

Names follow https://prometheus.io/docs/practices/naming/: a prefix, the unit in the plural, `_total` for what only
grows. Seconds are wall time.
"""

from prometheus_client import Counter, Gauge, Histogram

_QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
_LONG = (0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0, 120.0, 600.0)

REQUESTS = Counter("folkmoot_requests", "Requests answered.", ["route", "method", "status"])
REQUEST_SECONDS = Histogram(
    "folkmoot_request_seconds", "How long answers took, by who is asked.", ["edge"], buckets=_QUICK
)
JOBS = Counter(
    "folkmoot_jobs", "Jobs done, by what became of them: done, failed (comes again), parked.", ["kind", "end"]
)
JOB_SECONDS = Histogram("folkmoot_job_seconds", "How long jobs took.", ["kind"], buckets=_LONG)
EVENTS = Counter("folkmoot_events_dispatched", "Events that became jobs.")
FEED_READS = Counter("folkmoot_feed_reads", "Homes read, by where the posts came from: entries, or pulled.", ["way"])
FEED_ENTRIES = Counter("folkmoot_feed_entries_written", "Entries that fan-out wrote into homes.")
SCREENED = Counter(
    "folkmoot_policy_screened", "What was held against the policy, by kind and outcome.", ["kind", "outcome"]
)
CLAUSE_FAILURES = Counter("folkmoot_policy_clause_failures", "Clauses that could not be evaluated.", ["clause"])
DECISIONS = Counter(
    "folkmoot_policy_decisions", "Decisions made, by treatment and by who decided.", ["treatment", "by"]
)
WRITE_WAIT_SECONDS = Histogram(
    "folkmoot_database_write_wait_seconds", "How long writers waited for their turn (SQLite).", buckets=_QUICK
)
DATABASE_ERRORS = Counter("folkmoot_database_errors", "Requests that failed because a database did.", ["kind"])
STREAMS = Gauge("folkmoot_streams_open", "Open streams.", multiprocess_mode="mostrecent")
