"""The parts of a screen, one a file; none of them knows which screen it is on."""
