"""What can be measured about Reportedly, by anyone, always beside something known on the same machine."""
