"""One queue network with rework, written for several simulators and solved in closed form."""
