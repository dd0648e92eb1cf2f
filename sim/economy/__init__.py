"""The economy: what enterprises earn, pay and owe each month, and the books in which every yuan stands twice."""
