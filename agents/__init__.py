"""Who they are and how they decide: rules as pure functions of plain values and of uniform numbers handed to them."""
