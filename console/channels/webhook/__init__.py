"""An exchange that tells us what happens by signed JSON over HTTP, and is asked by the same."""
