"""How often is the machine right on labelled messages?"""
