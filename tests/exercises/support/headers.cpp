// Nothing: its precompiled headers are what is wanted.
