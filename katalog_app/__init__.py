"""Katalogen: Swedish municipalities' projects to find, share and build on, offline too."""

__version__ = "0.1.0"
