"""Files in and out: one module per format, reader and writer together, behind one Protocol."""
