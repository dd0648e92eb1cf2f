"""Records of one world -> what a person reads: outcomes, where the time went, and the event log.

Everything here is a plain function of the tables a world leaves behind (``Region.records()``); nothing knows
how they were simulated, and nothing is drawn at random.
"""
