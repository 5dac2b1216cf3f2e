"""An invented blog and its comment community, served in Blogger's dress for the demo and the tests."""
