"""What is this message about, in which language, from where, how pressing?"""
