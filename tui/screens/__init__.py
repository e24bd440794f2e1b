"""The screens: the panes, and the matrix."""
