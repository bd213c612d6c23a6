"""The window Inställningar: how the program looks, the catalogue's synonyms, the search index."""
