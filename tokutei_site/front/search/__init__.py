"""The search of residents: what is typed (query), where it stands (finding), how it is shown
(results)."""
