"""The docket optimiser, on OR-Tools: which day, then which seat (ECOSYSTEM §1.6)."""
