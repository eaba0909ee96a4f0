"""What goes out: one module a format family, behind one small table of formats."""
