"""What goes wrong on real machines, done on purpose to the real command: killed, interrupted, a full or read-only disk,
several at once. Whatever happens, one clear sentence is said, nothing is half-written, what was finished is kept, and
the next run gives the bytes of one that nothing ever happened to.
"""
