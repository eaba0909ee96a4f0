"""The parts of the command line, one for each kind of question. None imports Qt."""
