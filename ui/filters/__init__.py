"""What can be asked, how many there are of each, and by which taxonomy."""
