"""Training of the reader: data, model, evaluation, export. Needs the extra `training`; none of it runs at reading time."""
