"""The subcommands of `reportedly`, one file each; a file is imported when its command is typed."""
