"""The figures of the charts, each under all filters but its own."""
