"""The life cycle of enterprises: beginning, growing into another class, sleeping, failing, ending."""
