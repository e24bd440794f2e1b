"""What stands in front of a screen for a moment: help, a question, a problem."""
