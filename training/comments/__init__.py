"""The comment reader's training: stances, evidence, harms and accounts at odds."""
