"""Lending: requests for loans as cases at the banks, and the loans that come of them."""
