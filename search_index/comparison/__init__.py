"""Facts to Points: entities across documents, alignment, verdicts, reasons."""
