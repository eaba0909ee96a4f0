"""The ledger: records, schema, queries, what comes in and what goes out. Knows no Qt."""
