"""The generic event core: cases flow through stations along routes. It knows no policy."""
