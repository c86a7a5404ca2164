"""E-mail: what IMAP and SMTP bring and take, as values the store understands."""
