"""The application: five stages from a mail or a call to an explained ticket, and the desk where people work on them."""
