"""Reads conformance cases written as text protocol buffers."""
