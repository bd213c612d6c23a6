"""The command line: parse, call a service, print, exit status; nothing else, and never Qt."""
