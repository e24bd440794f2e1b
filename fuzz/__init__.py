"""What strangers can hand to Reportedly, thrown at it: see CONTRIBUTING.md."""
