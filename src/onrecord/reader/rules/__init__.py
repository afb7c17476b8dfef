"""The first reader: rules over word lists. The trained reader replaces it."""
