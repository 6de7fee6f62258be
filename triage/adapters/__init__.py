"""Adapters: the ports joined to real mail servers, processes and the machine's clock."""
